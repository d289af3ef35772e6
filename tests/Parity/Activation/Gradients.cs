using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] ActivationChecks =>
        [
            new("ReluOperation", x => Functional.Relu(x[0]), Random(7)),
            new("LeakyReluOperation", x => Functional.LeakyRelu(x[0], 0.3), Random(7)),
            new("GeluOperation", x => Functional.Gelu(x[0]), Random(7)),
            new("TanhGeluOperation", x => Functional.Gelu(x[0], "tanh"), Random(7)),
            new("SigmoidOperation", x => Functional.Sigmoid(x[0]), Random(7)),
            new("TanhOperation", x => Functional.Tanh(x[0]), Random(7)),
            new("SoftmaxOperation", x => Functional.Softmax(x[0], 1), Random(3, 4)),
            new("LogSoftmaxOperation", x => Functional.LogSoftmax(x[0], 0), Random(3, 4)),
            new("EluOperation", x => Functional.Elu(x[0], 0.7), Random(7)),
            new("EluOperation", x => Functional.Elu(x[0] * 1, 0.7, inplace: true), Random(7)),
            new("EluOperation", x => Functional.Celu(x[0], 0.5), Random(7)),
            new("EluOperation", x => Functional.Celu(x[0] * 1, 0.5, inplace: true), Random(7)),
            new("EluOperation", x => Functional.Selu(x[0]), Random(7)),
            new("EluOperation", x => Functional.Selu(x[0] * 1, inplace: true), Random(7)),
            new("PreluOperation", x => Functional.Prelu(x[0], x[1]), Random(2, 3, 2), Random(3)),
            new("PreluOperation", x => Functional.Prelu(x[0], x[1]), Random(5), Random(1)),
            new(
                "RreluOperation",
                x => Seeded(() => Functional.Rrelu(x[0], training: true)),
                Random(7)
            ),
            new("SiluOperation", x => Functional.Silu(x[0]), Random(7)),
            new("SiluOperation", x => Functional.Silu(x[0] * 1, inplace: true), Random(7)),
            new("MishOperation", x => Functional.Mish(x[0]), Random(7)),
            new("MishOperation", x => Functional.Mish(x[0] * 1, inplace: true), Random(7)),
            new("SoftplusOperation", x => Functional.Softplus(x[0], 3, 1), Random(9)),
            new("LogSigmoidOperation", x => Functional.Logsigmoid(x[0]), Random(7)),
            new("HardsigmoidOperation", x => Functional.Hardsigmoid(x[0] * 5), Random(9)),
            new("HardtanhOperation", x => Functional.Hardtanh(x[0], -0.4, 0.6), Random(9)),
            new("HardswishOperation", x => Functional.Hardswish(x[0] * 5), Random(9)),
            new(
                "HardswishOperation",
                x => Functional.Hardswish(x[0] * 5, inplace: true),
                Random(9)
            ),
            new("HardshrinkOperation", x => Functional.Hardshrink(x[0]), Random(9)),
            new("SoftshrinkOperation", x => Functional.Softshrink(x[0]), Random(9)),
            new("ThresholdOperation", x => Functional.Threshold(x[0], 0.2, 3), Random(9)),
        ];
}
