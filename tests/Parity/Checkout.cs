using Diptych.Comparison;
using Xunit;

// Both engines have one random stream for the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Diptych.Parity;

/// <summary>The checkout that the tests run in.</summary>
static class Checkout
{
    public static Repository Repository { get; } =
        Repository.Find(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("The tests run outside a checkout.");
}
