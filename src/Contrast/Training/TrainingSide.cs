using Diptych.Reference;

namespace Diptych.Contrast;

/// <summary>What a step came to.</summary>
/// <param name="Loss">The batch's mean loss.</param>
/// <param name="Right">How many of its pictures were told right.</param>
/// <param name="Seen">How many it has.</param>
readonly record struct StepResult(double Loss, long Right, long Seen);

/// <summary>One of the two sides of a training run.</summary>
/// <param name="name">scratch or torchsharp; its files begin so.</param>
/// <param name="title">For a reader.</param>
abstract class TrainingSide(string name, string title)
{
    public string Name => name;
    public string Title => title;
    public abstract long StepsPerEpoch { get; }
    public abstract long Epoch { get; }
    public abstract long StepOfEpoch { get; }
    public abstract double LearningRate { get; }
    public abstract StepResult Step();
    public abstract void Save(string file);
    public abstract void Load(string file);
    public abstract void SaveWeights(string file);

    /// <summary>Both sides, at the same first weights.</summary>
    /// <exception cref="LibTorchUnavailableException">libtorch cannot be loaded.</exception>
    public static IReadOnlyList<TrainingSide> Both(TrainingOptions options)
    {
        LibTorch.Load();
        var optimizer = options.Optimizer == "sgd" ? "SGD" : "AdamW";
        return
        [
            new ScratchSide(
                new(
                    options.Data,
                    optimizer,
                    options.Lr,
                    options.Dropout,
                    options.BatchSize,
                    options.Seed
                )
            ),
            new TorchSharpSide(
                new(
                    options.Data,
                    optimizer,
                    options.Lr,
                    options.Dropout,
                    options.BatchSize,
                    options.Seed
                )
            ),
        ];
    }

    sealed class ScratchSide(Scratch.CifarRun run) : TrainingSide("scratch", "Scratch")
    {
        public override long StepsPerEpoch => run.StepsPerEpoch;
        public override long Epoch => run.Epoch;
        public override long StepOfEpoch => run.StepOfEpoch;
        public override double LearningRate => run.LearningRate;

        public override StepResult Step()
        {
            var (loss, right, seen) = run.Step();
            return new(loss, right, seen);
        }

        public override void Save(string file) => run.Save(file);

        public override void Load(string file) => run.Load(file);

        public override void SaveWeights(string file) =>
            Scratch.Safetensors.SaveFile(run.Network.StateDict(), file);
    }

    sealed class TorchSharpSide(CifarRun run) : TrainingSide("torchsharp", "TorchSharp")
    {
        public override long StepsPerEpoch => run.StepsPerEpoch;
        public override long Epoch => run.Epoch;
        public override long StepOfEpoch => run.StepOfEpoch;
        public override double LearningRate => run.LearningRate;

        public override StepResult Step()
        {
            var (loss, right, seen) = run.Step();
            return new(loss, right, seen);
        }

        public override void Save(string file) => run.Save(file);

        public override void Load(string file) => run.Load(file);

        public override void SaveWeights(string file) =>
            Safetensors.SaveFile(run.Network.state_dict(), file);
    }
}
