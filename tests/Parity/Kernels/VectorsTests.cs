using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>Loops over rows of any length beside plain ones.</summary>
public sealed class VectorsTests
{
    static readonly int[] Lengths = [0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 1027];

    [Fact]
    public void Maps_are_plain_loops_whatever_the_length()
    {
        foreach (var n in Lengths)
        {
            var (a, b, c) = (Draw(n, 1), Draw(n, 2), Draw(n, 3));
            var y = new double[n];
            Vectors.Map<Half, double>(new(), a, y);
            Assert.Equal(a.Select(x => x * 0.5), y);
            Vectors.Map<Add, double>(new(), a, b, y);
            Assert.Equal(a.Zip(b, (x, z) => x + z), y);
            Vectors.Map<First, double>(new(), a, b, c, y);
            Assert.Equal(Enumerable.Range(0, n).Select(i => a[i] * b[i] - c[i]), y);
            // In place, and in the other precision.
            var single = Array.ConvertAll(a, x => (float)x);
            var half = (float[])single.Clone();
            Vectors.Map<Half, float>(new(), half, half);
            Assert.Equal(single.Select(x => x * 0.5f), half);
        }
    }

    [Fact]
    public void Streams_begin_and_end_anywhere()
    {
        var x = Array.ConvertAll(Draw(3000, 4), number => (float)number);
        foreach (var n in Lengths.Append(2900))
            for (var start = 0; start < 20; start++)
            {
                var y = new float[3000];
                Vectors.Map<Half, float>(
                    new(),
                    x.AsSpan(start, n),
                    y.AsSpan(start, n),
                    stream: true
                );
                var z = new float[3000];
                Vectors.Map<Add, float>(
                    new(),
                    x.AsSpan(start, n),
                    x.AsSpan(0, n),
                    z.AsSpan(start, n),
                    stream: true
                );
                var w = new float[3000];
                Vectors.Map<First, float>(
                    new(),
                    x.AsSpan(start, n),
                    x.AsSpan(0, n),
                    x.AsSpan(start, n),
                    w.AsSpan(start, n),
                    stream: true
                );
                for (var i = 0; i < y.Length; i++)
                {
                    var inside = i >= start && i < start + n;
                    Assert.Equal(inside ? x[i] * 0.5f : 0, y[i]);
                    Assert.Equal(inside ? x[i] + x[i - start] : 0, z[i]);
                    Assert.Equal(inside ? x[i] * x[i - start] - x[i] : 0, w[i]);
                }
            }
    }

    [Fact]
    public void Sums_are_carried_in_float64()
    {
        foreach (var n in Lengths)
        {
            var (a, b) = (Single(n, 1), Single(n, 2));
            double sum = 0,
                product = 0;
            for (var i = 0; i < n; i++)
            {
                sum += a[i];
                product += (double)a[i] * b[i];
            }
            Assert.Equal(sum, Vectors.Sum<Itself, float>(new(), a), 1e-12);
            Assert.Equal(product, Vectors.Sum<Product, float>(new(), a, b), 1e-12);
            var wide = Array.ConvertAll(a, x => (double)x);
            Assert.Equal(sum, Vectors.Sum<Itself, double>(new(), wide), 1e-12);

            var sums = Draw(n, 5);
            var (added, multiplied) = ((double[])sums.Clone(), (double[])sums.Clone());
            Vectors.AddTo<Itself, float>(added, new(), a);
            Vectors.AddTo<Product, float>(multiplied, new(), a, b);
            for (var i = 0; i < n; i++)
            {
                Assert.Equal(sums[i] + a[i], added[i]);
                Assert.Equal(sums[i] + (double)a[i] * b[i], multiplied[i]);
            }
            Assert.Equal(n == 0 ? double.NegativeInfinity : a.Max(), Vectors.Largest<float>(a));
        }
    }

    static float[] Single(int n, int seed) => Array.ConvertAll(Draw(n, seed), x => (float)x);

    static double[] Draw(int n, int seed)
    {
        var random = new Random(seed * 10_000 + n);
        var x = new double[n];
        for (var i = 0; i < n; i++)
            x[i] = random.NextDouble() * 2 - 1;
        return x;
    }

    readonly struct Half : IFunction
    {
        public V Of<V>(V x)
            where V : struct, IReals<V> => x * V.Of(0.5);
    }

    readonly struct First : IFunction3
    {
        public V Of<V>(V a, V b, V c)
            where V : struct, IReals<V> => a * b - c;
    }
}
