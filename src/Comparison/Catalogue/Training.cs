namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Training =>
        [
            new(
                "torch.utils.data.DataLoader",
                "Training/DataLoader",
                "Training/TrainingExample",
                "Batches, shuffled in PyTorch's order",
                "数据加载",
                "torch.utils.data.TensorDataset"
            ),
            new(
                "datasets.Cifar10",
                "Training/Cifar10",
                "Training/CifarNetworkExample",
                "Pictures in CIFAR-10's binary files",
                "CIFAR-10 数据集"
            ),
            new(
                "modules.CifarNetwork",
                "Training/CifarNetwork",
                "Training/CifarNetworkExample",
                "From image to logits",
                "从图像到 logits"
            ),
            new(
                "safetensors.load_file",
                "Training/Safetensors",
                "Training/WeightsExample",
                "Weights in files",
                "保存与加载权重",
                "safetensors.save_file"
            ),
            new(
                "training.cifar_training",
                "Training/CifarTraining",
                "Training/TrainingExample",
                "The whole training loop",
                "完整训练循环"
            ),
        ];
}
