namespace Diptych.Reference;

/// <summary>libtorch cannot be used on this machine; <see cref="Exception.Message"/> is one sentence that says why and what to do.</summary>
public sealed class LibTorchUnavailableException : Exception
{
    internal LibTorchUnavailableException(string message)
        : base(message) { }
}
