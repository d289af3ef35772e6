using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Diptych.Reference;

/// <summary>The training of <see cref="CifarTraining"/> step by step: it can be saved after any step, and goes on there to the bit.</summary>
/// <remarks>It draws from the default random stream, so that one run at a time has it.</remarks>
public sealed class CifarRun
{
    readonly Optimizer descent;
    readonly StepLR scheduler;
    static readonly CrossEntropyLoss Criterion = new();

    readonly DataLoader loader;
    readonly ScalarType type;

    // The pass under way, and where the random stream stood before it began; null between two epochs.
    IEnumerator<Tensor[]>? pass;
    byte[]? streamOfPass;

    /// <summary>Draws the first weights.</summary>
    /// <param name="pictures">A file or folder for <see cref="Cifar10"/>.</param>
    /// <param name="optimizer">"AdamW", or "SGD" with momentum.</param>
    /// <param name="lr">The learning rate of the first two epochs; every two epochs it is halved.</param>
    /// <param name="dropout">The network's dropout.</param>
    /// <param name="batchSize">How many pictures make a step.</param>
    /// <param name="seed">For all that is drawn.</param>
    /// <param name="dtype">What is computed in.</param>
    /// <exception cref="ArgumentException">Another optimizer.</exception>
    public CifarRun(
        string pictures,
        string optimizer = "AdamW",
        double lr = 0.001,
        double dropout = 0,
        long batchSize = 4,
        long seed = 0,
        ScalarType dtype = ScalarType.Float32
    )
    {
        type = dtype;
        Torch.ManualSeed(seed);
        Network = new CifarNetwork(dropout);
        Network.to(dtype);
        descent = optimizer switch
        {
            "AdamW" => new AdamW(Network.parameters(), lr, weightDecay: 0.01),
            "SGD" => new SGD(Network.parameters(), lr, momentum: 0.9),
            _ => throw new ArgumentException($"no training with {optimizer}", nameof(optimizer)),
        };
        scheduler = new StepLR(descent, stepSize: 2, gamma: 0.5);
        loader = new DataLoader(new Cifar10(pictures), batchSize, shuffle: true);
    }

    /// <summary>What is trained.</summary>
    public CifarNetwork Network { get; }

    /// <summary>How many steps an epoch has.</summary>
    public long StepsPerEpoch => loader.Count;

    /// <summary>How many epochs are over.</summary>
    public long Epoch { get; private set; }

    /// <summary>How many steps of the epoch under way are over.</summary>
    public long StepOfEpoch { get; private set; }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate => (double)descent.ParamGroups[0]["lr"];

    /// <summary>One step: a batch forward, backward, and the weights moved.</summary>
    /// <returns>The mean loss of the batch, how many of its pictures were told right, and how many it has.</returns>
    public (double Loss, long Right, long Seen) Step()
    {
        using var scope = NewDisposeScope();
        if (pass is null)
        {
            streamOfPass = Stream();
            pass = loader.GetEnumerator();
        }
        pass.MoveNext();
        var (images, labels) = (pass.Current[0].to(type) * 2 - 1, pass.Current[1]); // from −1 to 1
        var logits = Network.Forward(images);
        var loss = Criterion.Forward(logits, labels);
        descent.ZeroGrad();
        loss.backward();
        Utils.ClipGradNorm(Network.parameters(), maxNorm: 1);
        descent.Step();
        if (++StepOfEpoch == StepsPerEpoch)
        {
            (pass, StepOfEpoch) = (null, 0);
            Epoch++;
            scheduler.Step();
        }
        var right = logits.argmax(1).eq(labels).sum().item<long>();
        return (loss.to(ScalarType.Float64).item<double>(), right, labels.numel());
    }

    /// <summary>Writes all that the run goes on from into a file of weights; whole or not at all.</summary>
    /// <param name="filename">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string filename)
    {
        using var scope = NewDisposeScope();
        var state = new Dictionary<string, Tensor>
        {
            ["epoch"] = tensor(new[] { Epoch }),
            ["step"] = tensor(new[] { StepOfEpoch }),
            ["stream"] = Stored(Stream()),
            ["schedule.last_epoch"] = tensor(new[] { scheduler.LastEpoch }),
            ["schedule.lrs"] = tensor(scheduler.GetLastLr().Append(LearningRate).ToArray()),
        };
        if (pass is not null)
            state["stream_of_epoch"] = Stored(streamOfPass!);
        foreach (var (name, held) in Network.state_dict())
            state["network." + name] = held;
        foreach (var (name, value) in descent.StateDict())
            if (value is Tensor held)
                state["optimizer." + name] = held;
        Safetensors.SaveFile(state, filename);
    }

    /// <summary>Goes on where a run with the same arguments was saved.</summary>
    /// <param name="filename">What <see cref="Save"/> wrote.</param>
    /// <exception cref="InvalidDataException">The file is broken, or of another run.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Load(string filename)
    {
        using var scope = NewDisposeScope();
        var state = Safetensors.LoadFile(filename);
        try
        {
            var (epoch, step) = (Number("epoch"), Number("step"));
            if (
                epoch < 0
                || step < 0
                || step >= StepsPerEpoch
                || step > 0 != state.ContainsKey("stream_of_epoch")
            )
                throw new ArgumentException(
                    $"there is no step {step} of {StepsPerEpoch} in epoch {epoch}"
                );
            CheckOptimizer(Below("optimizer.").ToDictionary(), hasStepped: epoch > 0 || step > 0);
            var lrs = Numbers<double>(state["schedule.lrs"]);
            if (lrs.Length != 2)
                throw new ArgumentException($"there are {lrs.Length} rates in place of 2");
            var schedule = scheduler.StateDict();
            schedule["last_epoch"] = Number("schedule.last_epoch");
            schedule["_last_lr"] = lrs[..^1];
            var stream = StreamOf(state["stream"]);
            var ofEpoch = step > 0 ? StreamOf(state["stream_of_epoch"]) : null;

            // Nothing is refused after the weights.
            Network.load_state_dict(Below("network.").ToDictionary());
            // The options are this run's; what was remembered is the file's.
            var options = descent
                .StateDict()
                .Where(entry => entry.Value is not Tensor)
                .ToDictionary();
            foreach (var (name, held) in Below("optimizer."))
                options[name] = held;
            descent.LoadStateDict(options);
            descent.ParamGroups[0]["lr"] = lrs[^1];
            scheduler.LoadStateDict(schedule);
            (Epoch, StepOfEpoch, pass, streamOfPass) = (epoch, step, null, ofEpoch);
            if (ofEpoch is not null)
            {
                // The same order of the pictures, as far as they were seen.
                SetStream(ofEpoch);
                pass = loader.GetEnumerator();
                for (var i = 0; i < StepOfEpoch; i++)
                    pass.MoveNext();
            }
            SetStream(stream);
        }
        catch (Exception e)
            when (e
                    is ArgumentException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ExternalException
            )
        {
            throw new InvalidDataException($"{filename} is not saved by such a run: {e.Message}");
        }

        IEnumerable<KeyValuePair<string, Tensor>> Below(string prefix) =>
            state
                .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => KeyValuePair.Create(entry.Key[prefix.Length..], entry.Value));

        long Number(string name) =>
            Numbers<long>(state[name]) is [var number]
                ? number
                : throw new ArgumentException($"{name} is not one number");
    }

    // TorchSharp cannot look into a tensor without elements.
    static T[] Numbers<T>(Tensor stored)
        where T : unmanaged => stored.numel() == 0 ? [] : stored.data<T>().ToArray();

    // What a step of the same optimizer remembers, by its names, types and shapes: a broken file would be found too late.
    void CheckOptimizer(Dictionary<string, Tensor> saved, bool hasStepped)
    {
        var expected = new Dictionary<string, Tensor>();
        if (hasStepped)
        {
            var parameters = Network
                .parameters()
                .Select(p => new Parameter(zeros(p.shape, p.dtype)))
                .ToList();
            foreach (var parameter in parameters)
                parameter.grad = zeros(parameter.shape, parameter.dtype);
            Optimizer first =
                descent is SGD
                    ? new SGD(parameters, 0.1, momentum: 0.9)
                    : new AdamW(parameters, 0.1);
            first.Step();
            foreach (var (name, value) in first.StateDict())
                if (value is Tensor held)
                    expected[name] = held;
        }
        foreach (var name in expected.Keys.Union(saved.Keys))
            if (
                !expected.TryGetValue(name, out var wanted)
                || !saved.TryGetValue(name, out var given)
                || wanted.dtype != given.dtype
                || !wanted.shape.SequenceEqual(given.shape)
            )
                throw new ArgumentException(
                    $"the optimizer's {name} is {Described(saved, name)} in place of {Described(expected, name)}"
                );

        static string Described(Dictionary<string, Tensor> among, string name) =>
            among.TryGetValue(name, out var held)
                ? $"{held.dtype} [{string.Join(", ", held.shape)}]"
                : "nothing";
    }

    // A generator is held until its call is over: TorchSharp's finalizer takes it away from libtorch otherwise.
    static byte[] Stream()
    {
        using var generator = Generator.Default;
        using var state = generator.get_state();
        return state.data<byte>().ToArray();
    }

    static void SetStream(byte[] state)
    {
        using var bytes = tensor(state);
        using var generator = Generator.Default;
        generator.set_state(bytes);
    }

    // Files of weights have no bytes here.
    static Tensor Stored(byte[] bytes) => tensor(Array.ConvertAll(bytes, b => (long)b));

    // TorchSharp ends the process where libtorch refuses a state.
    static byte[] StreamOf(Tensor stored)
    {
        var state = Array.ConvertAll(Numbers<long>(stored), number => unchecked((byte)number));
        return
            state.Length == Stream().Length
            && BinaryPrimitives.ReadInt32LittleEndian(state.AsSpan(8)) is >= 1 and <= 624
            && BinaryPrimitives.ReadInt32LittleEndian(state.AsSpan(12)) == 1
            && BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(16)) <= 624
            ? state
            : throw new ArgumentException("Invalid mt19937 state");
    }
}
