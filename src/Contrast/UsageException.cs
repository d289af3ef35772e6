namespace Diptych.Contrast;

/// <summary>Something is wrong with how the program was called; the message is one sentence for a person.</summary>
public sealed class UsageException(string message) : Exception(message);
