namespace Diptych.Comparison;

/// <summary>What PyTorch answered to one case: a file <c>*.verified.json</c>. The file alone says everything.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
public abstract record Snapshot(string File, Recording Recorded)
{
    /// <summary>PyTorch's name of what is asked for, such as <c>nn.BatchNorm1d</c>; null for transcripts and random streams.</summary>
    public virtual string? Target => null;
}

/// <summary>What the last bits of PyTorch's results depend on.</summary>
/// <param name="Torch">PyTorch's version.</param>
/// <param name="CpuCapability">The vector instructions that it used.</param>
/// <param name="OneDnnMaxCpuIsa">The most that oneDNN was allowed to use.</param>
/// <param name="Threads">How many threads computed.</param>
/// <param name="Deterministic">Whether only deterministic algorithms were allowed.</param>
public sealed record Recording(string Torch, string CpuCapability, string OneDnnMaxCpuIsa, int Threads, bool Deterministic);

/// <summary>A tensor that PyTorch computed.</summary>
/// <param name="Type">Float32 for real numbers, which are there in both precisions; otherwise Int64 or Bool.</param>
/// <param name="Shape">The shape; of the whole where it is sparse.</param>
/// <param name="Single">The numbers in float32, or the integers or truth values; the stored values where sparse.</param>
/// <param name="Double">The numbers in float64; null where they are not real.</param>
/// <param name="Noise">E: how far float32 strays from float64 in PyTorch itself.</param>
public sealed record ExpectedTensor(ElementType Type, long[] Shape, TensorData Single, TensorData? Double, double Noise)
{
    /// <summary>The places of the stored values, (sparse dimensions, entries), where the tensor is sparse.</summary>
    public TensorData? SparseIndices { get; init; }

    /// <summary>Whether a sparse tensor's indices are sorted and unique.</summary>
    public bool IsCoalesced { get; init; }

    /// <summary>The numbers in a precision; integers and truth values as they are.</summary>
    public TensorData In(ElementType precision) =>
        precision == ElementType.Float64 && Double is not null ? Double : Single;
}

/// <summary>A forward and a backward pass of a module, or a call of a function.</summary>
/// <param name="IsTraining">The module's mode; null for a function.</param>
/// <param name="Seed">What the random stream is seeded with right before, or null.</param>
/// <param name="Args">The arguments by position.</param>
/// <param name="Kwargs">The arguments by PyTorch's names.</param>
/// <param name="Outputs">The outputs in order, nested ones flattened; null for None.</param>
/// <param name="Cotangents">One for each output, null for one that is left out; empty for no backward pass.</param>
/// <param name="Gradients">By name: <c>input.0</c> for the first argument, <c>input.src_mask</c> for one by name, otherwise a parameter; null where PyTorch leaves none.</param>
/// <param name="State">What changed in the module's state, by name.</param>
public sealed record Step(
    bool? IsTraining,
    long? Seed,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    IReadOnlyList<ExpectedTensor?> Outputs,
    IReadOnlyList<TensorData?> Cotangents,
    IReadOnlyDictionary<string, ExpectedTensor?> Gradients,
    IReadOnlyDictionary<string, ExpectedTensor?> State
);

/// <summary>A module: how it is built, what state it starts with, and what it answers step by step.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Module">The class and its constructor's arguments.</param>
/// <param name="Seed">What the random stream is seeded with before construction, or null.</param>
/// <param name="StateFromSeed">Whether <paramref name="State"/> is, bit for bit, what the constructor drew.</param>
/// <param name="State">Parameters and buffers before the first step, in PyTorch's order.</param>
/// <param name="Steps">At least one.</param>
public sealed record ModuleSnapshot(
    string File,
    Recording Recorded,
    ModuleArgument Module,
    long? Seed,
    bool StateFromSeed,
    IReadOnlyList<KeyValuePair<string, TensorData>> State,
    IReadOnlyList<Step> Steps
) : Snapshot(File, Recorded)
{
    /// <inheritdoc />
    public override string? Target => Module.Target;
}

/// <summary>A function without state, and what it answers call by call.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Function">PyTorch's name.</param>
/// <param name="Steps">At least one.</param>
public sealed record FunctionSnapshot(string File, Recording Recorded, string Function, IReadOnlyList<Step> Steps)
    : Snapshot(File, Recorded)
{
    /// <inheritdoc />
    public override string? Target => Function;
}

/// <summary>An optimizer's run.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Optimizer">The class and its options; the parameters stand apart.</param>
/// <param name="Parameters">Where they begin.</param>
/// <param name="Groups">Groups with options of their own, or null for one group of all.</param>
/// <param name="Steps">At least one.</param>
public sealed record OptimizerSnapshot(
    string File,
    Recording Recorded,
    ModuleArgument Optimizer,
    IReadOnlyList<TensorData> Parameters,
    IReadOnlyList<OptimizerGroup>? Groups,
    IReadOnlyList<OptimizerStep> Steps
) : Snapshot(File, Recorded)
{
    /// <inheritdoc />
    public override string? Target => Optimizer.Target;
}

/// <summary>Parameters of an optimizer that share options.</summary>
/// <param name="Parameters">Their numbers.</param>
/// <param name="Options">By PyTorch's names.</param>
public sealed record OptimizerGroup(IReadOnlyList<int> Parameters, IReadOnlyDictionary<string, object?> Options);

/// <summary>A step of an optimizer.</summary>
/// <param name="Options">Options of all groups that change before it.</param>
/// <param name="Gradients">One for each parameter; null for none.</param>
/// <param name="After">Parameters (<c>param.0</c>) and state (<c>state.0.momentum_buffer</c>) afterwards.</param>
public sealed record OptimizerStep(
    IReadOnlyDictionary<string, object?> Options,
    IReadOnlyList<TensorData?> Gradients,
    IReadOnlyDictionary<string, ExpectedTensor?> After
);

/// <summary>A schedule's learning rates.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Schedule">The class and its arguments but the optimizer.</param>
/// <param name="Optimizer">The optimizer's class and options.</param>
/// <param name="Groups">Each group's options.</param>
/// <param name="Start">The rates before the first step, one for each group.</param>
/// <param name="Steps">What it is told, or null, and the rates afterwards.</param>
public sealed record ScheduleSnapshot(
    string File,
    Recording Recorded,
    ModuleArgument Schedule,
    ModuleArgument Optimizer,
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Groups,
    IReadOnlyList<double> Start,
    IReadOnlyList<(double? Metric, IReadOnlyList<double> Rates)> Steps
) : Snapshot(File, Recorded)
{
    /// <inheritdoc />
    public override string? Target => Schedule.Target;
}

/// <summary>Calls in one random stream, in order.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Calls">At least one that draws.</param>
public sealed record RandomSnapshot(string File, Recording Recorded, IReadOnlyList<RandomCall> Calls)
    : Snapshot(File, Recorded);

/// <summary>A call that draws from the random stream, or seeds it.</summary>
/// <param name="Call">PyTorch's name and the arguments.</param>
/// <param name="Drawn">What it drew, bit for bit: one tensor, or a module's parameters; empty for a call that draws none.</param>
public sealed record RandomCall(ModuleArgument Call, IReadOnlyList<TensorData> Drawn);

/// <summary>What a program printed.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Example">The program, such as <c>Normalization/BatchNormExample</c>; null where values are printed.</param>
/// <param name="Values">What is printed, one after the other, where there is no program: tensors and numbers.</param>
/// <param name="Lines">The text.</param>
public sealed record TranscriptSnapshot(
    string File,
    Recording Recorded,
    string? Example,
    IReadOnlyList<object?> Values,
    IReadOnlyList<string> Lines
) : Snapshot(File, Recorded);

/// <summary>What PyTorch refuses.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Of">What refuses: module, function or optimizer.</param>
/// <param name="What">The class or function, with its constructor's arguments.</param>
/// <param name="State">Parameters and buffers, or null to leave what the constructor drew.</param>
/// <param name="At">Where: construct, forward, backward or step.</param>
/// <param name="Step">The call that is refused (no outputs), or null where the construction is.</param>
/// <param name="Parameters">An optimizer's parameters.</param>
/// <param name="Gradients">Their gradients.</param>
/// <param name="ErrorType">Python's exception.</param>
/// <param name="ErrorMessage">The first line of its message.</param>
public sealed record RefusalSnapshot(
    string File,
    Recording Recorded,
    string Of,
    ModuleArgument What,
    IReadOnlyList<KeyValuePair<string, TensorData>>? State,
    string At,
    Step? Step,
    IReadOnlyList<TensorData> Parameters,
    IReadOnlyList<TensorData?> Gradients,
    string ErrorType,
    string ErrorMessage
) : Snapshot(File, Recorded)
{
    /// <inheritdoc />
    public override string? Target => What.Target;
}

/// <summary>A training run.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Program">What was trained, by name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Results">Losses and further tensors by name.</param>
public sealed record TrainingSnapshot(
    string File,
    Recording Recorded,
    string Program,
    IReadOnlyDictionary<string, object?> Arguments,
    IReadOnlyDictionary<string, ExpectedTensor?> Results
) : Snapshot(File, Recorded);
