using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diptych.Contrast.Bench;

/// <summary>What this machine can do at most: multiplications with addition a second, and bytes moved a second.</summary>
sealed class Peak
{
    // From what fits the first cache to what fits none.
    static readonly int[] Sizes = [1 << 14, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26];

    readonly double operations;
    readonly double[] bandwidths;

    Peak(double operations, double[] bandwidths) =>
        (this.operations, this.bandwidths) = (operations, bandwidths);

    /// <summary>Additions and multiplications of float32 a second.</summary>
    public double Operations => operations;

    /// <summary>Bytes read and written a second where they come from no cache.</summary>
    public double Bandwidth => bandwidths[^1];

    /// <summary>Measures it for so many threads at once.</summary>
    public static Peak Measure(int threads) =>
        new(
            Best(threads, () => MultiplyAdd(1 << 18)),
            [.. Sizes.Select(size => Movers(size / threads).Max(mover => Best(threads, mover)))]
        );

    /// <summary>The share of the peak that some work has reached; 0 where nothing is known of the work.</summary>
    public double Share(Row row, double seconds)
    {
        var size = 0;
        while (size + 1 < Sizes.Length && Sizes[size + 1] <= (row.Footprint ?? row.Bytes))
            size++;
        return Math.Max(row.Operations / operations, row.Bytes / bandwidths[size]) / seconds;
    }

    // The best of several runs, all threads at once and their rates added: a peak is what nothing disturbed.
    static double Best(int threads, Func<double> rate)
    {
        double best = 0;
        for (var round = 0; round < 40; round++)
        {
            using var start = new Barrier(threads);
            var rates = new double[threads];
            var all = Enumerable
                .Range(0, threads)
                .Select(i => new Thread(() =>
                {
                    start.SignalAndWait();
                    rates[i] = rate();
                }))
                .ToArray();
            foreach (var thread in all)
                thread.Start();
            foreach (var thread in all)
                thread.Join();
            best = Math.Max(best, rates.Sum());
        }
        return best;
    }

    // Twelve sums that do not wait for each other, in the widest registers.
    static double MultiplyAdd(int turns)
    {
        var from = Stopwatch.GetTimestamp();
        if (Vector512.IsHardwareAccelerated)
            Sink = Sums512(Vector512.Create(0.001f), turns)[0];
        else
            Sink = Sums256(Vector256.Create(0.001f), turns)[0];
        var width = Vector512.IsHardwareAccelerated
            ? Vector512<float>.Count
            : Vector256<float>.Count;
        return 12.0 * 2 * width * turns / Seconds(from);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static Vector512<float> Sums512(Vector512<float> factor, int turns)
    {
        Vector512<float> a = factor,
            b = factor,
            c = factor,
            d = factor,
            e = factor,
            f = factor,
            h = factor,
            i = factor,
            j = factor,
            k = factor,
            l = factor,
            m = factor;
        for (var turn = 0; turn < turns; turn++)
        {
            a = Vector512.FusedMultiplyAdd(factor, factor, a);
            b = Vector512.FusedMultiplyAdd(factor, factor, b);
            c = Vector512.FusedMultiplyAdd(factor, factor, c);
            d = Vector512.FusedMultiplyAdd(factor, factor, d);
            e = Vector512.FusedMultiplyAdd(factor, factor, e);
            f = Vector512.FusedMultiplyAdd(factor, factor, f);
            h = Vector512.FusedMultiplyAdd(factor, factor, h);
            i = Vector512.FusedMultiplyAdd(factor, factor, i);
            j = Vector512.FusedMultiplyAdd(factor, factor, j);
            k = Vector512.FusedMultiplyAdd(factor, factor, k);
            l = Vector512.FusedMultiplyAdd(factor, factor, l);
            m = Vector512.FusedMultiplyAdd(factor, factor, m);
        }
        return a + b + c + d + e + f + h + i + j + k + l + m;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static Vector256<float> Sums256(Vector256<float> factor, int turns)
    {
        Vector256<float> a = factor,
            b = factor,
            c = factor,
            d = factor,
            e = factor,
            f = factor,
            h = factor,
            i = factor,
            j = factor,
            k = factor,
            l = factor,
            m = factor;
        for (var turn = 0; turn < turns; turn++)
        {
            a = Vector256.FusedMultiplyAdd(factor, factor, a);
            b = Vector256.FusedMultiplyAdd(factor, factor, b);
            c = Vector256.FusedMultiplyAdd(factor, factor, c);
            d = Vector256.FusedMultiplyAdd(factor, factor, d);
            e = Vector256.FusedMultiplyAdd(factor, factor, e);
            f = Vector256.FusedMultiplyAdd(factor, factor, f);
            h = Vector256.FusedMultiplyAdd(factor, factor, h);
            i = Vector256.FusedMultiplyAdd(factor, factor, i);
            j = Vector256.FusedMultiplyAdd(factor, factor, j);
            k = Vector256.FusedMultiplyAdd(factor, factor, k);
            l = Vector256.FusedMultiplyAdd(factor, factor, l);
            m = Vector256.FusedMultiplyAdd(factor, factor, m);
        }
        return a + b + c + d + e + f + h + i + j + k + l + m;
    }

    // Reading, copying and adding, also in place, each many times over one piece of memory; which moves most differs from cache to cache.
    static IEnumerable<Func<double>> Movers(int bytes)
    {
        var count = bytes / 3 / sizeof(float);
        var turns = Math.Max(1, (1 << 25) / bytes);
        Func<double> Mover(int arrays, Action<float[], float[], float[]> move) =>
            () =>
            {
                var (a, b, y) = (new float[count], new float[count], new float[count]);
                move(a, b, y);
                var from = Stopwatch.GetTimestamp();
                for (var turn = 0; turn < turns; turn++)
                    move(a, b, y);
                return (double)arrays * count * sizeof(float) * turns / Seconds(from);
            };
        return
        [
            Mover(1, (a, _, _) => Sink = TensorPrimitives.Sum<float>(a)),
            Mover(2, (a, _, y) => a.CopyTo(y)),
            Mover(3, (a, b, y) => TensorPrimitives.Add<float>(a, b, y)),
            // In place a line is written where it was read: nothing moves more.
            Mover(3, (a, _, y) => TensorPrimitives.Add<float>(y, a, y)),
        ];
    }

    static double Seconds(long from) => Stopwatch.GetElapsedTime(from).TotalSeconds;

    static float Sink { get; set; }
}
