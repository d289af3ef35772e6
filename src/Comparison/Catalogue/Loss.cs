namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Loss =>
        [
            new(
                "nn.CrossEntropyLoss",
                "Loss/CrossEntropyLoss",
                "Loss/LossExample",
                "Cross-entropy of logits",
                "交叉熵",
                "nn.functional.cross_entropy"
            ),
            new(
                "nn.MSELoss",
                "Loss/MSELoss",
                "Loss/LossExample",
                "Mean squared error",
                "均方误差",
                "nn.functional.mse_loss"
            ),
        ];
}
