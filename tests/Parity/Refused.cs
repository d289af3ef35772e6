using Xunit;

namespace Diptych.Parity;

/// <summary>A call that Scratch refuses, the argument that it names, and how its message begins.</summary>
sealed record Refused(string? Argument, string Message, Func<object?> Call)
{
    public void Check()
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(Call);
        Assert.Equal(Argument, refusal.ParamName);
        Assert.StartsWith(Message, refusal.Message);
    }
}
