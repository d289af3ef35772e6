using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] RecurrentChecks =>
        [new("LayerOperation", x => Recurrent(x), Random(3, 2, 2), Random(4, 2, 3))];

    static Tensor Recurrent(Tensor[] x)
    {
        Torch.ManualSeed(2);
        var gru = new GRU(3, 2, numLayers: 1, bidirectional: true, dtype: ScalarType.Float64);
        // The hidden state of a first input of (4, 2, 3) is (2, 2, 2).
        return gru.Forward(x[1], x[0][0].Unsqueeze(0).Expand([2, 2, 2])).Output;
    }
}
