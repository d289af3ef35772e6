using System.Text;

namespace Diptych.Comparison;

/// <summary>The register of TorchSharp's divergences as a page to read.</summary>
public static class RegisterPage
{
    /// <summary>How the page is written anew.</summary>
    public const string Command = "./contrast list --divergences > docs/divergences.md";

    // No number tells of it, so that no case can.
    const string Memory = """

        ## Memory that is freed while libtorch reads it

        TorchSharp reads the handle of a `Generator`, a `Scalar` or a `Tensor` and calls libtorch with it; nothing holds the
        object until the call is over. Where it is the last use of the object, a garbage collection that begins on another
        thread just then frees what libtorch is about to read:

        ```csharp
        new Thread(() => { while (true) { GC.Collect(0); GC.WaitForPendingFinalizers(); } }).Start();
        var x = torch.zeros(4);
        while (true)
        {
            x.mul_(0.5);                                       // the Scalar of 0.5: an exception about its type
            using var state = torch.Generator.Default.get_state(); // the Generator: a segmentation fault
        }
        ```

        With two busy cores either ends within seconds; without the first line neither did in a million rounds. A training
        of 20,000 steps had ended so at its 14,260th. `using var generator = torch.Generator.Default;` holds the one; for the
        other, the programs here are built with `ConcurrentGarbageCollection` off, and only one thread at a time allocates.

        """;

    // Nor does a case outlive this one.
    const string Ends = """

        ## A refusal that ends the process

        libtorch refuses the variance of whole numbers along a dimension, as PyTorch does ("std and var only support
        floating point and complex dtypes"). TorchSharp does not catch it there, and the program is terminated:

        ```csharp
        torch.arange(3).var(0); // terminate called after throwing an instance of 'c10::Error'
        ```

        `torch.arange(3).var()`, without a dimension, throws an exception like all others.

        """;

    /// <summary>Where the page lies in a checkout.</summary>
    public static string PageOf(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Path.Combine(repository.Root, "docs", "divergences.md");
    }

    /// <summary>The page: a row for each divergence, with what PyTorch and TorchSharp answer.</summary>
    /// <exception cref="SnapshotFormatException">The register does not keep its format.</exception>
    public static string Page(Repository repository)
    {
        var register = Register.Read(repository);
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(text).Append('\n');
        Line("# Where TorchSharp is not PyTorch");
        Line();
        Line(
            $"What TorchSharp {register.TorchSharp} answers otherwise than PyTorch, each seen in a case that PyTorch recorded. Where a twin in"
        );
        Line(
            "`src/Reference` can be composed so that it agrees, it is, and says why in a line; these are TorchSharp's own calls,"
        );
        Line(
            "and what cannot be composed. Every run counts them, and fails as soon as one no longer diverges so. The page is"
        );
        Line($"written from `snapshots/*/divergences.json`: `{Command}`. A test compares it.");
        Line();
        Line("| what | PyTorch | TorchSharp | case |");
        Line("| --- | --- | --- | --- |");
        foreach (var group in register.Divergences.GroupBy(entry => (entry.Case, entry.Reason)))
            Line(
                $"| {Cell(group.Key.Reason)} | {Code(group.Select(entry => entry.PyTorch))} | {Code(group.Select(entry => entry.TorchSharp))} | `{group.Key.Case}` |"
            );
        return page.Append(Memory).Append(Ends).ToString();
    }

    static string Code(IEnumerable<string> lines) =>
        string.Join("<br>", lines.Select(line => $"`{Cell(line.Trim())}`"));

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
