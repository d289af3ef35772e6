namespace Diptych.Scratch;

/// <summary>
/// Gated recurrent unit: hₜ = n + z · (hₜ₋₁ − n) with gates r, z = σ(W x + b + U h + c) and candidate n = tanh(W x + b + r · (U h + c)).
/// </summary>
/// <remarks>PyTorch: <c>nn.GRU</c>. Cho et al. 2014, https://arxiv.org/abs/1406.1078.</remarks>
public sealed class GRU : Module
{
    readonly long inputSize;
    readonly long hiddenSize;
    readonly long numLayers;
    readonly bool batchFirst;
    readonly double dropout;
    readonly List<Weights> layers = [];
    readonly int directions;

    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="numLayers">How many layers stand on one another.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="batchFirst">Whether the batch comes before the steps in input and output.</param>
    /// <param name="dropout">The share that is dropped between layers in training.</param>
    /// <param name="bidirectional">Whether a second set of layers reads from the end.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size or the number of layers is not positive, or the share not in [0, 1].</exception>
    public GRU(
        long inputSize,
        long hiddenSize,
        long numLayers = 1,
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        ScalarType? dtype = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputSize);
        if (hiddenSize <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(hiddenSize),
                hiddenSize,
                "hidden_size must be greater than zero"
            );
        if (numLayers <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(numLayers),
                numLayers,
                "num_layers must be greater than zero"
            );
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.numLayers = numLayers;
        this.batchFirst = batchFirst;
        this.dropout = Checks.Probability(dropout, nameof(dropout));
        directions = bidirectional ? 2 : 1;

        var type = dtype ?? ScalarType.Float32;
        var bound = 1 / Math.Sqrt(hiddenSize);
        for (var layer = 0; layer < numLayers; layer++)
        for (var direction = 0; direction < directions; direction++)
        {
            var suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
            var features = layer == 0 ? inputSize : hiddenSize * directions;
            layers.Add(
                new Weights(
                    Register("weight_ih" + suffix, [3 * hiddenSize, features]),
                    Register("weight_hh" + suffix, [3 * hiddenSize, hiddenSize]),
                    bias ? Register("bias_ih" + suffix, [3 * hiddenSize]) : null,
                    bias ? Register("bias_hh" + suffix, [3 * hiddenSize]) : null
                )
            );
        }

        Parameter Register(string name, long[] shape)
        {
            var parameter = new Parameter(Torch.Zeros(shape, type));
            Init.Uniform(parameter, -bound, bound);
            RegisterParameter(name, parameter);
            return parameter;
        }
    }

    /// <param name="input">x, (T, N, I), or (N, T, I) with batchFirst, or (T, I) without a batch.</param>
    /// <param name="hx">h₀, (layers · directions, N, H), or without N; 0 where null.</param>
    /// <returns>All states of the last layer, (T, N, H · directions) in the layout of the input, and the last state of each layer and direction, in the layout of h₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit, or there are no steps.</exception>
    public (Tensor Output, Tensor HN) Forward(Tensor input, Tensor? hx = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var batched = input.Rank == 3;
        CheckInput(input);
        var x = batched ? (batchFirst ? input.Transpose(0, 1) : input) : input.Unsqueeze(1);
        if (x.Shape[0] == 0)
            throw new ArgumentException(
                "Expected sequence length to be larger than 0 in RNN",
                nameof(input)
            );
        var n = x.Shape[1];
        var h0 = CheckState(hx, batched, n, x.Dtype);

        var last = new List<Tensor>();
        for (var layer = 0; layer < numLayers; layer++)
        {
            var outputs = new Tensor[directions];
            for (var direction = 0; direction < directions; direction++)
            {
                var i = layer * directions + direction;
                var reverse = direction == 1;
                var w = layers[i];
                outputs[direction] = new LayerOperation(
                    x,
                    h0[i],
                    w.InputHidden,
                    w.HiddenHidden,
                    w.InputBias,
                    w.HiddenBias,
                    reverse
                ).Apply();
                last.Add(outputs[direction][reverse ? 0 : -1]);
            }
            x = directions == 1 ? outputs[0] : Torch.Cat(outputs, 2);
            if (layer < numLayers - 1)
                x = Functional.Dropout(x, dropout, Training);
        }
        var hN = Torch.Stack(last.ToArray());
        return batched ? (batchFirst ? x.Transpose(0, 1) : x, hN) : (x.Squeeze(1), hN.Squeeze(1));
    }

    void CheckInput(Tensor input)
    {
        if (input.Rank is not (2 or 3))
            throw new ArgumentException(
                $"GRU: Expected input to be 2D or 3D, got {input.Rank}D instead: {input.ShapeText}",
                nameof(input)
            );
        if (input.Shape[^1] != inputSize)
            throw new ArgumentException(
                $"input.size(-1) must be equal to input_size. Expected {inputSize}, got {input.Shape[^1]}: {input.ShapeText}",
                nameof(input)
            );
        Checks.SameDtype(input, layers[0].InputHidden, nameof(input));
    }

    Tensor CheckState(Tensor? hx, bool batched, long n, ScalarType dtype)
    {
        long[] expected = [layers.Count, n, hiddenSize];
        if (hx is null)
            return Torch.Zeros(expected, dtype);
        if (hx.Rank != (batched ? 3 : 2))
            throw new ArgumentException(
                batched
                    ? $"For batched 3-D input, hx should also be 3-D but got {hx.Rank}-D tensor"
                    : $"For unbatched 2-D input, hx should also be 2-D but got {hx.Rank}-D tensor",
                nameof(hx)
            );
        var h0 = batched ? hx : hx.Unsqueeze(1);
        if (!h0.Shape.SequenceEqual(expected))
            throw new ArgumentException(
                $"Expected hidden size {Shapes.Text(expected)}, got {h0.ShapeText}",
                nameof(hx)
            );
        return h0;
    }

    sealed record Weights(
        Parameter InputHidden,
        Parameter HiddenHidden,
        Parameter? InputBias,
        Parameter? HiddenBias
    );

    /// <summary>One layer in one direction, over all steps: (T, N, I) and h₀ (N, H) → all states (T, N, H).</summary>
    sealed class LayerOperation(
        Tensor x,
        Tensor h0,
        Tensor w,
        Tensor u,
        Tensor? b,
        Tensor? c,
        bool reverse
    ) : Operation(x, h0, w, u, b, c)
    {
        readonly int steps = (int)x.Shape[0];
        readonly long features = x.Shape[2];
        readonly long size = h0.Shape[1];
        readonly Step[] trace = new Step[x.Shape[0]];

        /// <summary>What one step's gradient needs: the state before, the gates, the candidate, and U h + c of the candidate.</summary>
        readonly record struct Step(Tensor Before, Tensor R, Tensor Z, Tensor N, Tensor Recurrent);

        protected override Tensor Forward()
        {
            // W x + b of all steps and the three gates in one product: (T, N, 3H)
            var fromInput = Functional.Linear(Save(x), Save(w), b);
            var states = Torch.Zeros([steps, h0.Shape[0], size], x.Dtype);
            var h = Save(h0);
            Save(u);
            foreach (var t in Order())
            {
                var i = fromInput[t].Chunk(3, dim: 1);
                var r_z_n = Functional.Linear(h, u, c).Chunk(3, dim: 1);
                var r = Functional.Sigmoid(i[0] + r_z_n[0]);
                var z = Functional.Sigmoid(i[1] + r_z_n[1]);
                var n = (i[2] + r * r_z_n[2]).Tanh();
                trace[t] = new Step(h, r, z, n, r_z_n[2]);
                h = n + z * (h - n);
                states[t].CopyFrom(h);
            }
            return states;
        }

        // From the last step to the first, with dh = dhₜ from above plus what step t + 1 passed down:
        //   dn = dh · (1 − z) · (1 − n²)      dz = dh · (hₜ₋₁ − n) · z (1 − z)      dr = dn · (U h + c)ₙ · r (1 − r)
        //   d(W x + b) = [dr, dz, dn]         d(U h + c) = [dr, dz, dn · r]         dhₜ₋₁ = dh · z + d(U h + c) U
        protected override Tensor?[] Backward(Tensor dy)
        {
            var batch = h0.Shape[0];
            var fromInput = Torch.Zeros([steps, batch, 3 * size], x.Dtype);
            var fromState = Torch.Zeros([steps, batch, 3 * size], x.Dtype);
            var before = Torch.Zeros([steps, batch, size], x.Dtype);
            var passed = Torch.Zeros([batch, size], x.Dtype);
            foreach (var t in Order().Reverse())
            {
                var (h, r, z, n, recurrent) = trace[t];
                var dh = dy[t] + passed;
                var dn = dh * (1 - z) * (1 - n * n);
                var dz = dh * (h - n) * (z * (1 - z));
                var dr = dn * recurrent * (r * (1 - r));
                fromInput[t].CopyFrom(Torch.Cat([dr, dz, dn], 1));
                fromState[t].CopyFrom(Torch.Cat([dr, dz, dn * r], 1));
                before[t].CopyFrom(h);
                passed = dh * z + fromState[t].MatMul(u);
            }

            // Each step used the same weights, so their gradients add up over steps and batch alike.
            var i = fromInput.Reshape([steps * batch, 3 * size]);
            var s = fromState.Reshape([steps * batch, 3 * size]);
            return
            [
                Needs(0) ? fromInput.MatMul(w) : null,
                passed,
                i.Transpose(0, 1).MatMul(x.Reshape([steps * batch, features])),
                s.Transpose(0, 1).MatMul(before.Reshape([steps * batch, size])),
                b is null ? null : i.Sum([0]),
                c is null ? null : s.Sum([0]),
            ];
        }

        IEnumerable<int> Order() =>
            reverse ? Enumerable.Range(0, steps).Reverse() : Enumerable.Range(0, steps);
    }
}
