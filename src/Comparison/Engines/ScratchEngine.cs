using Diptych.Scratch;

namespace Diptych.Comparison;

/// <summary>The side written from scratch.</summary>
/// <param name="port">Modules of somebody's own that are written against it; null for none.</param>
public sealed class ScratchEngine(PortAssembly? port = null) : Engine(port)
{
    /// <inheritdoc />
    public override string Name => "scratch";

    /// <inheritdoc />
    public override string Title => "Scratch";

    internal override Type TensorType => typeof(Tensor);

    internal override Type ModuleType => typeof(Module);

    internal override Type ImageType => typeof(Image);

    internal override Type DtypeType => typeof(ScalarType);

    /// <inheritdoc />
    protected override Type? Find(string name) =>
        typeof(Tensor).Assembly.GetType("Diptych.Scratch." + name);

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
        // The snapshot keeps its numbers: what an engine writes in place is written into a copy.
        var elements = (Array)data.Elements.Clone();
        var tensor = data.Sparse is { } parts
            ? MakeSparse(parts, data.Shape)
            : data.Type switch
            {
                ElementType.Bool => Tensor.FromArray((bool[])elements, data.Shape),
                ElementType.Int64 => Tensor.FromArray((long[])elements, data.Shape),
                ElementType.Float32 => Tensor.FromArray((float[])elements, data.Shape),
                _ => Tensor.FromArray((double[])elements, data.Shape),
            };
        tensor.RequiresGrad = requiresGrad;
        return tensor;
    }

    Tensor MakeSparse(SparseParts parts, long[] shape)
    {
        var tensor = Tensor.SparseCoo(
            (Tensor)MakeTensor(parts.Indices, false),
            (Tensor)MakeTensor(parts.Values, false),
            shape
        );
        return parts.IsCoalesced == true ? tensor.Coalesce() : tensor;
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
        var t = ((Tensor)tensor).Detach();
        if (t.IsSparse)
            return Read(t.ToDense()) with
            {
                Sparse = new SparseParts(Read(t.Indices), Read(t.Values), t.IsCoalesced),
            };
        var shape = t.Shape.ToArray();
        return t.Dtype switch
        {
            ScalarType.Bool => new TensorData(ElementType.Bool, shape, t.ToArray<bool>()),
            ScalarType.Int64 => new TensorData(ElementType.Int64, shape, t.ToArray<long>()),
            ScalarType.Float32 => new TensorData(ElementType.Float32, shape, t.ToArray<float>()),
            _ => new TensorData(ElementType.Float64, shape, t.ToArray<double>()),
        };
    }

    /// <inheritdoc />
    public override TensorData? Gradient(object tensor) =>
        ((Tensor)tensor).Grad is { } gradient ? Read(gradient) : null;

    internal override bool RequiresGradient(object? output) =>
        output is Tensor { RequiresGrad: true };

    /// <inheritdoc />
    public override void SetGradient(object tensor, TensorData? gradient) =>
        ((Tensor)tensor).Grad = gradient is null ? null : (Tensor)MakeTensor(gradient, false);

    /// <inheritdoc />
    public override void Backward(IReadOnlyList<(object Output, TensorData Cotangent)> roots) =>
        Autograd.Backward(
            roots.Select(root =>
                ((Tensor)root.Output, (Tensor?)MakeTensor(InPrecision(root.Cotangent), false))
            )
        );

    /// <inheritdoc />
    public override void ManualSeed(long seed) => Torch.ManualSeed(seed);

    /// <inheritdoc />
    public override void Train(object module, bool mode) => ((Module)module).Train(mode);

    /// <inheritdoc />
    public override void Cast(object module) =>
        ((Module)module).To((ScalarType)Dtype(Precision!.Value));

    /// <inheritdoc />
    public override IReadOnlyList<(string Name, object Parameter)> Parameters(object module) =>
        [
            .. ((Module)module)
                .NamedParameters()
                .Select(named => (named.Name, (object)named.Parameter)),
        ];

    /// <inheritdoc />
    public override IReadOnlyList<(string Name, object Tensor)> State(object module) =>
        [.. ((Module)module).StateDict().Select(named => (named.Key, (object)named.Value))];

    /// <inheritdoc />
    public override bool IsUninitialized(object tensor) =>
        tensor
            is UninitializedParameter { IsUninitialized: true }
                or UninitializedBuffer { IsUninitialized: true };

    /// <inheritdoc />
    protected override IEnumerable<(string Name, object Module)> Children(object module) =>
        ((Module)module).NamedChildren().Select(child => (child.Name, (object)child.Module));

    /// <inheritdoc />
    public override void LoadState(object module, IReadOnlyDictionary<string, TensorData> state) =>
        ((Module)module).LoadStateDict(
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
