using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Diptych.Comparison;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Diptych.Contrast;

/// <summary>Trains the network of the notes on both sides in step.</summary>
static class TrainCommand
{
    /// <summary>What a shell calls a program that Ctrl-C ended.</summary>
    const int Interrupted = 130;

    /// <summary>Trains, and writes weights, curves and checkpoint.</summary>
    /// <exception cref="UsageException">The options make no sense, or would overwrite another run.</exception>
    public static int Run(Repository? repository, GivenOptions given)
    {
        var resumed = given.Resume is { } from ? Checkpoint.Read(from.FullName) : null;
        var options =
            resumed?.Options.GoneOn(given)
            ?? TrainingOptions.New(
                given,
                repository is null
                    ? null
                    : Path.Combine(repository.Snapshots, "Training", "Pictures", "pictures.bin")
            );
        if (resumed is not null && resumed.Epoch >= options.Epochs)
            throw new UsageException(
                $"{given.Resume} has its {resumed.Epoch} epochs: ask for more with --epochs."
            );
        var folder = (given.Output ?? given.Resume)?.FullName ?? Path.GetFullPath("trained");
        if (folder != given.Resume?.FullName && Checkpoint.IsIn(folder))
            throw new UsageException(
                $"{folder} holds a training run already: go on with --resume {folder}, or name another folder with --output."
            );

        var sides = TrainingSide.Both(options);
        var curves = new Curves();
        resumed?.Restore(given.Resume!.FullName, sides, curves);
        Directory.CreateDirectory(folder);

        // The first signal ends the run after its step, a second one at once.
        var stop = false;
        void End(PosixSignalContext signal)
        {
            signal.Cancel = !stop;
            stop = true;
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

        Terminal.Out.WriteLine(Heading);
        if (Console.IsOutputRedirected || !Terminal.Out.Profile.Capabilities.Interactive)
            Train(sides, curves, options, folder, () => Volatile.Read(ref stop), _ => { });
        else
            WithProgress(sides, curves, options, folder, () => Volatile.Read(ref stop));
        Save(sides, curves, folder);

        if (sides[0].Epoch < options.Epochs)
        {
            Terminal.Out.WriteLine(
                $"stopped after step {sides[0].StepOfEpoch} of epoch {sides[0].Epoch + 1}; go on with --resume {Shown(folder)}"
            );
            return Interrupted;
        }
        Terminal.Out.WriteLine(
            $"weights, curves and checkpoint: {Shown(folder)}; go on with --resume {Shown(folder)} --epochs {2 * options.Epochs}"
        );
        return 0;
    }

    static void Train(
        IReadOnlyList<TrainingSide> sides,
        Curves curves,
        TrainingOptions options,
        string folder,
        Func<bool> stop,
        Action<int> stepped
    )
    {
        while (sides[0].Epoch < options.Epochs)
        {
            if (stop())
            {
                Checkpoint.Write(folder, options, sides, curves);
                return;
            }
            var rate = sides[0].LearningRate;
            var first = curves.Count - (int)sides[0].StepOfEpoch;
            curves.Add(sides[0].Step(), sides[1].Step());
            stepped(first);
            if (sides[0].StepOfEpoch > 0)
                continue;
            Terminal.Out.WriteLine(Line(sides[0].Epoch, rate, curves, first));
            Checkpoint.Write(folder, options, sides, curves);
        }
    }

    static void WithProgress(
        IReadOnlyList<TrainingSide> sides,
        Curves curves,
        TrainingOptions options,
        string folder,
        Func<bool> stop
    ) =>
        Terminal
            .Out.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 14 },
                new PercentageColumn(),
                new RateColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask(
                    "first step",
                    maxValue: options.Epochs * sides[0].StepsPerEpoch
                );
                task.Value = curves.Count;
                Train(
                    sides,
                    curves,
                    options,
                    folder,
                    stop,
                    first =>
                    {
                        var (a, b) = (curves.Mean(0, first).Loss, curves.Mean(1, first).Loss);
                        var epoch = (curves.Count - 1) / sides[0].StepsPerEpoch + 1;
                        task.Description =
                            $"epoch {epoch}/{options.Epochs} loss {Number(a, "0.0000")} ± {Number(Math.Abs(a - b), "0e+0")}";
                        task.Increment(1);
                    }
                );
            });

    static void Save(IReadOnlyList<TrainingSide> sides, Curves curves, string folder)
    {
        foreach (var side in sides)
            side.SaveWeights(Path.Combine(folder, $"{side.Name}.safetensors"));
        if (curves.Count > 0)
            curves.Draw(Path.Combine(folder, "losses.png"), sides);
    }

    const string Heading =
        "                loss                             right\n"
        + "epoch     rate  Scratch  TorchSharp  difference  Scratch  TorchSharp  difference";

    static string Line(long epoch, double rate, Curves curves, int first)
    {
        var (a, b) = (curves.Mean(0, first), curves.Mean(1, first));
        return string.Join(
            "  ",
            $"{epoch, 5}",
            $"{Number(rate, "0.######"), 7}",
            $"{Number(a.Loss, "0.0000"), 7}",
            $"{Number(b.Loss, "0.0000"), 10}",
            $"{Number(Math.Abs(a.Loss - b.Loss), "0.0e+0"), 10}",
            $"{Number(100 * a.Right, "0.0"), 6}%",
            $"{Number(100 * b.Right, "0.0"), 9}%",
            $"{Number(100 * Math.Abs(a.Right - b.Right), "0.0"), 9}%"
        );
    }

    static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);

    // As a person would type it.
    static string Shown(string folder) =>
        Path.GetRelativePath(Directory.GetCurrentDirectory(), folder) is var near
        && !near.StartsWith("..", StringComparison.Ordinal)
            ? near
            : folder;

    /// <summary>How many steps a second both sides take together.</summary>
    sealed class RateColumn : ProgressColumn
    {
        readonly Stopwatch watch = Stopwatch.StartNew();
        double? begin;

        public override IRenderable Render(
            RenderOptions options,
            ProgressTask task,
            TimeSpan deltaTime
        )
        {
            begin ??= task.Value;
            var rate = (task.Value - begin.Value) / watch.Elapsed.TotalSeconds;
            return new Text(
                rate >= 10 ? Number(rate, "0") + " steps/s" : Number(rate, "0.0") + " steps/s"
            );
        }
    }
}
