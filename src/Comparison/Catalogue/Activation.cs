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
                "nn.ELU",
                "Activation/ELU",
                "",
                "Exponential linear unit",
                "指数线性单元",
                "nn.functional.elu"
            ),
            new(
                "nn.CELU",
                "Activation/CELU",
                "",
                "Continuously differentiable exponential linear unit",
                "连续可微指数线性单元",
                "nn.functional.celu"
            ),
            new(
                "nn.SELU",
                "Activation/SELU",
                "",
                "Scaled exponential linear unit",
                "缩放指数线性单元",
                "nn.functional.selu"
            ),
            new(
                "nn.PReLU",
                "Activation/PReLU",
                "",
                "Rectified linear unit with a learned slope",
                "参数化线性整流",
                "nn.functional.prelu"
            ),
            new(
                "nn.RReLU",
                "Activation/RReLU",
                "",
                "Leaky rectified linear unit with random slopes",
                "随机线性整流",
                "nn.functional.rrelu"
            ),
            new(
                "nn.ReLU6",
                "Activation/ReLU6",
                "",
                "Rectified linear unit that stops at 6",
                "上限为六的线性整流",
                "nn.functional.relu6"
            ),
            new(
                "nn.SiLU",
                "Activation/SiLU",
                "",
                "Sigmoid linear unit",
                "S 型加权线性单元",
                "nn.functional.silu"
            ),
            new("nn.Mish", "Activation/Mish", "", "Mish", "Mish 激活", "nn.functional.mish"),
            new(
                "nn.Softplus",
                "Activation/Softplus",
                "",
                "Smooth rectified linear unit",
                "平滑线性整流",
                "nn.functional.softplus"
            ),
            new(
                "nn.LogSigmoid",
                "Activation/LogSigmoid",
                "",
                "Logarithm of the logistic function",
                "对数 S 型函数",
                "nn.functional.logsigmoid"
            ),
            new(
                "nn.Hardsigmoid",
                "Activation/Hardsigmoid",
                "",
                "Logistic function of straight lines",
                "分段线性 S 型函数",
                "nn.functional.hardsigmoid"
            ),
            new(
                "nn.Hardtanh",
                "Activation/Hardtanh",
                "",
                "Hyperbolic tangent of straight lines",
                "分段线性双曲正切",
                "nn.functional.hardtanh"
            ),
            new(
                "nn.Hardswish",
                "Activation/Hardswish",
                "",
                "SiLU of straight lines and a parabola",
                "分段 Swish",
                "nn.functional.hardswish"
            ),
            new(
                "nn.Hardshrink",
                "Activation/Hardshrink",
                "",
                "Hard shrinkage",
                "硬收缩",
                "nn.functional.hardshrink"
            ),
            new(
                "nn.Softshrink",
                "Activation/Softshrink",
                "",
                "Soft shrinkage",
                "软收缩",
                "nn.functional.softshrink"
            ),
            new(
                "nn.Tanhshrink",
                "Activation/Tanhshrink",
                "",
                "Shrinkage by the hyperbolic tangent",
                "双曲正切收缩",
                "nn.functional.tanhshrink"
            ),
            new(
                "nn.Softsign",
                "Activation/Softsign",
                "",
                "Softsign",
                "软符号函数",
                "nn.functional.softsign"
            ),
            new(
                "nn.Threshold",
                "Activation/Threshold",
                "",
                "Threshold",
                "阈值函数",
                "nn.functional.threshold"
            ),
            new(
                "nn.GLU",
                "Activation/GLU",
                "",
                "Gated linear unit",
                "门控线性单元",
                "nn.functional.glu"
            ),
            new(
                "nn.Softmin",
                "Activation/Softmin",
                "",
                "Softmin",
                "最小值归一化指数",
                "nn.functional.softmin"
            ),
            new(
                "nn.Softmax2d",
                "Activation/Softmax2d",
                "",
                "Softmax over the channels",
                "通道归一化指数"
            ),
            new(
                "nn.functional.gumbel_softmax",
                "Activation/GumbelSoftmax",
                "",
                "Draws from categories with a gradient",
                "可求导的类别抽样"
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
