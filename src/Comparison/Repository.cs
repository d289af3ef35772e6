namespace Diptych.Comparison;

/// <summary>The checkout: where the sources and the snapshots lie.</summary>
/// <param name="Root">Its topmost folder.</param>
public sealed record Repository(string Root)
{
    /// <summary>The folder of the snapshots.</summary>
    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>Looks for the checkout from a folder upward.</summary>
    /// <returns>Null where neither the folder nor any above it is one.</returns>
    public static Repository? Find(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (IsRoot(at.FullName))
                return new Repository(at.FullName);
        return null;
    }

    /// <summary>Whether a folder is the root of a checkout.</summary>
    public static bool IsRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Diptych.slnx"))
        && Directory.Exists(Path.Combine(folder, "snapshots"));

    /// <summary>Every snapshot under a folder, or the file itself, in the order of their names.</summary>
    public static IReadOnlyList<string> Files(string path) =>
        File.Exists(path)
            ? [path]
            :
            [
                .. Directory
                    .EnumerateFiles(path, "*.verified.json", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>A case's name: its file below the snapshots without the ending, or the path as it is where it lies elsewhere.</summary>
    public string CaseName(string file)
    {
        var relative = Path.GetRelativePath(Snapshots, Path.GetFullPath(file)).Replace('\\', '/');
        var name =
            relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
                ? file
                : relative;
        return name.EndsWith(".verified.json", StringComparison.Ordinal)
            ? name[..^".verified.json".Length]
            : name;
    }

    /// <summary>The source of a concept on one side.</summary>
    /// <param name="side">Scratch or Reference.</param>
    /// <param name="address">Family and file, such as <c>Normalization/BatchNorm</c>.</param>
    public string Source(string side, string address) =>
        Path.Combine(Root, "src", side, address + ".cs");
}
