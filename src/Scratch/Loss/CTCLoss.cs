using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Connectionist temporal classification: −ln of the chance to read the labels off the frames, whichever frames each label takes.</summary>
/// <remarks>
/// A reading gives each frame a label or a blank; repeated labels count once, and blanks not at all. All readings that come
/// to the labels are added up. PyTorch: <c>nn.CTCLoss</c>. Graves, Fernández, Gomez and Schmidhuber 2006,
/// https://www.cs.toronto.edu/~graves/icml_2006.pdf.
/// </remarks>
public sealed class CTCLoss : Module
{
    readonly long blank;
    readonly string reduction;
    readonly bool zeroInfinity;

    /// <summary>Chooses the blank and how the losses become one number.</summary>
    /// <param name="blank">The label that says nothing.</param>
    /// <param name="reduction">"mean" of each loss divided by its number of labels, "sum", or "none" to leave them alone.</param>
    /// <param name="zeroInfinity">Whether labels that have no room in their frames cost 0 in place of ∞, without a gradient.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public CTCLoss(long blank = 0, string reduction = "mean", bool zeroInfinity = false)
    {
        this.blank = blank;
        this.reduction = Checks.Reduction(reduction);
        this.zeroInfinity = zeroInfinity;
    }

    /// <param name="logProbs">Log-probabilities: (T, N, C), or (T, C) of a single sequence.</param>
    /// <param name="targets">Labels: (N, S), or those of all sequences one after the other.</param>
    /// <param name="inputLengths">How many of the T frames count, for each sequence.</param>
    /// <param name="targetLengths">How many labels each sequence has.</param>
    /// <returns>0-d, or (N) where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes, lengths or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, C).</exception>
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

    /// <param name="logProbs">Log-probabilities: (T, N, C), or (T, C) of a single sequence.</param>
    /// <param name="targets">Labels: (N, S), or those of all sequences one after the other.</param>
    /// <param name="inputLengths">How many of the T frames count: (N), int64, or () of a single sequence.</param>
    /// <param name="targetLengths">How many labels each sequence has, likewise.</param>
    /// <returns>0-d, or (N) where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes, lengths or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, C).</exception>
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
    /// <summary>−ln of the chance to read the labels off the frames. PyTorch: <c>nn.functional.ctc_loss</c>; the parameters are those of <see cref="CTCLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes, lengths or types do not fit, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, C).</exception>
    public static Tensor CtcLoss(
        Tensor logProbs,
        Tensor targets,
        long[] inputLengths,
        long[] targetLengths,
        long blank = 0,
        string reduction = "mean",
        bool zeroInfinity = false
    )
    {
        ArgumentNullException.ThrowIfNull(logProbs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(inputLengths);
        ArgumentNullException.ThrowIfNull(targetLengths);
        Checks.Reduction(reduction);
        Checks.Real(logProbs, "ctc_loss", nameof(logProbs));
        if (logProbs.Rank is not (2 or 3))
            throw new ArgumentException(
                $"Expected log_probs of shape (T, N, C) or (T, C), but got {logProbs.ShapeText}",
                nameof(logProbs)
            );
        var batched = logProbs.Rank == 3;
        var x = batched ? logProbs : logProbs.Unsqueeze(1);
        if (blank < 0 || blank >= x.Shape[2])
            throw new ArgumentException(
                $"blank must be in label range: {blank} of {x.Shape[2]} labels",
                nameof(blank)
            );
        if (x.Shape[0] == 0)
            throw new ArgumentException(
                $"log_probs needs a frame at least, but is {logProbs.ShapeText}",
                nameof(logProbs)
            );
        CheckLengths(inputLengths, x.Shape[1], x.Shape[0], "input_lengths");
        CheckLengths(targetLengths, x.Shape[1], targets.Count, "target_lengths");
        var labels = LabelsOf(targets.To(ScalarType.Int64), targetLengths, x.Shape[2]);
        var losses = new AlignmentOperation(
            x,
            inputLengths,
            Array.ConvertAll(labels, of => new LabelStates(of, blank)),
            zeroInfinity
        ).Apply();
        if (reduction != "mean")
            return reduction == "sum" || batched ? Reduce(losses, reduction) : losses.Squeeze(0);
        var counts = Array.ConvertAll(targetLengths, length => (double)Math.Max(length, 1));
        return (losses / Tensor.FromArray(counts, counts.Length).To(x.Dtype)).Mean();
    }

    /// <inheritdoc cref="CtcLoss(Tensor, Tensor, long[], long[], long, string, bool)"/>
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
        ArgumentNullException.ThrowIfNull(logProbs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(inputLengths);
        ArgumentNullException.ThrowIfNull(targetLengths);
        Checks.Reduction(reduction);
        return CtcLoss(
            logProbs,
            targets,
            LengthsOf(inputLengths, "input_lengths"),
            LengthsOf(targetLengths, "target_lengths"),
            blank,
            reduction,
            zeroInfinity
        );
    }

    static long[] LengthsOf(Tensor lengths, string name)
    {
        return lengths.Dtype == ScalarType.Int64
            ? lengths.ToArray<long>()
            : throw new ArgumentException(
                $"{name} must be integral, not {lengths.Dtype.TorchName()}",
                nameof(lengths)
            );
    }

    static void CheckLengths(long[] lengths, long batch, long most, string name)
    {
        if (lengths.Length != batch)
            throw new ArgumentException(
                $"{name} must be of size batch_size: {lengths.Length} for a batch of {batch}",
                nameof(lengths)
            );
        foreach (var length in lengths)
            if (length < 0 || length > most)
                throw new ArgumentException(
                    $"Expected {name} to have value at {(length < 0 ? "least 0" : $"most {most}")}, but got value {length}",
                    nameof(lengths)
                );
    }

    // The labels of each sequence: a row's first ones, or the next ones of a single row for all.
    static long[][] LabelsOf(Tensor targets, long[] lengths, long classes)
    {
        if (targets.Rank is not (1 or 2))
            throw new ArgumentException(
                $"Expected 1 to 2 dimensions, but got {targets.Rank}-dimensional tensor for targets of size {targets.ShapeText}",
                nameof(targets)
            );
        var (matrix, total) = (targets.Rank == 2, lengths.Sum());
        if (targets.Shape[0] != (matrix ? lengths.Length : total))
            throw new ArgumentException(
                $"Expected tensor to have size {(matrix ? lengths.Length : total)} at dimension 0, but got size {targets.Shape[0]} for targets",
                nameof(targets)
            );
        if (matrix && lengths.Length > 0 && targets.Shape[1] < lengths.Max())
            throw new ArgumentException(
                $"Expected tensor to have size at least {lengths.Max()} at dimension 1, but got size {targets.Shape[1]} for targets",
                nameof(targets)
            );
        var all = targets.ToArray<long>();
        var labels = new long[lengths.Length][];
        for (int n = 0, next = 0; n < labels.Length; n++)
        {
            var start = matrix ? n * (int)targets.Shape[1] : next;
            next += (int)lengths[n];
            labels[n] = all[start..(start + (int)lengths[n])];
            foreach (var label in labels[n])
                if (label < 0 || label >= classes)
                    throw new ArgumentOutOfRangeException(
                        nameof(targets),
                        label,
                        $"Target {label} is out of bounds for {classes} labels."
                    );
        }
        return labels;
    }

    sealed class AlignmentOperation(
        Tensor x,
        long[] lengths,
        LabelStates[] states,
        bool zeroInfinity
    ) : Operation(x)
    {
        readonly double[][,] alphas = new double[lengths.Length][,];
        readonly double[] losses = new double[lengths.Length];
        double[] frames = [];

        // L = −ln (α_T(2S) + α_T(2S + 1)) with αₜ(s) = (αₜ₋₁(s) + αₜ₋₁(s − 1) [+ αₜ₋₁(s − 2)]) · e^xₜ(label of s)
        protected override Tensor Forward()
        {
            frames = Save(x).To(ScalarType.Float64).ToArray<double>();
            for (var n = 0; n < losses.Length; n++)
            {
                alphas[n] = Alignments.Arriving(FramesOf(n), states[n]);
                losses[n] = Alignments.Loss(alphas[n]);
            }
            var answers = Array.ConvertAll(losses, loss => IsZeroed(loss) ? 0 : loss);
            return Tensor.FromArray(answers, losses.Length).To(x.Dtype);
        }

        // dxₜ(c) = dl (e^xₜ(c) − e^L · Σ αₜ(s) βₜ(s) / e^xₜ(c)) over the states of label c, and 0 for frames that do not count.
        // The first term is that of log-softmax: PyTorch has it here, whatever x was made by.
        protected override Tensor?[] Backward(Tensor dl)
        {
            var slopes = dl.To(ScalarType.Float64).ToArray<double>();
            var dx = new double[frames.Length];
            for (var n = 0; n < losses.Length; n++)
                if (!IsZeroed(losses[n]))
                    Alignments.Gradient(
                        FramesOf(n),
                        states[n],
                        alphas[n],
                        losses[n],
                        slopes[n],
                        dx
                    );
            return [Tensor.FromArray(dx, x.Shape).To(x.Dtype)];
        }

        bool IsZeroed(double loss) => zeroInfinity && double.IsPositiveInfinity(loss);

        Frames FramesOf(int n) => new(frames, n, lengths.Length, (int)x.Shape[2], (int)lengths[n]);
    }
}
