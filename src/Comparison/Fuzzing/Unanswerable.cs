namespace Diptych.Comparison;

/// <summary>Questions to which PyTorch has no answer worth following: it reads memory that nobody wrote, crashes, or has a known fault.</summary>
static class Unanswerable
{
    /// <summary>Why there is no answer to a question; null where there is one.</summary>
    public static string? Reason(Question question) =>
        question.Steps.Select(step => Reason(question, step)).FirstOrDefault(r => r is not null);

    static string? Reason(Question question, QuestionStep step) =>
        Last(question.Target) switch
        {
            "multi_margin_loss" or "MultiMarginLoss" when IsEmpty(First(step)) =>
                "the mean of a multi_margin_loss without samples is memory that nobody wrote",
            "invert_permutation"
                when First(step) is { Elements: long[] numbers } && !IsOrder(numbers) =>
                "what invert_permutation leaves out is memory that nobody wrote",
            "embedding_bag"
            or "EmbeddingBag"
                when question
                    .Kwargs.Concat(step.Kwargs)
                    .Any(option => option is { Key: "scale_grad_by_freq", Value: true }) =>
                "embedding_bag divides by another row's count",
            "cdist"
                when step.Backward
                    && question.Values().Any(found => found.Value is double.PositiveInfinity)
                    && HasInfinity(step) =>
                "the gradient of an infinite distance is what PyTorch's formula happens to give",
            "pdist" when step.Backward && First(step) is { Shape: [_, _] } => First(step)!.Shape[0]
            < 2
                ? "PyTorch crashes on the way back through pdist of one row"
                : null,
            "pixel_shuffle"
            or "PixelShuffle"
            or "pixel_unshuffle"
            or "PixelUnshuffle" when IsEmpty(First(step)) =>
                "pixel_shuffle without elements gets the shape of its gradient wrong",
            "CrossMapLRN2d" when Number(question, 0, "size") == 1 =>
                "CrossMapLRN2d of size 1 has no gradient, and TorchSharp's side says so before PyTorch",
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

    static bool HasNaN(QuestionStep step) =>
        step.Args.Any(value =>
            value is TensorArgument { Data.Elements: float[] numbers } && numbers.Any(float.IsNaN)
        );

    static string Last(string target) => target[(target.LastIndexOf('.') + 1)..];

    static TensorData? First(QuestionStep step) =>
        step.Args.Count > 0 && step.Args[0] is TensorArgument tensor ? tensor.Data : null;

    static bool IsEmpty(TensorData? data) => data is { Count: 0 };

    static bool HasInfinity(QuestionStep step) =>
        step.Args.Any(value =>
            value is TensorArgument { Data.Elements: float[] numbers }
            && numbers.Any(float.IsInfinity)
        );

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
