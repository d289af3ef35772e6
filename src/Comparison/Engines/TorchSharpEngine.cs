using System.Reflection;
using Diptych.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Diptych.Comparison;

/// <summary>libtorch cannot compute on a device of this machine; the message is one sentence that says why and what to do.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);

/// <summary>The side that calls libtorch through TorchSharp.</summary>
/// <remarks>
/// On another device than the CPU whatever goes in is moved there, and what comes out is read back. Initial weights are
/// drawn on the CPU all the same, whose stream was recorded; cases that draw while they compute are skipped there.
/// </remarks>
public sealed class TorchSharpEngine : Engine
{
    static readonly string[] DrawingExamples =
    [
        "DropoutExample",
        "RandomExample",
        "TorchSharpLayersExample",
        "TransformerEncoderLayerExample",
    ];

    readonly Lazy<bool> drawsBernoulliSerially = new(DrawsBernoulliSerially);
    readonly Device device;

    /// <summary>Loads libtorch.</summary>
    /// <param name="port">Modules of somebody's own that are written against TorchSharp or Reference; null for none.</param>
    /// <param name="device">Where it computes: cpu or cuda.</param>
    /// <exception cref="LibTorchUnavailableException">The libraries are not there, or the system cannot load them.</exception>
    /// <exception cref="DeviceUnavailableException">libtorch cannot compute on that device.</exception>
    public TorchSharpEngine(PortAssembly? port = null, string device = "cpu")
        : this(port, DeviceOf(device)) { }

    internal TorchSharpEngine(PortAssembly? port, Device device)
        : base(port)
    {
        LibTorch.Load();
        this.device = device;
        if (device.type != DeviceType.CUDA)
            return;
        // TensorFloat-32 keeps ten bits of each factor, and what is compared is float32.
        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false;
    }

    /// <summary>TorchSharp's version, such as 0.107.0.</summary>
    public static string Version { get; } =
        typeof(torch)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>torchsharp; with the device behind it where that is not the CPU, as torchsharp-cuda.</summary>
    public override string Name => IsOnCpu ? "torchsharp" : $"torchsharp-{DeviceName}";

    /// <inheritdoc />
    public override string Title => IsOnCpu ? "TorchSharp" : $"TorchSharp on {DeviceName}";

    /// <summary>Whether an engine's name is this one's, on whatever device.</summary>
    internal static bool IsName(string engine) => engine.Split('-')[0] == "torchsharp";

    bool IsOnCpu => device.type == DeviceType.CPU;

    string DeviceName => device.type.ToString().ToLowerInvariant();

    /// <summary>Why libtorch cannot compute on a device here, in one sentence; null where it can.</summary>
    /// <param name="device">cpu or cuda.</param>
    /// <exception cref="LibTorchUnavailableException">The libraries are not there, or the system cannot load them.</exception>
    public static string? ReasonNotOn(string device)
    {
        LibTorch.Load();
        return device switch
        {
            "cpu" => null,
            "cuda" => cuda.is_available()
                ? null
                : "libtorch finds no CUDA device: it takes one with NVIDIA's driver, and a build with -p:TorchBackend=cuda (README, \"Platforms and switches\").",
            _ => $"there is no device {device}: it is cpu or cuda.",
        };
    }

    static Device DeviceOf(string name) =>
        ReasonNotOn(name) is { } reason
            ? throw new DeviceUnavailableException(reason)
            : new Device(
                name == "cuda" ? DeviceType.CUDA : DeviceType.CPU,
                name == "cuda" ? 0 : -1
            );

    internal override Type TensorType => typeof(Tensor);

    internal override Type ModuleType => typeof(nn.Module);

    internal override Type ImageType => typeof(Image);

    internal override Type DtypeType => typeof(ScalarType);

    /// <inheritdoc />
    public override string? ReasonToSkip(Snapshot snapshot)
    {
        var draws = snapshot switch
        {
            ModuleSnapshot module => module.Steps.Any(step => step.Seed is not null),
            FunctionSnapshot function => function.Steps.Any(step => step.Seed is not null),
            RandomSnapshot random => random.Calls.Any(call =>
                call.Target.Contains("bernoulli", StringComparison.Ordinal)
            ),
            TranscriptSnapshot { Example: { } example } => DrawingExamples.Contains(
                example[(example.LastIndexOf('/') + 1)..]
            ),
            TrainingSnapshot training => training.Arguments.GetValueOrDefault("dropout")
                is double
                    and > 0,
            _ => false,
        };
        if (!IsOnCpu)
            return snapshot switch
            {
                TranscriptSnapshot => "an example makes its tensors on the CPU",
                TrainingSnapshot => "a training run draws and computes on the CPU",
                RandomSnapshot => "the recorded stream is the CPU's",
                RefusalSnapshot =>
                    "refusals are the same on every device, and a row that is not there would end CUDA's use for the whole run",
                _ => draws
                    ? "it draws while it computes, and the recorded stream is the CPU's"
                    : null,
            };
        return draws && !drawsBernoulliSerially.Value
            ? "libtorch draws Bernoulli numbers through MKL on this processor, another stream than the recorded one"
            : null;
    }

    // Without MKL a Bernoulli number is a uniform float64 below p.
    static bool DrawsBernoulliSerially()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var drawn = empty(64).bernoulli_(0.5);
        manual_seed(0);
        return drawn.to(ScalarType.Bool).eq(rand(64, ScalarType.Float64) < 0.5).all().item<bool>();
    }

    /// <inheritdoc />
    protected override Type? Find(string name) =>
        typeof(LibTorch).Assembly.GetType("Diptych.Reference." + name);

    internal override object Dtype(ElementType type) =>
        type switch
        {
            ElementType.Bool => ScalarType.Bool,
            ElementType.Int64 => ScalarType.Int64,
            ElementType.Float32 => ScalarType.Float32,
            _ => ScalarType.Float64,
        };

    /// <inheritdoc />
    protected override object MakeTensor(TensorData data, bool requiresGrad)
    {
        var tensor = MakeTensor(data);
        if (!IsOnCpu)
            tensor = tensor.to(device);
        tensor.requires_grad = requiresGrad;
        return tensor;
    }

    static Tensor MakeTensor(TensorData data)
    {
        // The snapshot keeps its numbers: what an engine writes in place is written into a copy.
        var elements = (Array)data.Elements.Clone();
        return data.Sparse is { } parts
            ? sparse_coo_tensor(MakeTensor(parts.Indices), MakeTensor(parts.Values), data.Shape)
            : data.Type switch
            {
                ElementType.Bool => torch.tensor((bool[])elements, data.Shape),
                ElementType.Int64 => torch.tensor((long[])elements, data.Shape),
                ElementType.Float32 => torch.tensor((float[])elements, data.Shape),
                _ => torch.tensor((double[])elements, data.Shape),
            };
    }

    internal override object MakeImage(ImageData data) =>
        new Image(data.Height, data.Width, data.Channels, [.. data.Bytes]);

    /// <inheritdoc />
    public override ImageData ReadImage(object image)
    {
        var picture = (Image)image;
        return new ImageData(picture.Height, picture.Width, picture.Channels, [.. picture.Bytes]);
    }

    /// <inheritdoc />
    public override TensorData Read(object tensor)
    {
        var t = ((Tensor)tensor).detach();
        if (t.is_sparse)
            return Read(t.to_dense()) with
            {
                Sparse = new SparseParts(Read(t.SparseIndices), Read(t.SparseValues), null),
            };
        // A tensor of META has a shape and no elements.
        t = t.device_type == DeviceType.META ? zeros(t.shape, t.dtype) : t.cpu();
        return t.dtype switch
        {
            ScalarType.Bool => new TensorData(ElementType.Bool, t.shape, Elements<bool>(t)),
            ScalarType.Int64 => new TensorData(ElementType.Int64, t.shape, Elements<long>(t)),
            ScalarType.Float32 => new TensorData(ElementType.Float32, t.shape, Elements<float>(t)),
            _ => new TensorData(ElementType.Float64, t.shape, Elements<double>(t)),
        };
    }

    // TorchSharp cannot look into a tensor without elements.
    static T[] Elements<T>(Tensor tensor)
        where T : unmanaged => tensor.numel() == 0 ? [] : tensor.data<T>().ToArray();

    /// <inheritdoc />
    public override TensorData? Gradient(object tensor) =>
        ((Tensor)tensor).grad is { } gradient ? Read(gradient) : null;

    internal override bool RequiresGradient(object? output) =>
        output is Tensor { requires_grad: true };

    /// <inheritdoc />
    public override void SetGradient(object tensor, TensorData? gradient) =>
        ((Tensor)tensor).grad = gradient is null ? null : (Tensor)MakeTensor(gradient, false);

    /// <inheritdoc />
    public override void Backward(IReadOnlyList<(object Output, TensorData Cotangent)> roots) =>
        autograd.backward(
            [.. roots.Select(root => (Tensor)root.Output)],
            [.. roots.Select(root => (Tensor)MakeTensor(InPrecision(root.Cotangent), false))]
        );

    /// <inheritdoc />
    public override void ManualSeed(long seed) => manual_seed(seed);

    /// <inheritdoc />
    public override void Train(object module, bool mode) => ((nn.Module)module).train(mode);

    /// <inheritdoc />
    public override void Cast(object module)
    {
        ((nn.Module)module).to((ScalarType)Dtype(Precision!.Value));
        if (!IsOnCpu)
            ((nn.Module)module).to(device);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Name, object Parameter)> Parameters(object module) =>
        [
            .. ((nn.Module)module)
                .named_parameters()
                .Select(named => (named.name, (object)named.parameter)),
        ];

    /// <inheritdoc />
    public override IReadOnlyList<(string Name, object Tensor)> State(object module) =>
        [.. ((nn.Module)module).state_dict().Select(named => (named.Key, (object)named.Value))];

    /// <inheritdoc />
    public override bool IsUninitialized(object tensor) =>
        tensor
            is UninitializedParameter { IsUninitialized: true }
                or UninitializedBuffer { IsUninitialized: true };

    /// <inheritdoc />
    protected override IEnumerable<(string Name, object Module)> Children(object module) =>
        ((nn.Module)module).named_children().Select(child => (child.name, (object)child.module));

    /// <inheritdoc />
    public override void LoadState(object module, IReadOnlyDictionary<string, TensorData> state) =>
        ((nn.Module)module).load_state_dict(
            state.ToDictionary(
                named => named.Key,
                named => (Tensor)MakeTensor(InPrecision(named.Value), false)
            )
        );

    /// <inheritdoc />
    public override object Group(
        IEnumerable<object> parameters,
        IReadOnlyDictionary<string, object> options
    )
    {
        var group = new ParamGroup(parameters.Cast<Tensor>());
        foreach (var (name, value) in options)
            group[name] = value;
        return group;
    }

    /// <inheritdoc />
    public override void Step(object optimizer) => ((Optimizer)optimizer).Step();

    /// <inheritdoc />
    public override object Step(object optimizer, Func<object> closure) =>
        ((Optimizer)optimizer).Step(() => (Tensor)closure());

    /// <inheritdoc />
    public override void SetOptions(object optimizer, IReadOnlyDictionary<string, object> options)
    {
        foreach (var group in ((Optimizer)optimizer).ParamGroups)
        foreach (var (name, value) in options)
            group[name] = value;
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Name, object Tensor)> OptimizerState(object optimizer) =>
        [
            .. ((Optimizer)optimizer)
                .StateDict()
                .Where(named => named.Value is Tensor)
                .Select(named => (named.Key, named.Value)),
        ];

    /// <inheritdoc />
    public override void StepSchedule(object schedule, double? metrics, double? epoch = null)
    {
        if (epoch is { } to)
            ((CosineAnnealingWarmRestarts)schedule).Step(to);
        else if (metrics is { } metric)
            ((ReduceLROnPlateau)schedule).Step(metric);
        else
            ((LRScheduler)schedule).Step();
    }

    /// <inheritdoc />
    public override Rates RatesOf(object optimizer)
    {
        var groups = ((Optimizer)optimizer).ParamGroups;
        return new(
            [.. groups.Select(group => (double)group["lr"])],
            groups[0].Options.ContainsKey("momentum")
                    ? [.. groups.Select(group => (double)group["momentum"])]
                : groups[0].Options.ContainsKey("betas")
                    ? [.. groups.Select(group => (((double, double))group["betas"]).Item1)]
                : null
        );
    }
}
