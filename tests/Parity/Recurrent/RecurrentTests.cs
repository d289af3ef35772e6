using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of recurrent layers, asked of both sides.</summary>
public class RecurrentTests
{
    static readonly string[] Layers = ["nn.RNN", "nn.GRU", "nn.LSTM"];

    // Three sequences of four steps of two features, (T, N, I).
    static readonly float[,,] Batch = Numbers(4, 3, 2);

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void RNN_GRU_and_LSTM_have_parameters_as_one_to_three_to_four(string engine)
    {
        var side = new Side(engine);
        foreach (var bias in new[] { true, false })
        foreach (var (layers, bidirectional) in new[] { (1, false), (3, false), (2, true) })
        {
            var counts = Layers
                .Select(layer =>
                    side.Count(
                        side.Module(
                            layer,
                            [5, 7],
                            ("num_layers", (long)layers),
                            ("bias", bias),
                            ("bidirectional", bidirectional)
                        )
                    )
                )
                .ToArray();
            Assert.Equal([counts[0], 3 * counts[0], 4 * counts[0]], counts);
        }
        // One layer without bias is W, (7, 5), and U, (7, 7).
        Assert.Equal(7 * (5 + 7), side.Count(side.Module("nn.RNN", [5, 7], ("bias", false))));
    }

    // Whether that makes it faster depends on the machine: on a CPU libtorch's GRU takes longer than its LSTM.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_GRU_has_three_quarters_of_the_parameters_of_an_LSTM(string engine)
    {
        var side = new Side(engine);
        var gru = side.Count(side.Module("nn.GRU", [10, 20]));
        var lstm = side.Count(side.Module("nn.LSTM", [10, 20]));
        Assert.Equal(0.75, (double)gru / lstm);
        Assert.Equal((1920, 2560), (gru, lstm));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_bidirectional_layer_is_two_layers_run_in_opposite_orders(string engine)
    {
        var side = new Side(engine);
        foreach (var layer in Layers)
        {
            var both = side.Module(layer, [2, 3], ("bidirectional", true));
            var outputs = side.Forwards(both, side.Tensor(Batch));
            var forward = side.Forwards(One(""), side.Tensor(Batch));
            var backward = side.Forwards(One("_reverse"), side.Tensor(Reversed(Batch)));

            // (T, N, 2 H): the first half is the one, the second half the other, back in order.
            var (output, ahead, back) = (
                side.Numbers(outputs[0]!),
                side.Numbers(forward[0]!),
                side.Numbers(backward[0]!)
            );
            for (var t = 0; t < 4; t++)
            for (var n = 0; n < 3; n++)
            for (var h = 0; h < 3; h++)
            {
                var at = (t * 3 + n) * 6 + h;
                Assert.Equal(ahead[(t * 3 + n) * 3 + h], output[at], 1e-12);
                Assert.Equal(back[((3 - t) * 3 + n) * 3 + h], output[at + 3], 1e-12);
            }
            // The last state of the second one is that of step 0.
            double[] last = [.. side.Numbers(forward[1]!), .. side.Numbers(backward[1]!)];
            Equal(last, side.Numbers(outputs[1]!));

            object One(string suffix)
            {
                var one = side.Module(layer, [2, 3]);
                side.Load(
                    one,
                    [
                        .. side.Parameters(one)
                            .Select(p => (p.Name, Values(side, both, p.Name + suffix))),
                    ]
                );
                return one;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_packed_batch_gives_each_sequence_what_it_gets_alone(string engine)
    {
        var side = new Side(engine);
        int[] lengths = [2, 1, 4];
        foreach (var layer in Layers)
        {
            var module = side.Module(layer, [2, 3], ("num_layers", 2L), ("bidirectional", true));
            var packed = Packed(
                side.Calls(
                    "nn.utils.rnn.pack_padded_sequence",
                    side.Tensor(Batch),
                    lengths,
                    false,
                    false
                )
            );
            var together = side.Forwards(module, packed);
            var padded = side.Calls("nn.utils.rnn.pad_packed_sequence", Packed(together));
            var disturbed = side.Forwards(module, side.Tensor(Batch));
            Assert.Equal([2, 1, 4], side.Numbers(padded[1]!));

            var output = side.Numbers(padded[0]!);
            for (var n = 0; n < 3; n++)
            {
                var alone = side.Forwards(module, side.Tensor(Sequence(n, lengths[n])));
                var own = side.Numbers(alone[0]!);
                for (var t = 0; t < 4; t++)
                for (var h = 0; h < 6; h++)
                    Assert.Equal(
                        t < lengths[n] ? own[t * 6 + h] : 0,
                        output[(t * 3 + n) * 6 + h],
                        1e-12
                    );
                // hₙ, and LSTM's cₙ: the four of them came behind the packed output.
                for (var state = 1; state < alone.Count; state++)
                {
                    var last = side.Numbers(alone[state]!);
                    Equal(last, OfSequence(together[state + 3]!, n));
                    // A batch that is only padded reads the padding too.
                    var off = last.Zip(OfSequence(disturbed[state]!, n))
                        .Max(pair => Math.Abs(pair.First - pair.Second));
                    Assert.Equal(lengths[n] < 4, off > 1e-3);
                }
            }

            // (layers · directions, N, H) → (layers · directions, H)
            double[] OfSequence(object states, int n)
            {
                var all = side.Numbers(states);
                return [.. Enumerable.Range(0, 4).SelectMany(i => all[((i * 3 + n) * 3)..][..3])];
            }
        }

        object Packed(IEnumerable<object?> parts) =>
            side.Object("nn.utils.rnn.PackedSequence", [.. parts.Take(4)]);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_cell_step_by_step_is_the_layer(string engine)
    {
        var side = new Side(engine);
        foreach (var layer in Layers)
        {
            var whole = side.Module(layer, [2, 3]);
            var cell = side.Module(layer + "Cell", [2, 3]);
            side.Load(
                cell,
                [
                    .. side.Parameters(cell)
                        .Select(p => (p.Name, Values(side, whole, p.Name + "_l0"))),
                ]
            );
            var outputs = side.Forwards(whole, side.Tensor(Batch));
            var output = side.Numbers(outputs[0]!);
            IReadOnlyList<object?> state = [];
            for (var t = 0; t < 4; t++)
            {
                object? hx =
                    state.Count == 0 ? null
                    : state.Count == 1 ? state[0]
                    : state;
                state = side.Forwards(cell, side.Tensor(Step(t)), hx);
                Equal(output[(t * 9)..][..9], side.Numbers(state[0]!));
            }
            for (var i = 0; i < state.Count; i++)
                Equal(side.Numbers(outputs[i + 1]!), side.Numbers(state[i]!));
        }
    }

    // What the gates are for: the plain recurrence multiplies the gradient by its weight at each step, the cell by the
    // forget gate alone, which can stay open.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Through_fifty_steps_a_plain_gradient_vanishes_and_that_of_an_open_cell_does_not(
        string engine
    )
    {
        var side = new Side(engine);
        var rnn = side.Module("nn.RNN", [1, 1]);
        side.Load(
            rnn,
            ("weight_ih_l0", new float[] { 1 }),
            ("weight_hh_l0", new[] { 0.5f }),
            ("bias_ih_l0", new float[1]),
            ("bias_hh_l0", new float[1])
        );
        var lstm = side.Module("nn.LSTM", [1, 1]);
        side.Load(
            lstm,
            ("weight_ih_l0", new float[] { 0, 0, 1, 0 }),
            ("weight_hh_l0", new float[4]),
            ("bias_ih_l0", new float[] { 0, 10, 0, 10 }), // i, f, g, o
            ("bias_hh_l0", new float[4])
        );

        // x is 0.1 at step 0 and 0 afterwards: dh₀/dx₀ · 0.5⁴⁹ at most, and i · (1 − g²) · f⁴⁹ · (1 − tanh²).
        Assert.InRange(GradientOfFirst(rnn, 1), 0, 1e-14);
        Assert.InRange(GradientOfFirst(lstm, 1), 0.48, 0.5);

        double GradientOfFirst(object module, int output)
        {
            var x = new float[50, 1, 1];
            x[0, 0, 0] = 0.1f;
            var input = side.Tensor(x, requiresGrad: true);
            side.Backward(side.Forwards(module, input)[output]!);
            return side.Gradient(input)![0];
        }
    }

    static void Equal(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    static float[] Values(Side side, object module, string name) =>
        Array.ConvertAll(side.Numbers(side.Parameter(module, name)), value => (float)value);

    // Numbers without a pattern, between −1 and 1.
    static float[,,] Numbers(int steps, int batch, int features)
    {
        var x = new float[steps, batch, features];
        for (var t = 0; t < steps; t++)
        for (var n = 0; n < batch; n++)
        for (var i = 0; i < features; i++)
            x[t, n, i] = MathF.Sin(7 * t + 3 * n + 5 * i + 1);
        return x;
    }

    static float[,,] Reversed(float[,,] x)
    {
        var y = (float[,,])x.Clone();
        for (var t = 0; t < x.GetLength(0); t++)
        for (var n = 0; n < x.GetLength(1); n++)
        for (var i = 0; i < x.GetLength(2); i++)
            y[x.GetLength(0) - 1 - t, n, i] = x[t, n, i];
        return y;
    }

    static float[,,] Sequence(int n, int length)
    {
        var x = new float[length, 1, 2];
        for (var t = 0; t < length; t++)
            (x[t, 0, 0], x[t, 0, 1]) = (Batch[t, n, 0], Batch[t, n, 1]);
        return x;
    }

    static float[,] Step(int t)
    {
        var x = new float[3, 2];
        for (var n = 0; n < 3; n++)
            (x[n, 0], x[n, 1]) = (Batch[t, n, 0], Batch[t, n, 1]);
        return x;
    }
}
