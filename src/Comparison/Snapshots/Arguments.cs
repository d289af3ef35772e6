namespace Diptych.Comparison;

// An argument of a recorded call is an object?: null, bool, long, double, string, IReadOnlyList<object?>, or one of these.

/// <summary>A tensor among the arguments of a recorded call.</summary>
/// <param name="Data">Its elements; real ones are recorded in float32.</param>
/// <param name="RequiresGrad">Whether its gradient is recorded.</param>
public sealed record TensorArgument(TensorData Data, bool RequiresGrad);

/// <summary>A picture among the arguments, as <c>ToTensor</c> takes it.</summary>
public sealed record ImageArgument(ImageData Data);

/// <summary>A type among the arguments, such as <c>torch.float64</c>.</summary>
public sealed record DtypeArgument(ElementType Type);

/// <summary>A packed sequence among the arguments. PyTorch: <c>nn.utils.rnn.PackedSequence</c>.</summary>
/// <param name="Data">The steps of all sequences, (steps, features).</param>
/// <param name="BatchSizes">How many sequences reach each step, int64.</param>
/// <param name="SortedIndices">The order in which the sequences were sorted, or null.</param>
/// <param name="UnsortedIndices">The way back, or null.</param>
public sealed record PackedArgument(
    TensorArgument Data,
    TensorData BatchSizes,
    TensorData? SortedIndices,
    TensorData? UnsortedIndices
);

/// <summary>A file among the arguments: a string where it is called.</summary>
/// <param name="Path">Where it lies; the snapshot names it as seen from its own folder.</param>
public sealed record FileArgument(string Path);

/// <summary>A function among the arguments, by PyTorch's name.</summary>
public sealed record FunctionArgument(string Target);

/// <summary>A function of a whole number from 0 on, known by its values, such as that of <c>LambdaLR</c>.</summary>
/// <param name="Values">At least one.</param>
public sealed record TableArgument(IReadOnlyList<double> Values);

/// <summary>A module among the arguments, such as a layer of <c>nn.Sequential</c>.</summary>
/// <param name="Target">PyTorch's name of its class.</param>
/// <param name="Args">Its constructor's arguments by position.</param>
/// <param name="Kwargs">Its constructor's arguments by name.</param>
public sealed record ModuleArgument(
    string Target,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs
);
