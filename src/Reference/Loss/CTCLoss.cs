namespace Diptych.Reference;

/// <summary>Connectionist temporal classification: L = −ln of the chance to read the labels off the frames, whichever frames each label takes.</summary>
/// <remarks>
/// PyTorch: <c>nn.CTCLoss</c>. Graves, Fernández, Gomez and Schmidhuber 2006, https://www.cs.toronto.edu/~graves/icml_2006.pdf.
/// </remarks>
public sealed class CTCLoss : Module
{
    readonly long blank;
    readonly string reduction;
    readonly bool zeroInfinity;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="blank">The label that says nothing.</param>
    /// <param name="reduction">"mean" of each loss divided by its number of labels, "sum", or "none" for each sequence's own loss.</param>
    /// <param name="zeroInfinity">Whether labels that have no room in their frames cost 0 in place of ∞, without a gradient.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public CTCLoss(long blank = 0, string reduction = "mean", bool zeroInfinity = false)
        : base(nameof(CTCLoss))
    {
        Functional.ReductionOf(reduction);
        this.blank = blank;
        this.reduction = reduction;
        this.zeroInfinity = zeroInfinity;
    }

    /// <inheritdoc cref="Functional.CtcLoss(Tensor, Tensor, long[], long[], long, string, bool)" />
    public Tensor Forward(
        Tensor logProbs,
        Tensor targets,
        long[] inputLengths,
        long[] targetLengths
    ) =>
        Functional.CtcLoss(
            logProbs,
            targets,
            inputLengths,
            targetLengths,
            blank,
            reduction,
            zeroInfinity
        );

    /// <inheritdoc cref="Functional.CtcLoss(Tensor, Tensor, Tensor, Tensor, long, string, bool)" />
    public Tensor Forward(
        Tensor logProbs,
        Tensor targets,
        Tensor inputLengths,
        Tensor targetLengths
    ) =>
        Functional.CtcLoss(
            logProbs,
            targets,
            inputLengths,
            targetLengths,
            blank,
            reduction,
            zeroInfinity
        );
}

public static partial class Functional
{
    /// <summary>L = −ln of the chance to read the labels off the frames.</summary>
    /// <remarks>PyTorch: <c>nn.functional.ctc_loss</c>.</remarks>
    /// <param name="logProbs">Log-probabilities: (T, N, C), or (T, C) of a single sequence.</param>
    /// <param name="targets">Labels: (N, S), or those of all sequences one after the other.</param>
    /// <param name="inputLengths">How many of the T frames count, for each sequence.</param>
    /// <param name="targetLengths">How many labels each sequence has.</param>
    /// <param name="blank">The label that says nothing.</param>
    /// <param name="reduction">"mean" of each loss divided by its number of labels, "sum", or "none" for each sequence's own loss.</param>
    /// <param name="zeroInfinity">Whether labels that have no room in their frames cost 0 in place of ∞, without a gradient.</param>
    /// <returns>0-d; (N) with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label that is not in [0, C).</exception>
    public static Tensor CtcLoss(
        Tensor logProbs,
        Tensor targets,
        long[] inputLengths,
        long[] targetLengths,
        long blank = 0,
        string reduction = "mean",
        bool zeroInfinity = false
    ) =>
        CtcLoss(
            logProbs,
            targets,
            tensor(inputLengths),
            tensor(targetLengths),
            blank,
            reduction,
            zeroInfinity
        );

    /// <summary>L = −ln of the chance to read the labels off the frames.</summary>
    /// <remarks>PyTorch: <c>nn.functional.ctc_loss</c>.</remarks>
    /// <param name="logProbs">Log-probabilities: (T, N, C), or (T, C) of a single sequence.</param>
    /// <param name="targets">Labels: (N, S), or those of all sequences one after the other.</param>
    /// <param name="inputLengths">How many of the T frames count: (N), int64, or () of a single sequence.</param>
    /// <param name="targetLengths">How many labels each sequence has, likewise.</param>
    /// <param name="blank">The label that says nothing.</param>
    /// <param name="reduction">"mean" of each loss divided by its number of labels, "sum", or "none" for each sequence's own loss.</param>
    /// <param name="zeroInfinity">Whether labels that have no room in their frames cost 0 in place of ∞, without a gradient.</param>
    /// <returns>0-d; (N) with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label that is not in [0, C).</exception>
    public static Tensor CtcLoss(
        Tensor logProbs,
        Tensor targets,
        Tensor inputLengths,
        Tensor targetLengths,
        long blank = 0,
        string reduction = "mean",
        bool zeroInfinity = false
    )
    {
        CheckLabels(logProbs, targets, targetLengths);
        return functional.ctc_loss(
            logProbs,
            targets,
            inputLengths,
            targetLengths,
            blank,
            zeroInfinity,
            ReductionOf(reduction)
        );
    }

    // libtorch reads a label's column wherever that may lie.
    static void CheckLabels(Tensor logProbs, Tensor targets, Tensor targetLengths)
    {
        var used = targets;
        if (targets.dim() == 2)
        {
            var places = arange(targets.size(1), device: targets.device).unsqueeze(0);
            used = targets.masked_select(
                places.less(targetLengths.to(targets.device).reshape(-1, 1))
            );
        }
        if (used.less(0).any().item<bool>() || used.ge(logProbs.size(-1)).any().item<bool>())
            throw new ArgumentOutOfRangeException(
                nameof(targets),
                $"Targets must be in [0, {logProbs.size(-1)})."
            );
    }
}
