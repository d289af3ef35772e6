using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Arithmetic of tensors of which some rows are stored; the numbers are PyTorch's.</summary>
public sealed class SparseTensorTests
{
    static readonly Tensor A = Rows([0, 2, 2], 1, 2, 3, 4, 5, 6);
    static readonly Tensor B = Rows([1, 2], 1, 1, 10, 10);

    static Tensor Rows(long[] rows, params double[] values) =>
        Tensor.SparseCoo(
            Tensor.FromArray(rows, 1, rows.Length),
            Tensor.FromArray(values, rows.Length, 2),
            4,
            2
        );

    [Fact]
    public void Two_lists_of_rows_are_merged_and_what_comes_up_twice_stays_twice()
    {
        Same([0, 1, 2, 2], [1, 2, 2, 2, 23, 24, 5, 6], A.AddScaled(B, 2));
        Same([0, 1, 2, 2], [2, 4, 1, 1, 16, 18, 10, 12], B.AddScaled(A, 2));
        var none = Rows([]);
        Same([], [], none.AddScaled(none, 2));
        Same([1, 2], [2, 2, 20, 20], none.AddScaled(B, 2));
        Same([1, 2], [1, 1, 10, 10], B.AddScaled(none, 2));
    }

    [Fact]
    public void Rows_are_added_to_a_dense_tensor_each_time_they_come_up() =>
        Assert.Equal(
            [4, 7, 1, 1, 25, 31, 1, 1],
            Torch.Ones([4, 2], ScalarType.Float64).AddScaled(A, 3).ToArray<double>()
        );

    [Fact]
    public void Coalesced_rows_are_in_order_and_there_once()
    {
        Same([0, 2], [1, 2, 8, 10], A.Coalesce());
        Same([0, 1, 3], [5, 6, 3, 4, 1, 2], Rows([3, 1, 0], 1, 2, 3, 4, 5, 6).Coalesce());
        var sorted = A.Coalesce();
        Assert.True(sorted.IsCoalesced);
        Assert.Same(sorted, sorted.Coalesce());
        Assert.Equal([1, 2, 0, 0, 8, 10, 0, 0], A.ToDense().ToArray<double>());
    }

    [Fact]
    public void Some_results_are_known_to_be_coalesced()
    {
        var (one, s) = (Rows([3], 1, 2), Rows([0, 2], 1, 2, 3, 4));
        Assert.True(one.IsCoalesced);
        Assert.True(one.Scaled(2).IsCoalesced);
        Assert.True(one.AddScaled(one, 1).IsCoalesced);
        Assert.False(s.IsCoalesced);
        Assert.False(s.Scaled(2).IsCoalesced);
        Assert.False((-s).IsCoalesced);
        Assert.True((-s.Coalesce()).IsCoalesced);
        Assert.True(s.Coalesce().Clone().IsCoalesced);
        Assert.True(B.Coalesce().AddScaled(s.Coalesce(), 1).IsCoalesced);
        Assert.False(B.AddScaled(s.Coalesce(), 1).IsCoalesced);
        Same([0, 2], [2, 4, 6, 8], s.Scaled(2));
        Same([0, 2], [-1, -2, -3, -4], -s);
    }

    [Fact]
    public void A_clone_has_memory_of_its_own()
    {
        var copy = B.Clone();
        copy.Values.Fill(7);
        Same([1, 2], [1, 1, 10, 10], B);
        Same([1, 2], [7, 7, 7, 7], copy);
    }

    static void Same(long[] rows, double[] values, Tensor actual)
    {
        Assert.Equal([1, rows.Length], actual.Indices.Shape.ToArray());
        Assert.Equal(rows, actual.Indices.ToArray<long>());
        Assert.Equal([rows.Length, 2], actual.Values.Shape.ToArray());
        Assert.Equal(values, actual.Values.ToArray<double>());
    }
}
