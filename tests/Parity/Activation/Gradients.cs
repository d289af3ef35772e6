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
        ];
}
