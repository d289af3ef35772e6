using Diptych.Scratch;
using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>Look-ups and their gradients beside plain loops.</summary>
public sealed class TableRowsTests
{
    [Theory]
    [InlineData(5, 3, 7)]
    [InlineData(9, 1, 0)]
    [InlineData(50, 130, 2000)]
    public void Rows_are_picked_and_gathered_one_by_one(int rows, int d, int count)
    {
        var random = new Random(rows);
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
            numbers[i] = random.Next(rows);
        foreach (var (dtype, bound) in Draws.Precisions)
        {
            var table = Draws.View(random, dtype, rows, d);
            var (cells, want) = (Draws.Numbers(table), new double[count * d]);
            for (var i = 0; i < want.Length; i++)
                want[i] = cells[numbers[i / d] * d + i % d];
            Draws.AssertNear(want, TableRows.Pick(table, numbers), 0, "pick");

            var y = Draws.View(random, dtype, count, d);
            var (slopes, sums) = (Draws.Numbers(y), new double[rows * d]);
            for (var i = 0; i < slopes.Length; i++)
                sums[numbers[i / d] * d + i % d] += slopes[i];
            Draws.AssertNear(sums, TableRows.Gather(y, numbers, rows), bound * 10, "gather");
            Draws.AssertAlike(() => TableRows.Gather(y, numbers, rows));
        }
    }
}
