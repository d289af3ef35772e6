using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Recurrent layers beside plain loops over sequences, steps and units.</summary>
public sealed class RecurrentCellsTests
{
    // Units: less than a vector, whole vectors, with a rest.
    public static TheoryData<string, int> Cells
    {
        get
        {
            var cells = new TheoryData<string, int>();
            foreach (var cell in (string[])["LSTM", "projected", "GRU", "tanh", "relu"])
            foreach (var size in (int[])[2, 3, 16, 17, 40])
                cells.Add(cell, size);
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Are_what_plain_loops_compute(string cell, int size)
    {
        const int Inputs = 5;
        int[] lengths = [6, 6, 4, 1];
        foreach (var dtype in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            Torch.ManualSeed(size);
            var x = Torch.Randn([6, lengths.Length, Inputs], ScalarType.Float64).To(dtype);
            var packed = Utils.PackPaddedSequence(x, [.. lengths.Select(n => (long)n)]);
            Module layer = cell switch
            {
                "LSTM" => new LSTM(Inputs, size, bidirectional: true, dtype: dtype),
                "projected" => new LSTM(
                    Inputs,
                    size,
                    bidirectional: true,
                    projSize: size - 1,
                    dtype: dtype
                ),
                "GRU" => new GRU(Inputs, size, bidirectional: true, dtype: dtype),
                _ => new RNN(Inputs, size, nonlinearity: cell, bidirectional: true, dtype: dtype),
            };
            PackedSequence output;
            Tensor last;
            if (layer is LSTM lstm)
                (output, (last, _)) = lstm.Forward(packed);
            else if (layer is GRU gru)
                (output, last) = gru.Forward(packed);
            else
                (output, last) = ((RNN)layer).Forward(packed);
            var (y, _) = Utils.PadPackedSequence(output);
            var hidden = (int)y.Shape[2] / 2;
            var weights = layer.StateDict().ToDictionary(w => w.Key, w => Numbers(w.Value));
            var (states, ends) = (Numbers(y), Numbers(last));
            var inputs = Numbers(x);
            for (var direction = 0; direction < 2; direction++)
            for (var sequence = 0; sequence < lengths.Length; sequence++)
            {
                var (h, c) = (new double[hidden], new double[size]);
                for (var step = 0; step < lengths[sequence]; step++)
                {
                    var t = direction == 0 ? step : lengths[sequence] - 1 - step;
                    var row = inputs.AsSpan((t * lengths.Length + sequence) * Inputs, Inputs);
                    h = Step(
                        cell,
                        size,
                        weights,
                        direction == 0 ? "_l0" : "_l0_reverse",
                        row,
                        h,
                        c
                    );
                    var at = (t * lengths.Length + sequence) * 2 * hidden + direction * hidden;
                    AssertNear(h, states.AsSpan(at, hidden), dtype);
                }
                AssertNear(
                    h,
                    ends.AsSpan((direction * lengths.Length + sequence) * hidden, hidden),
                    dtype
                );
            }
        }
    }

    // The next hidden state; c changes in place.
    static double[] Step(
        string cell,
        int size,
        Dictionary<string, double[]> weights,
        string suffix,
        ReadOnlySpan<double> x,
        double[] h,
        double[] c
    )
    {
        var input = Affine(weights["weight_ih" + suffix], weights["bias_ih" + suffix], x);
        var state = Affine(weights["weight_hh" + suffix], weights["bias_hh" + suffix], h);
        var next = new double[size];
        for (var j = 0; j < size; j++)
            if (cell is "LSTM" or "projected")
            {
                var (i, f) = (Sigmoid(Sum(0)), Sigmoid(Sum(1)));
                var (g, o) = (Math.Tanh(Sum(2)), Sigmoid(Sum(3)));
                c[j] = f * c[j] + i * g;
                next[j] = o * Math.Tanh(c[j]);

                double Sum(int part) => input[part * size + j] + state[part * size + j];
            }
            else if (cell == "GRU")
            {
                var r = Sigmoid(input[j] + state[j]);
                var z = Sigmoid(input[size + j] + state[size + j]);
                var n = Math.Tanh(input[2 * size + j] + r * state[2 * size + j]);
                next[j] = (1 - z) * n + z * h[j];
            }
            else
                next[j] =
                    cell == "tanh"
                        ? Math.Tanh(input[j] + state[j])
                        : Math.Max(0, input[j] + state[j]);
        return cell == "projected" ? Affine(weights["weight_hr" + suffix], null, next) : next;

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    static double[] Affine(double[] weight, double[]? bias, ReadOnlySpan<double> x)
    {
        var y = new double[weight.Length / x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = bias?[i] ?? 0;
            for (var j = 0; j < x.Length; j++)
                y[i] += weight[i * x.Length + j] * x[j];
        }
        return y;
    }

    [Fact]
    public void NaN_stays_with_its_sequence_and_overflow_saturates()
    {
        var lstm = new LSTM(4, 20);
        var x = Torch.Randn([3, 3, 4]);
        x[1][0].Fill(double.NaN);
        x[1][2].Fill(double.PositiveInfinity);
        var (y, _) = lstm.Forward(x);
        Assert.True(double.IsNaN(y[1][0][0].Item()));
        Assert.True(double.IsNaN(y[2][0][19].Item()));
        for (var t = 0; t < 3; t++)
            Assert.True(double.IsFinite(y[t][1].Sum().Item()));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var before = Torch.GetNumThreads();
        try
        {
            foreach (var cell in (string[])["LSTM", "GRU", "RNN"])
            {
                Torch.SetNumThreads(1);
                var alone = Run(cell);
                foreach (var threads in (int[])[2, 5])
                {
                    Torch.SetNumThreads(threads);
                    Assert.Equal(alone, Run(cell));
                }
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }

        static float[] Run(string cell)
        {
            Torch.ManualSeed(2);
            var x = Torch.Randn([6, 37, 50]);
            x.RequiresGrad = true;
            Module layer = cell switch
            {
                "LSTM" => new LSTM(50, 70),
                "GRU" => new GRU(50, 70),
                _ => new RNN(50, 70),
            };
            var y = layer switch
            {
                LSTM lstm => lstm.Forward(x).Output,
                GRU gru => gru.Forward(x).Output,
                _ => ((RNN)layer).Forward(x).Output,
            };
            (y * y).Sum().Backward();
            return
            [
                .. y.ToArray<float>(),
                .. x.Grad!.ToArray<float>(),
                .. layer.Parameters().SelectMany(p => p.Grad!.ToArray<float>()),
            ];
        }
    }

    static double[] Numbers(Tensor tensor) =>
        tensor.Detach().To(ScalarType.Float64).ToArray<double>();

    static void AssertNear(
        ReadOnlySpan<double> expected,
        ReadOnlySpan<double> numbers,
        ScalarType dtype
    )
    {
        var unit = dtype == ScalarType.Float32 ? 3e-6 : 1e-14;
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - numbers[i]) <= unit * (1 + Math.Abs(expected[i])),
                $"{dtype} at {i}: {numbers[i]} for {expected[i]}"
            );
    }
}
