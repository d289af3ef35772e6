namespace Diptych.Reference;

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
        return (1 - x).pow(2) + 100 * (y - x.pow(2)).pow(2);
    }

    /// <summary>A network of two layers that learns XOR, by its squared error.</summary>
    /// <param name="first">(2, hidden)</param>
    /// <param name="second">(hidden, 1)</param>
    /// <returns>One number.</returns>
    public static Tensor Network(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        var inputs = tensor(
                new float[,]
                {
                    { 0, 0 },
                    { 0, 1 },
                    { 1, 0 },
                    { 1, 1 },
                }
            )
            .to(first.dtype, first.device);
        var targets = tensor(
                new float[,]
                {
                    { 0 },
                    { 1 },
                    { 1 },
                    { 0 },
                }
            )
            .to(first.dtype, first.device);
        return (inputs.matmul(first).tanh().matmul(second) - targets).pow(2).mean();
    }

    /// <summary>Some rows of a table, whose gradient is sparse, drawn to what they should be.</summary>
    /// <param name="table">(at least 4, 2)</param>
    /// <param name="idle">Takes no part, and gets no gradient.</param>
    /// <returns>One number.</returns>
    public static Tensor Lookup(Tensor table, Tensor idle)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = tensor(new long[] { 2, 0, 2, 3 }, device: table.device);
        var targets = tensor(
                new float[,]
                {
                    { 1, 0.5f },
                    { -1, 2 },
                    { 0.5f, 0 },
                    { 0, -1 },
                }
            )
            .to(table.dtype, table.device);
        return (Functional.Embedding(rows, table, sparse: true) - targets).pow(2).sum();
    }
}
