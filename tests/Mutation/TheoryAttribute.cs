using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Diptych.Parity;

/// <summary>xunit's theory, for all files that are linked here; one that the family has no data for is left out and is no failure.</summary>
[XunitTestCaseDiscoverer(typeof(TheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute(
        [CallerFilePath] string? sourceFilePath = null,
        [CallerLineNumber] int sourceLineNumber = -1
    )
        : base(sourceFilePath, sourceLineNumber) => SkipTestWithoutData = true;
}
