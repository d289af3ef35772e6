namespace Diptych.Comparison;

/// <summary>What real PyTorch answered to one case: everything that is needed to ask another engine the same.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
public abstract record Snapshot(string File, Recording Recorded)
{
    /// <summary>Reads a file that <c>snapshots/generate.py</c> wrote.</summary>
    /// <exception cref="SnapshotFormatException">The file does not keep the format; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Snapshot Read(string path) => Parse(path, System.IO.File.ReadAllBytes(path));

    /// <summary>Reads a snapshot's text, UTF-8.</summary>
    /// <param name="file">A name for messages.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="SnapshotFormatException">The text does not keep the format; the message says where.</exception>
    public static Snapshot Parse(string file, ReadOnlyMemory<byte> json) =>
        SnapshotReader.Read(file, json);
}

/// <summary>Which PyTorch answered, and what the last bits of its answers depend on.</summary>
/// <param name="Torch">Its version, such as <c>2.6.0</c>.</param>
/// <param name="CpuCapability">The vector instructions of its own kernels, such as <c>AVX2</c>.</param>
/// <param name="OneDnnMaxCpuIsa">The most that oneDNN may use, such as <c>AVX2</c>.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Deterministic">Whether only deterministic algorithms were allowed.</param>
public sealed record Recording(
    string Torch,
    string CpuCapability,
    string OneDnnMaxCpuIsa,
    int Threads,
    bool Deterministic
);

/// <summary>A module, built under a seed, and what it answers step by step.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Target">The class by PyTorch's name, such as <c>nn.BatchNorm1d</c>.</param>
/// <param name="Args">The constructor's arguments by position.</param>
/// <param name="Kwargs">The constructor's arguments by name.</param>
/// <param name="Seed">Set right before construction.</param>
/// <param name="StateFromSeed">Whether <paramref name="State"/> is, to the bit, what the constructor drew.</param>
/// <param name="State">The state dictionary before the first step, in its order.</param>
/// <param name="Steps">At least one.</param>
public sealed record ModuleSnapshot(
    string File,
    Recording Recorded,
    string Target,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    long Seed,
    bool StateFromSeed,
    IReadOnlyDictionary<string, TensorData> State,
    IReadOnlyList<Step> Steps
) : Snapshot(File, Recorded)
{
    /// <summary>Modules inside, each recorded alone; mostly empty. Inner ones stand before those around them.</summary>
    public IReadOnlyList<Layer> Layers { get; init; } = [];

    /// <summary>What a lazy module has no shape for after its construction; null for any other module.</summary>
    public Uninitialized? Uninitialized { get; init; }
}

/// <summary>A module inside of a recorded one, alone: on the input that it got in the first step, from the same state.</summary>
/// <param name="Name">The way to it, such as <c>features.0</c>.</param>
/// <param name="Class">PyTorch's name of its class, such as <c>nn.Conv2d</c>; for readers.</param>
/// <param name="Step">What it answers; gradients and state by names below its own.</param>
public sealed record Layer(string Name, string Class, Step Step);

/// <summary>What a lazy module has no shape for after its construction.</summary>
/// <param name="Names">The names in its state dictionary, in their order.</param>
/// <param name="Until">What gives it the shapes of <see cref="ModuleSnapshot.State"/>.</param>
public sealed record Uninitialized(IReadOnlyList<string> Names, Materialization Until);

/// <summary>How a lazy module's parameters come to their shapes.</summary>
public enum Materialization
{
    /// <summary>A forward pass in evaluation mode with the inputs of the first step: they are drawn as well.</summary>
    Forward,

    /// <summary>The loading of a state.</summary>
    Load,
}

/// <summary>A function without state, and what it answers call by call.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Target">The function by PyTorch's name, such as <c>nn.functional.mse_loss</c>.</param>
/// <param name="Steps">At least one; without mode and state.</param>
public sealed record FunctionSnapshot(
    string File,
    Recording Recorded,
    string Target,
    IReadOnlyList<Step> Steps
) : Snapshot(File, Recorded);

/// <summary>What a module does in a step.</summary>
public enum StepMode
{
    /// <summary>As in training: batch statistics, dropped units.</summary>
    Train,

    /// <summary>As in use.</summary>
    Eval,
}

/// <summary>One forward and backward pass. All gradients but <paramref name="GradientsBefore"/> are null before it.</summary>
/// <param name="Mode">The module's mode; null for a function.</param>
/// <param name="Seed">Set right before the forward pass, or null.</param>
/// <param name="Args">The arguments by position.</param>
/// <param name="Kwargs">The arguments by name.</param>
/// <param name="Outputs">The outputs in order, nested ones flattened; null where PyTorch returned None.</param>
/// <param name="Cotangents">What is propagated back from each output, null for one left out; empty: no backward pass.</param>
/// <param name="Gradients">
/// By name: <c>input.0</c>, <c>input.1.0</c> (nested), <c>input.mask</c> (by name), or a parameter's name;
/// null where PyTorch leaves none.
/// </param>
/// <param name="State">What the step changed in the state dictionary.</param>
/// <param name="GradientsBefore">
/// What inputs carry beforehand, by their names, for functions that work on gradients; null for one without. Mostly empty:
/// none carries any.
/// </param>
public sealed record Step(
    StepMode? Mode,
    long? Seed,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    IReadOnlyList<ExpectedTensor?> Outputs,
    IReadOnlyList<TensorData?> Cotangents,
    IReadOnlyDictionary<string, ExpectedTensor?> Gradients,
    IReadOnlyDictionary<string, ExpectedTensor> State,
    IReadOnlyDictionary<string, TensorData?> GradientsBefore
)
{
    /// <summary>The module's method by PyTorch's name, such as <c>log_prob</c>; null for the forward pass.</summary>
    public string? Method { get; init; }
}

/// <summary>An optimizer's run: parameters and state after every step.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Target">The class by PyTorch's name, such as <c>optim.SGD</c>.</param>
/// <param name="Parameters">The parameters before the first step.</param>
/// <param name="Groups">The parameter groups; null for one group of all parameters.</param>
/// <param name="Kwargs">The constructor's arguments by name.</param>
/// <param name="Objective">
/// What each step evaluates as often as it likes, by the name that it has in <c>snapshots/objectives.py</c> and on every
/// side, such as <c>rosenbrock</c>; null where the steps are fed with gradients.
/// </param>
/// <param name="Steps">At least one.</param>
public sealed record OptimizerSnapshot(
    string File,
    Recording Recorded,
    string Target,
    IReadOnlyList<TensorData> Parameters,
    IReadOnlyList<ParameterGroup>? Groups,
    IReadOnlyDictionary<string, object?> Kwargs,
    string? Objective,
    IReadOnlyList<OptimizerStep> Steps
) : Snapshot(File, Recorded);

/// <summary>Some of an optimizer's parameters with options of their own.</summary>
/// <param name="Parameters">Their places in the list of parameters.</param>
/// <param name="Options">The options that differ from the constructor's.</param>
public sealed record ParameterGroup(
    IReadOnlyList<int> Parameters,
    IReadOnlyDictionary<string, object?> Options
);

/// <summary>One step of an optimizer.</summary>
/// <param name="Options">Options set for every group before the step; mostly empty.</param>
/// <param name="Gradients">Each parameter's gradient, null where it has none; empty where an objective is evaluated.</param>
/// <param name="Loss">What a step that evaluates an objective returns: its value before the step. Else null.</param>
/// <param name="After">
/// By name: <c>param.0</c>, <c>state.0.momentum_buffer</c>, <c>state.0.old_dirs.1</c> (in a list); null where PyTorch holds
/// None.
/// </param>
public sealed record OptimizerStep(
    IReadOnlyDictionary<string, object?> Options,
    IReadOnlyList<TensorData?> Gradients,
    ExpectedTensor? Loss,
    IReadOnlyDictionary<string, ExpectedTensor?> After
);

/// <summary>A schedule's learning rates.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Target">The class by PyTorch's name, such as <c>optim.lr_scheduler.StepLR</c>.</param>
/// <param name="Args">The constructor's arguments by position, without the optimizer.</param>
/// <param name="Kwargs">The constructor's arguments by name.</param>
/// <param name="Optimizer">The optimizer that is scheduled.</param>
/// <param name="Initial">The rates before the first step.</param>
/// <param name="Steps">At least one.</param>
public sealed record ScheduleSnapshot(
    string File,
    Recording Recorded,
    string Target,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    ScheduledOptimizer Optimizer,
    Rates Initial,
    IReadOnlyList<ScheduleStep> Steps
) : Snapshot(File, Recorded);

/// <summary>The optimizer below a schedule.</summary>
/// <param name="Target">The class by PyTorch's name.</param>
/// <param name="Groups">The options of each of its parameter groups; at least one group.</param>
/// <param name="Kwargs">The constructor's arguments by name.</param>
public sealed record ScheduledOptimizer(
    string Target,
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Groups,
    IReadOnlyDictionary<string, object?> Kwargs
);

/// <summary>What a schedule has set, one number for each parameter group.</summary>
/// <param name="LearningRates">PyTorch's <c>lr</c>.</param>
/// <param name="Momenta">PyTorch's <c>momentum</c>, or the first of its <c>betas</c>; null where it has neither.</param>
public sealed record Rates(
    IReadOnlyList<double> LearningRates,
    IReadOnlyList<double>? Momenta = null
);

/// <summary>One step of a schedule.</summary>
/// <param name="Metrics">What the step is told, for <c>ReduceLROnPlateau</c>; else null.</param>
/// <param name="Epoch">The epoch that the step is told, <c>step(epoch)</c>; mostly null, for the next one.</param>
/// <param name="Rates">The rates after it.</param>
public sealed record ScheduleStep(double? Metrics, double? Epoch, Rates Rates);

/// <summary>Calls in one random stream, in their order, with the bits of every number drawn.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Calls">At least one; the first sets the seed.</param>
public sealed record RandomSnapshot(
    string File,
    Recording Recorded,
    IReadOnlyList<RandomCall> Calls
) : Snapshot(File, Recorded);

/// <summary>One call in a random stream.</summary>
/// <param name="Target">PyTorch's name, such as <c>torch.rand</c> or <c>nn.Linear</c>.</param>
/// <param name="Args">The arguments by position.</param>
/// <param name="Kwargs">The arguments by name.</param>
/// <param name="Bits">The tensor that it returns, to the bit; null for a call that draws nothing, or a module.</param>
/// <param name="State">The state dictionary that it returns, or of the module that it builds, to the bit; else null.</param>
public sealed record RandomCall(
    string Target,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    TensorData? Bits,
    IReadOnlyDictionary<string, TensorData>? State
)
{
    /// <summary>
    /// What it makes of the numbers that it draws, where the last bits of that are not the stream's but those of some
    /// library: in both precisions from the same drawn numbers. The call runs in the type of its first argument.
    /// </summary>
    public ExpectedTensor? Expected { get; init; }

    /// <summary>The batches of one pass over the loader that it makes, to the bit; else null.</summary>
    public IReadOnlyList<IReadOnlyList<TensorData>>? Batches { get; init; }
}

/// <summary>A training run. In float32 it depends on how PyTorch computes, so that some ways are recorded.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Program">Which program ran.</param>
/// <param name="Arguments">Its arguments by name.</param>
/// <param name="FirstLosses">The losses of the first steps, with their own noise.</param>
/// <param name="Losses">The loss of every step; the noise is the largest deviation of any way in float32 from float64.</param>
/// <param name="Results">
/// The same of the weights at the end: some elements of each, its norm and the sum of its magnitudes. The noise is the
/// largest of all elements, of all norms and of all sums.
/// </param>
/// <param name="Ways">How far each way of computing in float32 has come from the run in float64.</param>
public sealed record TrainingSnapshot(
    string File,
    Recording Recorded,
    string Program,
    IReadOnlyDictionary<string, object?> Arguments,
    ExpectedTensor FirstLosses,
    ExpectedTensor Losses,
    IReadOnlyDictionary<string, ExpectedTensor> Results,
    IReadOnlyDictionary<string, TrainingDeviation> Ways
) : Snapshot(File, Recorded);

/// <summary>How far a training run in float32 has come from the one in float64.</summary>
/// <param name="Losses">The largest difference of a loss.</param>
/// <param name="Results">The largest difference of a weight at the end.</param>
public sealed record TrainingDeviation(double Losses, double Results);

/// <summary>What PyTorch prints: an example program's lines, or those of given values.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Example">The program beside the file, such as <c>Linear/LinearExample</c>; null where values are printed.</param>
/// <param name="Values">The values that are printed one after the other; null for a program.</param>
/// <param name="Lines">What is printed, at least one line.</param>
public sealed record TranscriptSnapshot(
    string File,
    Recording Recorded,
    string? Example,
    IReadOnlyList<object?>? Values,
    IReadOnlyList<string> Lines
) : Snapshot(File, Recorded);

/// <summary>What is refused.</summary>
public enum RefusalSubject
{
    /// <summary>A module, or its construction.</summary>
    Module,

    /// <summary>A function.</summary>
    Function,

    /// <summary>An optimizer, or its construction.</summary>
    Optimizer,

    /// <summary>A schedule, or its construction.</summary>
    Schedule,
}

/// <summary>Where PyTorch refuses.</summary>
public enum RefusalStage
{
    /// <summary>When it is built.</summary>
    Construct,

    /// <summary>In the forward pass.</summary>
    Forward,

    /// <summary>In the backward pass.</summary>
    Backward,

    /// <summary>In a step of an optimizer or a schedule.</summary>
    Step,
}

/// <summary>What PyTorch refuses, where and with which error.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Recorded">Which PyTorch answered.</param>
/// <param name="Of">What is refused.</param>
/// <param name="Target">PyTorch's name of it.</param>
/// <param name="Args">The constructor's arguments by position; empty for a function.</param>
/// <param name="Kwargs">The constructor's arguments by name; empty for a function.</param>
/// <param name="State">What is loaded into the module before the call; mostly empty.</param>
/// <param name="Mode">The module's mode; null for what is no module, or is refused without a call.</param>
/// <param name="Before">The arguments of a call that is not refused and comes first, as a lazy module needs; mostly null.</param>
/// <param name="Inputs">The arguments of the call; null where none follows the construction.</param>
/// <param name="Parameters">The optimizer's parameters; else null.</param>
/// <param name="Gradients">Their gradients, null where no step follows the construction.</param>
/// <param name="Optimizer">What the schedule is attached to; else null.</param>
/// <param name="Steps">How many steps a schedule takes, the last of which is refused; 0 where its construction is.</param>
/// <param name="At">Where PyTorch refuses.</param>
/// <param name="Error">Its error.</param>
public sealed record RefusalSnapshot(
    string File,
    Recording Recorded,
    RefusalSubject Of,
    string Target,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    IReadOnlyDictionary<string, TensorData> State,
    StepMode? Mode,
    RefusedInputs? Before,
    RefusedInputs? Inputs,
    IReadOnlyList<TensorData>? Parameters,
    IReadOnlyList<TensorData?>? Gradients,
    ScheduledOptimizer? Optimizer,
    long Steps,
    RefusalStage At,
    RefusalError Error
) : Snapshot(File, Recorded);

/// <summary>The arguments of a call that is refused.</summary>
/// <param name="Args">By position.</param>
/// <param name="Kwargs">By name.</param>
/// <param name="GradientsBefore">What inputs carry beforehand, as in <see cref="Step"/>.</param>
public sealed record RefusedInputs(
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    IReadOnlyDictionary<string, TensorData?> GradientsBefore
)
{
    /// <summary>The module's method by PyTorch's name; null for the forward pass.</summary>
    public string? Method { get; init; }
}

/// <summary>PyTorch's error.</summary>
/// <param name="Type">The Python exception's type, such as <c>RuntimeError</c>.</param>
/// <param name="Message">The first line of its message.</param>
public sealed record RefusalError(string Type, string Message);
