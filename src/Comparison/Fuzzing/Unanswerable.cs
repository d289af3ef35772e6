namespace Diptych.Comparison;

/// <summary>Questions to which PyTorch has no answer worth following: it reads memory that nobody wrote, crashes, or has a known fault.</summary>
static class Unanswerable
{
    /// <summary>Why there is no answer to a question; null where there is one.</summary>
    public static string? Reason(Question question)
    {
        var names = Names(question).ToHashSet();
        return question
            .Steps.Select(step => Reason(names, step) ?? Reason(question, step))
            .FirstOrDefault(reason => reason is not null);
    }

    // Of what is inside as well.
    static IEnumerable<string> Names(Question question) =>
        Targets(new ModuleArgument(question.Target, question.Args, question.Kwargs)).Select(Last);

    static IEnumerable<string> Targets(object? value) =>
        value switch
        {
            ModuleArgument module => module
                .Args.Concat(module.Kwargs.Values)
                .SelectMany(Targets)
                .Prepend(module.Target),
            FunctionArgument function => [function.Target],
            IReadOnlyList<object?> list => list.SelectMany(Targets),
            _ => [],
        };

    static string? Reason(HashSet<string> names, QuestionStep step) =>
        step.Backward && Holds(step, number => !float.IsFinite(number)) && names.Overlaps(Piecewise)
            ? "the gradient at NaN depends on where in memory the element lies"
        : Holds(step, number => number == float.PositiveInfinity)
        && names.Overlaps(["gelu", "GELU"])
            ? "the float32 GELU of infinity depends on where in memory the element lies"
        : names.Overlaps(Attentions)
        && Holds(step, number => !float.IsFinite(number))
        && MaySeeOneKey(names, step)
            ? "whether NaN shows where a query sees one key depends on the kernel that PyTorch picks"
        : null;

    static string? Reason(Question question, QuestionStep step) =>
        Last(question.Target) switch
        {
            "multi_margin_loss"
            or "MultiMarginLoss"
            or "multilabel_margin_loss"
            or "MultiLabelMarginLoss" when IsEmpty(First(step)) =>
                "the mean of a margin loss without samples is memory that nobody wrote",
            "invert_permutation"
                when First(step) is { Elements: long[] numbers } && !IsOrder(numbers) =>
                "what invert_permutation leaves out is memory that nobody wrote",
            "embedding_bag"
            or "EmbeddingBag"
            or "from_pretrained" when Says(question, step, "scale_grad_by_freq") =>
                "embedding_bag divides by another row's count",
            "cdist"
            or "pdist"
                when question.Values().Any(found => found.Value is double.PositiveInfinity)
                    && Holds(step, number => !float.IsFinite(number)) =>
                "the largest difference beside NaN depends on how many numbers the machine takes at once",
            "pdist" when step.Backward && First(step) is { Shape: [< 2, _] } =>
                "PyTorch crashes on the way back through pdist of one row",
            "pixel_shuffle"
            or "PixelShuffle"
            or "pixel_unshuffle"
            or "PixelUnshuffle"
            or "channel_shuffle"
            or "ChannelShuffle" when IsEmpty(First(step)) =>
                "shuffling nothing gets the shape of its gradient wrong",
            "embedding_bag"
            or "EmbeddingBag"
            or "from_pretrained"
                when First(step) is { Shape.Length: 2 }
                    && Says(question, step, "include_last_offset") =>
                "embedding_bag of a matrix with include_last_offset leaves out a row, or crashes",
            var name
                when name.EndsWith("_norm", StringComparison.Ordinal)
                    && step.Args.Skip(1)
                        .Concat(step.Kwargs.Values)
                        .Any(value => Holds(value, number => !float.IsFinite(number))) =>
                "PyTorch folds mean, deviation and weight into one factor, and an infinite one minus itself shows",
            "embedding_bag"
            or "EmbeddingBag"
            or "from_pretrained"
                when step
                    .Args.Concat(step.Kwargs.Values)
                    .Any(value =>
                        value is TensorArgument { Data: { Count: 0, Elements: long[] } }
                    ) => "PyTorch crashes on an embedding_bag without bags",
            "instance_norm"
            or "InstanceNorm1d"
            or "InstanceNorm2d"
            or "InstanceNorm3d" when IsEmpty(First(step)) =>
                "the running averages of no instance become NaN, also in evaluation",
            var name
                when name.Contains("npool", StringComparison.Ordinal) && IsEmpty(First(step)) =>
                "unpooling of nothing looks at no option",
            "interpolate"
            or "Upsample"
                when Says(question, step, "antialias")
                    && First(step) is { Shape: [_, _, _, var width] }
                    && IsOneColumn(question, step, width) =>
                "of an image that becomes one column PyTorch gives the first row in every row",
            var name
                when name.StartsWith("Conv", StringComparison.Ordinal)
                    && Number(question, 0, "in_channels") == 0 =>
                "the bias of a convolution without inputs is memory that nobody wrote",
            var name
                when name.Contains("conv", StringComparison.OrdinalIgnoreCase)
                    && step.Backward
                    && Holds(step, number => !float.IsFinite(number)) =>
                "whether NaN meets the zeros of the padding depends on how a convolution is computed",
            "CrossMapLRN2d" when Number(question, 0, "size") == 1 =>
                "CrossMapLRN2d of size 1 has no gradient, and TorchSharp's side says so before PyTorch",
            "CrossMapLRN2d" when step.Backward && Holds(step, number => !float.IsFinite(number)) =>
                "TorchSharp's side, which composes this gradient, has none where a number is infinite",
            "CTCLoss" or "ctc_loss" when HasBlank(question, step) =>
                "a label of ctc_loss that is the blank has no alignment",
            var name
                when name.Contains("pad", StringComparison.OrdinalIgnoreCase)
                    && IsCircular(question, step) =>
                "circular padding by less than nothing leaves memory that nobody wrote",
            _ => null,
        };

    // In scalar code NaN falls to one piece, in vector code to the other.
    static readonly HashSet<string> Piecewise =
    [
        "ELU",
        "elu",
        "SELU",
        "selu",
        "CELU",
        "celu",
        "LeakyReLU",
        "leaky_relu",
        "Hardtanh",
        "hardtanh",
        "ReLU6",
        "relu6",
        "Hardswish",
        "hardswish",
        "Hardsigmoid",
        "hardsigmoid",
        "Softshrink",
        "softshrink",
        "Hardshrink",
        "hardshrink",
        "Threshold",
        "threshold",
        "PReLU",
        "prelu",
        "RReLU",
        "rrelu",
    ];

    // What hands its queries to the kernel of scaled_dot_product_attention.
    static readonly HashSet<string> Attentions =
    [
        "scaled_dot_product_attention",
        "MultiheadAttention",
        "TransformerDecoderLayer",
        "TransformerDecoder",
        "Transformer",
    ];

    // Whether some query may: behind a causal mask the first one does.
    static bool MaySeeOneKey(HashSet<string> names, QuestionStep step)
    {
        var isCausal =
            step.Args.Contains(true)
            || step.Kwargs.Any(given =>
                given.Key.EndsWith("is_causal", StringComparison.Ordinal) && given.Value is true
            );
        if (names.Contains("scaled_dot_product_attention"))
            return isCausal
                || step.Args.ElementAtOrDefault(1) is TensorArgument { Data.Shape: [.., 1, _] };
        // For its weights another way is taken.
        if (
            names.Contains("MultiheadAttention")
            && step.Kwargs.GetValueOrDefault("need_weights") is not false
        )
            return false;
        // (S, N, E), (N, S, E) or (S, E)
        return isCausal
            || step.Args.Take(2)
                .Any(value =>
                    value is TensorArgument { Data.Shape: [.. var sizes, _] } && sizes.Contains(1)
                );
    }

    static bool Holds(QuestionStep step, Predicate<float> which) =>
        step.Args.Any(value => Holds(value, which));

    static bool Holds(object? value, Predicate<float> which) =>
        value is TensorArgument { Data.Elements: float[] numbers } && Array.Exists(numbers, which);

    static string Last(string target) => target[(target.LastIndexOf('.') + 1)..];

    static TensorData? First(QuestionStep step) =>
        step.Args.Count > 0 && step.Args[0] is TensorArgument tensor ? tensor.Data : null;

    static bool Says(Question question, QuestionStep step, string option) =>
        question
            .Kwargs.Concat(step.Kwargs)
            .Any(given => given.Key == option && given.Value is true);

    // What is given for the last dimension: a size, or a factor.
    static bool IsOneColumn(Question question, QuestionStep step, long width) =>
        question
            .Kwargs.Concat(step.Kwargs)
            .Any(given =>
                (given.Value is IReadOnlyList<object?> list ? list[^1] : given.Value) switch
                {
                    long size when given.Key == "size" => size == 1,
                    double factor when given.Key == "scale_factor" => (long)(width * factor) == 1,
                    _ => false,
                }
            );

    static bool IsEmpty(TensorData? data) => data is { Count: 0 };

    static bool IsOrder(long[] numbers) =>
        numbers.Order().SequenceEqual(Enumerable.Range(0, numbers.Length).Select(i => (long)i));

    static long? Number(Question question, int place, string name) =>
        question.Kwargs.TryGetValue(name, out var value) ? value as long?
        : place < question.Args.Count ? question.Args[place] as long?
        : null;

    static bool HasBlank(Question question, QuestionStep step)
    {
        var blank = step.Kwargs.TryGetValue("blank", out var given)
            ? given as long?
            : Number(question, 0, "blank") ?? 0;
        return step.Args.Count > 1
            && step.Args[1] is TensorArgument { Data: { Elements: long[] labels } }
            && labels.Any(label => label == blank);
    }

    static bool IsCircular(Question question, QuestionStep step) =>
        (
            question.Target.Contains("Circular", StringComparison.Ordinal)
            || step.Kwargs.Values.Concat(step.Args).Any(value => value is "circular")
        ) && question.Values().Any(found => found.Value is long and < 0);
}
