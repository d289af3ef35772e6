using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Rows of a table by their numbers, and the way back.</summary>
static class TableRows
{
    // Columns that one thread adds up in.
    const int Columns = 64;

    /// <summary>y[i] = table[number[i]]</summary>
    /// <param name="table">(rows, d)</param>
    /// <param name="numbers">Each the number of a row.</param>
    public static Tensor Pick(Tensor table, long[] numbers)
    {
        table = Copy.Contiguous(table.Detach());
        var y = Tensor.AllocateUnset(table.Dtype, numbers.Length, table.Shape[1]);
        Dispatch.Elements(table.Dtype, new PickKernel(table, numbers, y));
        return y;
    }

    /// <summary>table[number[i]] = Σ y[i] over all i, in their order; 0 for a row that has none.</summary>
    /// <param name="y">(numbers, d)</param>
    /// <param name="numbers">Each the number of a row.</param>
    /// <param name="rows">How many the table has.</param>
    public static Tensor Gather(Tensor y, long[] numbers, long rows)
    {
        y = Copy.Contiguous(y);
        var table = Tensor.Allocate(y.Dtype, rows, y.Shape[1]);
        Dispatch.Reals(y.Dtype, new GatherKernel(y, numbers, table));
        return table;
    }

    readonly struct PickKernel(Tensor table, long[] numbers, Tensor y) : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged =>
            Ranges.ShareRows(
                numbers.Length,
                (int)table.Shape[1],
                new PickRanges<T>(table, numbers, y)
            );
    }

    readonly struct PickRanges<T>(Tensor table, long[] numbers, Tensor y) : IRanges
        where T : unmanaged
    {
        public void Run(int start, int length)
        {
            var d = (int)table.Shape[1];
            ReadOnlySpan<T> rows = table.Data<T>();
            var result = y.Data<T>();
            for (var i = start; i < start + length; i++)
                rows.Slice((int)numbers[i] * d, d).CopyTo(result[(i * d)..]);
        }
    }

    readonly struct GatherKernel(Tensor y, long[] numbers, Tensor table) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            // Each thread has columns of its own, so that none waits for another and the order stays.
            var d = (int)y.Shape[1];
            var blocks = y.Count < Ranges.Many ? 1 : (d + Columns - 1) / Columns;
            Workers.Run(blocks, new GatherColumns<T>(y, numbers, table, blocks == 1 ? d : Columns));
        }
    }

    readonly struct GatherColumns<T>(Tensor y, long[] numbers, Tensor table, int columns) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int piece)
        {
            var d = (int)y.Shape[1];
            var first = piece * columns;
            var width = Math.Min(columns, d - first);
            ReadOnlySpan<T> from = y.Data<T>();
            var rows = table.Data<T>();
            for (var i = 0; i < numbers.Length; i++)
            {
                var row = rows.Slice((int)numbers[i] * d + first, width);
                TensorPrimitives.Add(row, from.Slice(i * d + first, width), row);
            }
        }
    }
}
