using System.Reflection;
using System.Text;

namespace Diptych.Comparison;

/// <summary>One of PyTorch's public names, and what stands for it here.</summary>
/// <param name="Namespace">Such as <c>torch.nn.functional</c>.</param>
/// <param name="Name">Such as <c>mse_loss</c>.</param>
/// <param name="Scratch">Whether Scratch has it.</param>
/// <param name="Reference">Whether Reference has it.</param>
/// <param name="Reason">Why a side lacks it; null where nobody said.</param>
public sealed record CoveredName(
    string Namespace,
    string Name,
    bool Scratch,
    bool Reference,
    string? Reason
)
{
    /// <summary>The name as snapshots have it, such as <c>nn.functional.mse_loss</c>.</summary>
    public string Target => $"{Namespace["torch.".Length..]}.{Name}";
}

/// <summary>What PyTorch has by name, as <c>snapshots/names.json</c> records it, and what of it stands here.</summary>
public static partial class Coverage
{
    /// <summary>How the page is written anew.</summary>
    public const string Command = "./contrast list --coverage > docs/coverage.md";

    static readonly Assembly ScratchSide = typeof(Scratch.Tensor).Assembly;
    static readonly Assembly ReferenceSide = typeof(Reference.LibTorch).Assembly;

    /// <summary>Where the page lies in a checkout.</summary>
    public static string PageOf(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Path.Combine(repository.Root, "docs", "coverage.md");
    }

    /// <summary>Every name, namespace by namespace.</summary>
    /// <exception cref="SnapshotFormatException">The list of names does not keep its format.</exception>
    /// <exception cref="IOException">The list of names cannot be read.</exception>
    public static IReadOnlyList<CoveredName> Names(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return
        [
            .. Read(repository)
                .Names.SelectMany(space =>
                    space.Value.Select(name => new CoveredName(
                        space.Key,
                        name,
                        Has(ScratchSide, space.Key, name, space.Value),
                        Has(ReferenceSide, space.Key, name, space.Value),
                        ReasonOf($"{space.Key["torch.".Length..]}.{name}")
                    ))
                ),
        ];
    }

    /// <summary>The page: a count, then a table for each namespace.</summary>
    /// <inheritdoc cref="Names" path="/exception"/>
    public static string Page(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var names = Names(repository);
        var page = new StringBuilder();
        Line("# What of PyTorch stands here");
        Line();
        Line(
            $"Every public name of PyTorch {Read(repository).Torch} in the namespaces that this repository is about, and whether each side has it"
        );
        Line(
            "under that name in C# casing: `mse_loss` is `MseLoss`, and an underscore at the end falls away."
        );
        Line(
            "The page is written by the program from PyTorch's own list (`snapshots/names.json`), the two assemblies"
        );
        Line(
            $"and the reasons in `src/Comparison/Coverage/Reasons.cs`: `{Command}`. A test compares it."
        );
        Line();
        Line("| namespace | names | on both sides |");
        Line("| --- | ---: | ---: |");
        foreach (var space in names.GroupBy(name => name.Namespace))
            Line($"| `{space.Key}` | {space.Count()} | {space.Count(IsHere)} |");
        Line($"| together | {names.Count} | {names.Count(IsHere)} |");
        foreach (var space in names.GroupBy(name => name.Namespace))
        {
            Line();
            Line($"## {space.Key}");
            Line();
            Line("| name | Scratch | Reference | where, or why not |");
            Line("| --- | --- | --- | --- |");
            foreach (var name in space)
                Line(
                    $"| `{name.Name}` | {Word(name.Scratch)} | {Word(name.Reference)} | {Remark(name)} |"
                );
        }
        return page.ToString();

        // The same bytes on every system.
        void Line(string text = "") => page.Append(text).Append('\n');
    }

    static bool IsHere(CoveredName name) => name is { Scratch: true, Reference: true };

    static string Word(bool here) => here ? "yes" : "no";

    static string Remark(CoveredName name) =>
        !IsHere(name) ? name.Reason ?? ""
        : Catalogue.Find(name.Target) is { } concept
            ? $"[{concept.Address}](../src/Scratch/{concept.Address}.cs)"
        : "";

    static bool Has(Assembly side, string space, string name, IReadOnlyCollection<string> names)
    {
        var root = side == ScratchSide ? "Diptych.Scratch." : "Diptych.Reference.";
        if (char.IsUpper(name[0]))
            return (side.GetType(root + name) ?? side.GetType(root + name + "`1"))
                is { IsPublic: true };
        // Of two names that are one in C#, the functional one that computes and the other that fills in place is meant.
        var twin = name.EndsWith('_') ? name[..^1] : name + "_";
        if (
            names.Contains(twin)
            && name.EndsWith('_') == space.EndsWith("functional", StringComparison.Ordinal)
        )
            return false;
        var parts = space.Split('.');
        var holder =
            side.GetType(root + Binder.MemberName(parts[^1]))
            ?? side.GetType(root + Binder.MemberName(parts[^2]));
        return holder
                ?.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Any(method => method.Name == Binder.MemberName(name)) == true;
    }

    static (string Torch, OrderedDictionary<string, List<string>> Names) Read(Repository repository)
    {
        var file = Path.Combine(repository.Snapshots, "names.json");
        return SnapshotReader.Names(file, File.ReadAllBytes(file));
    }

    static string? ReasonOf(string target) =>
        Reasons.FirstOrDefault(reason => reason.Names.Contains(target)).Reason;
}
