namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Activation =>
        [
            new(
                "nn.ReLU",
                "Activation/ReLU",
                "",
                "Rectified linear unit",
                "线性整流",
                "nn.functional.relu"
            ),
            new(
                "nn.GELU",
                "Activation/GELU",
                "",
                "Gaussian error linear unit",
                "高斯误差线性单元",
                "nn.functional.gelu"
            ),
            new(
                "nn.Sigmoid",
                "Activation/Sigmoid",
                "",
                "Logistic function",
                "S 型函数",
                "nn.functional.sigmoid"
            ),
            new(
                "nn.Softmax",
                "Activation/Softmax",
                "",
                "Softmax and its logarithm",
                "归一化指数",
                "nn.functional.softmax",
                "nn.functional.log_softmax"
            ),
        ];
}
