using System.Numerics;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What a tensor can be filled with, and how many random bits each element takes.</summary>
static class Distributions
{
    /// <summary>U(from, to): 32 bits for a float32 element, 64 for a float64 one. PyTorch: <c>Tensor.uniform_</c>.</summary>
    public static Tensor Uniform(Tensor tensor, double from, double to, Generator? generator)
    {
        RequireReal(tensor.Dtype, "uniform_");
        var max = tensor.Dtype == ScalarType.Float32 ? float.MaxValue : double.MaxValue;
        if (!(Math.Abs(from) <= max))
            throw new ArgumentOutOfRangeException(
                nameof(from),
                from,
                $"from is out of bounds for {tensor.Dtype.TorchName()}"
            );
        if (!(Math.Abs(to) <= max))
            throw new ArgumentOutOfRangeException(
                nameof(to),
                to,
                $"to is out of bounds for {tensor.Dtype.TorchName()}"
            );
        if (from > to)
            throw new ArgumentException(
                $"uniform_ expects to return a [from, to) range, but found from={from} > to={to}",
                nameof(from)
            );
        if (to - from > max)
            throw new ArgumentException(
                $"uniform_ expects to-from <= {max}, but found to={to} and from={from}",
                nameof(to)
            );
        return Fill(
            tensor,
            generator,
            (stream, elements) =>
            {
                if (elements.Dtype == ScalarType.Float32)
                    RandomUniform.Fill(stream, elements.Data<float>(), (float)from, (float)to);
                else
                    RandomUniform.Fill(stream, elements.Data<double>(), from, to);
            }
        );
    }

    /// <summary>N(mean, std²), in one of two ways as <see cref="Normals"/> says. PyTorch: <c>Tensor.normal_</c>.</summary>
    public static Tensor Normal(Tensor tensor, double mean, double std, Generator? generator)
    {
        RequireReal(tensor.Dtype, "normal_");
        if (!(std >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(std),
                std,
                $"normal expects std >= 0.0, but found std {std}"
            );
        // A view with gaps is filled one by one, whatever its size.
        var inBlocks = tensor.IsContiguous && tensor.Count >= NormalFill.Block;
        return Fill(
            tensor,
            generator,
            (stream, elements) =>
            {
                switch (elements.Dtype, inBlocks)
                {
                    case (ScalarType.Float32, true):
                        Normals.Blocks(stream, elements.Data<float>(), (float)mean, (float)std);
                        break;
                    case (ScalarType.Float32, false):
                        foreach (ref var x in elements.Data<float>())
                            x = (float)Normals.Next(stream, mean, std);
                        break;
                    case (_, true):
                        Normals.Blocks(stream, elements.Data<double>(), mean, std);
                        break;
                    default:
                        foreach (ref var x in elements.Data<double>())
                            x = Normals.Next(stream, mean, std);
                        break;
                }
            }
        );
    }

    /// <summary>−ln(1 − u) with u from [0, 1): 64 bits for an element of either type. PyTorch without MKL: <c>Tensor.exponential_</c>.</summary>
    public static Tensor Exponential(Tensor tensor, Generator? generator)
    {
        RequireReal(tensor.Dtype, "exponential_");
        return Fill(
            tensor,
            generator,
            (stream, elements) =>
            {
                if (elements.Dtype == ScalarType.Float32)
                    foreach (ref var x in elements.Data<float>())
                        x = (float)-RandomLog1p.Log1p(-RandomUniform.Next(stream));
                else
                    foreach (ref var x in elements.Data<double>())
                        x = -RandomLog1p.Log1p(-RandomUniform.Next(stream));
            }
        );
    }

    /// <summary>A number from [from, to) where x ≤ 0, of 64 bits whatever the type, and 1 elsewhere: the slopes of <c>nn.RReLU</c>.</summary>
    public static Tensor Slopes(Tensor x, double from, double to, Generator? generator)
    {
        var elements = Copy.Contiguous(x);
        return Fill(
            Tensor.Allocate(x.Dtype, x.Shape),
            generator,
            (stream, slopes) =>
            {
                if (x.Dtype == ScalarType.Float32)
                    RandomSlopes.Fill<float>(
                        stream,
                        elements.Data<float>(),
                        slopes.Data<float>(),
                        from,
                        to
                    );
                else
                    RandomSlopes.Fill<double>(
                        stream,
                        elements.Data<double>(),
                        slopes.Data<double>(),
                        from,
                        to
                    );
            }
        );
    }

    /// <summary>1 with probability p, else 0; 64 bits for an element of any type. PyTorch: <c>Tensor.bernoulli_(p)</c>.</summary>
    public static Tensor Bernoulli(Tensor tensor, double p, Generator? generator)
    {
        if (!(p is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(p),
                p,
                $"bernoulli_ expects p to be in [0, 1], but got p={p}"
            );
        return Fill(
            tensor,
            generator,
            (stream, elements) =>
            {
                switch (elements.Dtype)
                {
                    case ScalarType.Float32:
                        RandomBernoulli.Fill(stream, elements.Data<float>(), p, 0, 1);
                        break;
                    case ScalarType.Float64:
                        RandomBernoulli.Fill(stream, elements.Data<double>(), p, 0, 1);
                        break;
                    case ScalarType.Int64:
                        RandomBernoulli.Fill(stream, elements.Data<long>(), p, 0, 1);
                        break;
                    default:
                        RandomBernoulli.Fill(stream, elements.Data<bool>(), p, false, true);
                        break;
                }
            }
        );
    }

    /// <summary>1 / p with probability p, else 0: what dropout multiplies with.</summary>
    public static Tensor Mask(Tensor tensor, double p) =>
        Fill(
            tensor,
            null,
            (stream, elements) =>
            {
                if (elements.Dtype == ScalarType.Float32)
                    RandomBernoulli.Fill(stream, elements.Data<float>(), p, 0, 1 / (float)p);
                else
                    RandomBernoulli.Fill(stream, elements.Data<double>(), p, 0, 1 / p);
            }
        );

    /// <summary>1 with the probability that stands at the same place, else 0; as many bits as a uniform number takes. PyTorch: <c>torch.bernoulli</c>.</summary>
    public static Tensor Bernoulli(Tensor input, Generator? generator)
    {
        RequireReal(input.Dtype, "bernoulli");
        var p = Copy.Contiguous(input.Detach());
        if (p.Dtype == ScalarType.Float32)
            RequireProbabilities<float>(p.Data<float>(), nameof(input));
        else
            RequireProbabilities<double>(p.Data<double>(), nameof(input));
        return Fill(
            Tensor.Allocate(p.Dtype, p.Shape),
            generator,
            (stream, elements) =>
            {
                if (p.Dtype == ScalarType.Float32)
                    RandomBernoulli.Fill(stream, elements.Data<float>(), p.Data<float>());
                else
                    RandomBernoulli.Fill(stream, elements.Data<double>(), p.Data<double>());
            }
        );
    }

    /// <summary>Integers from [low, high): the remainder of 32 bits, or of 64 where the range does not fit in 32. PyTorch: <c>Tensor.random_(low, high)</c>.</summary>
    public static Tensor Integers(Tensor tensor, long low, long high, Generator? generator)
    {
        if (low >= high)
            throw new ArgumentException(
                $"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}",
                nameof(high)
            );
        var range = unchecked((ulong)high - (ulong)low);
        return Fill(
            tensor,
            generator,
            (stream, elements) =>
            {
                foreach (ref var x in elements.Data<long>())
                    x = unchecked(
                        low
                        + (
                            range <= uint.MaxValue
                                ? stream.NextUInt32() % (uint)range
                                : (long)(stream.NextUInt64() % range)
                        )
                    );
            }
        );
    }

    /// <summary>0, 1, …, n − 1 shuffled, by Fisher and Yates. PyTorch: <c>torch.randperm</c>.</summary>
    public static Tensor Permutation(long n, Generator? generator) =>
        Fill(
            Tensor.Sized(ScalarType.Int64, [n], nameof(n)),
            generator,
            (stream, elements) =>
            {
                var x = elements.Data<long>();
                // From here on, remainders of 32 bits are too uneven for PyTorch.
                if (n >= uint.MaxValue / 20)
                {
                    for (var i = 0; i < x.Length; i++)
                    {
                        var j = (int)(stream.NextUInt64() % (ulong)(i + 1));
                        x[i] = x[j];
                        x[j] = i;
                    }
                    return;
                }
                for (var i = 0; i < x.Length; i++)
                    x[i] = i;
                for (var i = 0; i < x.Length - 1; i++)
                {
                    var j = i + (int)(stream.NextUInt32() % (uint)(x.Length - i));
                    (x[i], x[j]) = (x[j], x[i]);
                }
            }
        );

    /// <summary>
    /// Writes into the tensor what <paramref name="draw"/> writes into a contiguous one. The elements of a view take
    /// their numbers in the order in which they lie in memory, as in PyTorch.
    /// </summary>
    static Tensor Fill(Tensor tensor, Generator? generator, Action<Generator, Tensor> draw)
    {
        var stream = generator ?? Torch.DefaultGenerator;
        tensor.BeginInPlace();
        if (tensor.Count == 0)
            return tensor;
        if (tensor.IsContiguous)
        {
            lock (stream.Gate)
                draw(stream, tensor);
            return tensor;
        }
        var inMemoryOrder = InMemoryOrder(tensor);
        var elements = Tensor.Allocate(tensor.Dtype, inMemoryOrder.Shape);
        lock (stream.Gate)
            draw(stream, elements);
        Copy.Into(elements, inMemoryOrder);
        return tensor;
    }

    /// <summary>The same elements, with the dimensions ordered from the largest stride to the smallest.</summary>
    static Tensor InMemoryOrder(Tensor tensor)
    {
        var (shape, strides) = (tensor.Shape.ToArray(), tensor.Strides.ToArray());
        for (var d = 0; d < shape.Length; d++)
            if (strides[d] == 0 && shape[d] > 1)
                throw new InvalidOperationException(
                    "unsupported operation: more than one element of the written-to tensor refers to a single memory "
                        + "location. Please Clone() the tensor before performing the operation."
                );
        var order = Enumerable.Range(0, shape.Length).OrderByDescending(d => strides[d]).ToArray();
        return tensor.View(
            Array.ConvertAll(order, d => shape[d]),
            Array.ConvertAll(order, d => strides[d]),
            tensor.Offset
        );
    }

    static void RequireReal(ScalarType dtype, string function)
    {
        if (!dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"\"{function}\" not implemented for '{dtype.TorchName()}'",
                nameof(dtype)
            );
    }

    static void RequireProbabilities<T>(ReadOnlySpan<T> p, string name)
        where T : IFloatingPointIeee754<T>
    {
        for (var i = 0; i < p.Length; i++)
            if (!(p[i] >= T.Zero && p[i] <= T.One))
                throw new ArgumentException(
                    $"Expected p_in >= 0 && p_in <= 1 to be true, but element {i} is {p[i]}.",
                    name
                );
    }
}
