using System.Diagnostics;

namespace Diptych.Contrast.Bench;

/// <summary>What one row took with one number of threads, in seconds a run.</summary>
/// <param name="Row">The work.</param>
/// <param name="Threads">How many threads each side had.</param>
/// <param name="Scratch">The median of the rounds.</param>
/// <param name="ScratchSpread">Half of the rounds lie within so large a share of the median.</param>
/// <param name="LibTorch">The median of the fastest way in TorchSharp.</param>
/// <param name="LibTorchSpread">As on the other side.</param>
/// <param name="Share">The share of the machine's own peak that Scratch reached; 0 where nothing is known of the work.</param>
sealed record Timing(
    Row Row,
    int Threads,
    double Scratch,
    double ScratchSpread,
    double LibTorch,
    double LibTorchSpread,
    double Share
)
{
    // libtorch's threads turn for milliseconds after a call and would take part in the other side's time.
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(15);
    static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(12);
    static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250);

    /// <summary>How many times as fast as libtorch Scratch was.</summary>
    public double Ratio => LibTorch / Scratch;

    /// <summary>Times both sides by turns, in the same process.</summary>
    public static Timing Of(Row row, int threads, int rounds, Peak peak)
    {
        Diptych.Scratch.Torch.SetNumThreads(threads);
        Diptych.Reference.Torch.SetNumThreads(threads);
        Diptych.Scratch.Torch.ManualSeed(0);
        TorchSharp.torch.manual_seed(0);
        var ways = row
            .LibTorch.Select(prepare => Scoped(TorchSharp.torch.NewDisposeScope, prepare()))
            .Prepend(Scoped(Diptych.Scratch.Torch.NewDisposeScope, row.Scratch()))
            .ToArray();
        var runs = Array.ConvertAll(ways, RunsOfASample);
        var samples = Array.ConvertAll(ways, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        for (var way = 0; way < ways.Length; way++)
        {
            Thread.Sleep(Quiet);
            ways[way]();
            var from = Stopwatch.GetTimestamp();
            for (var run = 0; run < runs[way]; run++)
                ways[way]();
            samples[way][round] = Stopwatch.GetElapsedTime(from).TotalSeconds / runs[way];
        }
        var medians = Array.ConvertAll(samples, one => At(one, 0.5));
        var fastest = 1 + Array.IndexOf(medians[1..], medians[1..].Min());
        return new(
            row,
            threads,
            medians[0],
            Spread(samples[0]),
            medians[fastest],
            Spread(samples[fastest]),
            peak.Share(row, medians[0])
        );
    }

    // What a run makes goes back to where it came from at its end, on either side.
    static Action Scoped<TScope>(Func<TScope> open, Action run)
        where TScope : IDisposable =>
        () =>
        {
            using var scope = open();
            run();
        };

    static int RunsOfASample(Action way)
    {
        var from = Stopwatch.GetTimestamp();
        var runs = 0;
        do
        {
            way();
            runs++;
        } while (runs < 3 || Stopwatch.GetElapsedTime(from) < WarmUp);
        // The first runs were slow: a second count tells what one takes now.
        var count = Math.Max(1, runs / 10);
        from = Stopwatch.GetTimestamp();
        for (var run = 0; run < count; run++)
            way();
        return Math.Max(1, (int)(Sample / (Stopwatch.GetElapsedTime(from) / count)));
    }

    static double Spread(double[] samples) =>
        (At(samples, 0.75) - At(samples, 0.25)) / At(samples, 0.5);

    static double At(double[] samples, double share) =>
        samples.Order().ElementAt((int)Math.Round(share * (samples.Length - 1)));
}
