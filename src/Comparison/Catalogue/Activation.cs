namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Activation =>
        [
            new(
                "nn.ReLU",
                "Activation/ReLU",
                "Activation/XorExample",
                "Rectified linear unit",
                "线性整流",
                "nn.functional.relu"
            ),
            new(
                "nn.LeakyReLU",
                "Activation/LeakyReLU",
                "Activation/XorExample",
                "Leaky rectified linear unit",
                "带泄漏的线性整流",
                "nn.functional.leaky_relu"
            ),
            new(
                "nn.GELU",
                "Activation/GELU",
                "Activation/XorExample",
                "Gaussian error linear unit",
                "高斯误差线性单元",
                "nn.functional.gelu"
            ),
            new(
                "nn.Sigmoid",
                "Activation/Sigmoid",
                "Activation/VanishingExample",
                "Logistic function",
                "S 型函数",
                "nn.functional.sigmoid"
            ),
            new(
                "nn.Tanh",
                "Activation/Tanh",
                "Activation/XorExample",
                "Hyperbolic tangent",
                "双曲正切",
                "nn.functional.tanh"
            ),
            new(
                "nn.Softmax",
                "Activation/Softmax",
                "Activation/XorExample",
                "Softmax",
                "归一化指数",
                "nn.functional.softmax"
            ),
            new(
                "nn.LogSoftmax",
                "Activation/LogSoftmax",
                "Activation/XorExample",
                "Logarithm of softmax",
                "对数归一化指数",
                "nn.functional.log_softmax"
            ),
            new(
                "nn.AdaptiveLogSoftmaxWithLoss",
                "Activation/AdaptiveLogSoftmaxWithLoss",
                "",
                "Softmax over very many classes, the rare ones in clusters",
                "自适应对数归一化指数"
            ),
        ];
}
