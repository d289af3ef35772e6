using Xunit;

namespace Diptych.Parity;

/// <summary>A test of something that Windows has not, for the reason given.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute(string reason) => Skip = OperatingSystem.IsWindows() ? reason : null!;
}
