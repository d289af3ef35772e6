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

    /// <summary>The folders of the snapshots: those that <c>DIPTYCH_FAMILY</c> names where it is set, with semicolons between them.</summary>
    public static IEnumerable<string> Families =>
        Environment.GetEnvironmentVariable("DIPTYCH_FAMILY") is { Length: > 0 } named
            ? named.Split(';').Where(name => Directory.Exists(Folder(name)))
            : Directory
                .EnumerateDirectories(Repository.Snapshots)
                .Select(folder => Path.GetFileName(folder));

    /// <summary>The snapshots of a family.</summary>
    public static IReadOnlyList<string> Snapshots(string family) =>
        Repository.Files(Folder(family));

    static string Folder(string family) => Path.Combine(Repository.Snapshots, family);
}
