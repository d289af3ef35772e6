namespace Diptych.Comparison;

/// <summary>The element of a tensor that is furthest out, measured by its own limit.</summary>
/// <param name="Tensor">Which tensor: <c>output.0</c>, <c>gradient.weight</c>, <c>state.running_mean</c>.</param>
/// <param name="Index">The element's place; empty for a single number.</param>
/// <param name="Expected">PyTorch's value: in float64, or as it is where that is not finite.</param>
/// <param name="Actual">The engine's value.</param>
/// <param name="Ulp">How many numbers of the engine's precision lie between them.</param>
/// <param name="Share">|a − t| as a share of what is allowed; above 1 is different.</param>
public sealed record Worst(
    string Tensor,
    long[] Index,
    double Expected,
    double Actual,
    double Ulp,
    double Share
)
{
    /// <summary>Place and values, as a failure shows them.</summary>
    public override string ToString() =>
        $"{Tensor}[{string.Join(", ", Index)}]: expected {TorchText.Format(Expected)}, got {TorchText.Format(Actual)} "
        + $"({Ulp:0} ulp, {Share:0.##} of the limit)";
}

/// <summary>A tensor beside PyTorch's.</summary>
/// <param name="Tensor">Which tensor.</param>
/// <param name="Problem">What is wrong with it, in one sentence; null where it is equal.</param>
/// <param name="Worst">The element furthest out; null where there is none or the shapes differ.</param>
public sealed record TensorComparison(string Tensor, string? Problem, Worst? Worst)
{
    /// <summary>
    /// The largest |a − t| in units in the last place of the tensor's largest value, or of PyTorch's own float32 noise
    /// E where that is more, as for gradients that cancel to zero; 0 where nothing was compared.
    /// </summary>
    public double Ulp { get; init; }

    /// <summary>Whether the tensor is equal by the <see cref="Policy"/>.</summary>
    public bool IsEqual => Problem is null;

    /// <summary>Compares presence, type and shape first, then every element.</summary>
    /// <param name="name">Which tensor.</param>
    /// <param name="expected">PyTorch's, or null where it has none.</param>
    /// <param name="actual">The engine's, or null.</param>
    /// <param name="precision">What the engine computed in.</param>
    /// <param name="limit">The largest difference that is equal, of truth, noise and precision; <see cref="Policy.Limit"/> where null.</param>
    public static TensorComparison Of(
        string name,
        ExpectedTensor? expected,
        TensorData? actual,
        ElementType precision,
        Func<double, double, ElementType, double>? limit = null
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        if (expected is null || actual is null)
            return new(
                name,
                expected is null == actual is null ? null
                    : expected is null
                        ? $"{name}: PyTorch has none, got one of shape {Text(actual!.Shape)}"
                    : $"{name}: expected one of shape {Text(expected.Shape)}, got none",
                null
            );
        var type = expected.IsReal ? precision : expected.Type;
        if (actual.Type != type)
            return new(name, $"{name}: expected {type}, got {actual.Type}", null);
        if (!actual.Shape.AsSpan().SequenceEqual(expected.Shape))
            return new(
                name,
                $"{name}: expected shape {Text(expected.Shape)}, got {Text(actual.Shape)}",
                null
            );
        return expected.IsSparse || actual.Sparse is not null
            ? OfSparse(name, expected, actual, precision)
            : OfElements(
                name,
                expected,
                actual,
                expected.In(precision),
                expected.In(ElementType.Float64),
                precision,
                limit ?? Policy.Limit
            );
    }

    static TensorComparison OfSparse(
        string name,
        ExpectedTensor expected,
        TensorData actual,
        ElementType precision
    )
    {
        if (!expected.IsSparse || actual.Sparse is not { } parts)
            return new(
                name,
                $"{name}: expected a {(expected.IsSparse ? "sparse" : "dense")} tensor, got the other kind",
                null
            );
        var (recorded, truth) = (
            expected.In(precision).Sparse!,
            expected.In(ElementType.Float64).Sparse!
        );
        if (
            !parts.Indices.Shape.AsSpan().SequenceEqual(recorded.Indices.Shape)
            || !((long[])parts.Indices.Elements)
                .AsSpan()
                .SequenceEqual((long[])recorded.Indices.Elements)
        )
            return new(
                name,
                $"{name}: the stored entries are not PyTorch's, or not in its order",
                null
            );
        if (
            parts.IsCoalesced is { } coalesced
            && recorded.IsCoalesced is { } wanted
            && coalesced != wanted
        )
            return new(name, $"{name}: expected is_coalesced={wanted}, got {coalesced}", null);
        return OfElements(
            name,
            expected,
            parts.Values,
            recorded.Values,
            truth.Values,
            precision,
            Policy.Limit
        );
    }

    static TensorComparison OfElements(
        string name,
        ExpectedTensor expected,
        TensorData actual,
        TensorData recorded,
        TensorData truth,
        ElementType precision,
        Func<double, double, ElementType, double> limit
    )
    {
        Worst? worst = null;
        var different = 0;
        double error = 0;
        double largest = 0;
        if (recorded.Count != actual.Count)
            return new(
                name,
                $"{name}: expected {recorded.Count} elements, got {actual.Count}",
                null
            );
        for (var i = 0; i < recorded.Count; i++)
        {
            var (a, t, r) = (actual[i], truth[i], recorded[i]);
            var equal = expected.IsReal
                ? Policy.IsEqual(a, t, r, expected.Noise, precision, limit)
                : recorded.HasSameBits(actual, i);
            var share =
                equal && !double.IsFinite(r) ? 0
                : !double.IsFinite(a) || !double.IsFinite(r) || double.IsNaN(t)
                    ? double.PositiveInfinity
                : a == t ? 0
                : Math.Abs(a - t) / limit(t, expected.Noise, precision);
            if (!equal)
                different++;
            if (double.IsFinite(r))
            {
                error = Math.Max(error, Math.Abs(a - t));
                largest = Math.Max(largest, Math.Abs(t));
            }
            if (worst is null || share > worst.Share)
            {
                var shown = double.IsFinite(r) ? t : r;
                worst = new Worst(
                    name,
                    Index(i, actual.Shape),
                    shown,
                    a,
                    Policy.UlpDistance(a, shown, precision),
                    share
                );
            }
        }
        var problem =
            different == 0
                ? null
                : $"{worst}; {different} of {actual.Count} elements differ, E = {TorchText.Format(expected.Noise)}";
        return new(name, problem, worst)
        {
            Ulp =
                error == 0
                    ? 0
                    : error
                        / Math.Max(
                            Policy.UnitInTheLastPlace(largest, precision),
                            precision == ElementType.Float32 ? expected.Noise : 0
                        ),
        };
    }

    static long[] Index(long i, long[] shape)
    {
        var index = new long[shape.Length];
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            index[d] = i % shape[d];
            i /= shape[d];
        }
        return index;
    }

    static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}
