namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Random =>
        [
            new(
                "torch.manual_seed",
                "Random/RandomStream",
                "Random/RandomExample",
                "PyTorch's random stream, bit for bit",
                "随机数流",
                "torch.rand",
                "torch.randn",
                "torch.randint",
                "torch.randperm",
                "torch.bernoulli",
                "torch.normal"
            ),
            new(
                "nn.init",
                "Random/Init",
                "Random/InitExample",
                "Initialization",
                "参数初始化",
                "nn.init.uniform_",
                "nn.init.normal_",
                "nn.init.constant_",
                "nn.init.kaiming_uniform_",
                "nn.init.xavier_uniform_",
                "nn.init.xavier_normal_",
                "nn.init.kaiming_normal_",
                "nn.init.trunc_normal_",
                "nn.init.orthogonal_",
                "nn.init.eye_",
                "nn.init.ones_",
                "nn.init.zeros_",
                "nn.init.calculate_gain"
            ),
        ];
}
