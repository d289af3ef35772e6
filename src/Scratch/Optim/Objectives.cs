namespace Diptych.Scratch;

/// <summary>What recorded runs descend that evaluate their objective; <c>snapshots/objectives.py</c> holds the same functions.</summary>
public static class Objectives
{
    /// <summary>A bent valley with its lowest point at (1, 1): (1 − x)² + 100·(y − x²)².</summary>
    /// <param name="position">(2)</param>
    /// <returns>One number.</returns>
    public static Tensor Rosenbrock(Tensor position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var (x, y) = (position[0], position[1]);
        return (1 - x).Pow(2) + 100 * (y - x.Pow(2)).Pow(2);
    }

    /// <summary>A network of two layers that learns XOR, by its squared error.</summary>
    /// <param name="first">(2, hidden)</param>
    /// <param name="second">(hidden, 1)</param>
    /// <returns>One number.</returns>
    public static Tensor Network(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var inputs = Torch
            .Tensor(
                new float[,]
                {
                    { 0, 0 },
                    { 0, 1 },
                    { 1, 0 },
                    { 1, 1 },
                }
            )
            .To(first.Dtype);
        var targets = Torch
            .Tensor(
                new float[,]
                {
                    { 0 },
                    { 1 },
                    { 1 },
                    { 0 },
                }
            )
            .To(first.Dtype);
        return (inputs.MatMul(first).Tanh().MatMul(second) - targets).Pow(2).Mean();
    }

    /// <summary>Some rows of a table, whose gradient is sparse, drawn to what they should be.</summary>
    /// <param name="table">(at least 4, 2)</param>
    /// <param name="idle">Takes no part, and gets no gradient.</param>
    /// <returns>One number.</returns>
    public static Tensor Lookup(Tensor table, Tensor idle)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(idle);
        var rows = Torch.Tensor(new long[] { 2, 0, 2, 3 });
        var targets = Torch
            .Tensor(
                new float[,]
                {
                    { 1, 0.5f },
                    { -1, 2 },
                    { 0.5f, 0 },
                    { 0, -1 },
                }
            )
            .To(table.Dtype);
        return (Functional.Embedding(rows, table, sparse: true) - targets).Pow(2).Sum();
    }
}
