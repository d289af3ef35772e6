namespace Diptych.Scratch;

/// <summary>The functions of PyTorch's <c>torch.nn.functional</c>, under its names in C# casing; each stands beside its module.</summary>
public static partial class Functional;
