namespace Diptych.Scratch.Kernels;

/// <summary>The frames of one sequence, each with a log-probability for every label.</summary>
/// <param name="x">(T, N, C), row by row.</param>
/// <param name="sequence">Which of the N.</param>
/// <param name="sequences">N.</param>
/// <param name="labels">C.</param>
/// <param name="count">How many of the T frames count.</param>
sealed class Frames(double[] x, int sequence, int sequences, int labels, int count)
{
    public int Count => count;

    public int Labels => labels;

    /// <summary>Where frame t begins.</summary>
    public int Start(int t) => (t * sequences + sequence) * labels;

    public double this[int t, long label] => x[Start(t) + (int)label];
}

/// <summary>The states that one sequence of labels is walked through: a blank, the first label, a blank, the second, …, a blank.</summary>
/// <param name="labels">S labels, so that there are 2S + 1 states.</param>
/// <param name="blank">The label that says nothing.</param>
sealed class LabelStates(long[] labels, long blank)
{
    public int Count => 2 * labels.Length + 1;

    /// <summary>The label of a state.</summary>
    public long this[int s] => s % 2 == 0 ? blank : labels[s / 2];

    /// <summary>Whether a walk may go from state s − 2 to s: over a blank, between labels that differ.</summary>
    public bool Skips(int s) => s > 1 && s < Count && this[s] != this[s - 2];
}

/// <summary>
/// All walks through the states of a sequence of labels, a frame a step: each step stays, goes on by one state, or skips
/// a blank. In logarithms and in float64, as a walk's probability is far below the smallest number otherwise.
/// </summary>
static class Alignments
{
    /// <summary>ln αₜ(s), (frames, states): of all walks that begin in the first two states and are in s at frame t, up to that frame.</summary>
    public static double[,] Arriving(Frames x, LabelStates states)
    {
        var alpha = new double[x.Count, states.Count];
        for (var t = 0; t < x.Count; t++)
        for (var s = 0; s < states.Count; s++)
        {
            var before =
                t == 0
                    ? (s < 2 ? 0 : double.NegativeInfinity)
                    : LogSum(
                        alpha[t - 1, s],
                        s > 0 ? alpha[t - 1, s - 1] : double.NegativeInfinity,
                        states.Skips(s) ? alpha[t - 1, s - 2] : double.NegativeInfinity
                    );
            alpha[t, s] = before + x[t, states[s]];
        }
        return alpha;
    }

    /// <summary>ln βₜ(s), (frames, states): of all walks that are in s at frame t and end in the last two states, from that frame on.</summary>
    public static double[,] Leaving(Frames x, LabelStates states)
    {
        var beta = new double[x.Count, states.Count];
        for (var t = x.Count - 1; t >= 0; t--)
        for (var s = 0; s < states.Count; s++)
        {
            var after =
                t == x.Count - 1
                    ? (s >= states.Count - 2 ? 0 : double.NegativeInfinity)
                    : LogSum(
                        beta[t + 1, s],
                        s + 1 < states.Count ? beta[t + 1, s + 1] : double.NegativeInfinity,
                        states.Skips(s + 2) ? beta[t + 1, s + 2] : double.NegativeInfinity
                    );
            beta[t, s] = after + x[t, states[s]];
        }
        return beta;
    }

    /// <summary>−ln of all walks together; ∞ where there is none.</summary>
    /// <param name="alpha">What <see cref="Arriving"/> tells.</param>
    public static double Loss(double[,] alpha)
    {
        var (frames, states) = (alpha.GetLength(0), alpha.GetLength(1));
        // Without frames there is one walk if there are no labels either.
        if (frames == 0)
            return states == 1 ? 0 : double.PositiveInfinity;
        var last = alpha[frames - 1, states - 1];
        return states == 1 ? -last : -LogSum(last, alpha[frames - 1, states - 2]);
    }

    /// <summary>dxₜ(c) = dl (e^xₜ(c) − e^(ln Σ αₜ(s) βₜ(s) + L − xₜ(c))), the sum over the states s of label c.</summary>
    /// <remarks>Only for frames whose probabilities add up to 1 is it the slope of L, and then with log-softmax before it.</remarks>
    /// <param name="x">The frames.</param>
    /// <param name="states">The states.</param>
    /// <param name="alpha">What <see cref="Arriving"/> told.</param>
    /// <param name="loss">L.</param>
    /// <param name="dl">The gradient of L.</param>
    /// <param name="dx">The gradient of all frames, laid out as they are; those beyond the sequence's stay as they are.</param>
    public static void Gradient(
        Frames x,
        LabelStates states,
        double[,] alpha,
        double loss,
        double dl,
        double[] dx
    )
    {
        var beta = Leaving(x, states);
        var through = new double[x.Labels];
        for (var t = 0; t < x.Count; t++)
        {
            Array.Fill(through, double.NegativeInfinity);
            for (var s = 0; s < states.Count; s++)
                through[states[s]] = LogSum(through[states[s]], alpha[t, s] + beta[t, s]);
            for (var c = 0; c < x.Labels; c++)
                dx[x.Start(t) + c] =
                    (Math.Exp(x[t, c]) - Math.Exp(through[c] + loss - x[t, c])) * dl;
        }
    }

    // ln Σ eˣ; of nothing but −∞ it is −∞.
    static double LogSum(double a, double b, double c = double.NegativeInfinity)
    {
        var max = Math.Max(a, Math.Max(b, c));
        if (double.IsNegativeInfinity(max))
            return max;
        return Math.Log(Math.Exp(a - max) + Math.Exp(b - max) + Math.Exp(c - max)) + max;
    }
}
