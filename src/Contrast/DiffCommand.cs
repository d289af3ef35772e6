using System.Diagnostics;
using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>Two recordings side by side: PyTorch's with an engine's after a failed run, or any two of them.</summary>
static class DiffCommand
{
    const string Verified = ".verified.json";

    /// <summary>Every received file of the checkout against PyTorch's.</summary>
    public static int RunReceived(Repository repository, int most, FileInfo? json)
    {
        var pairs = Received(repository.Snapshots)
            .Select(pair => pair with { Name = repository.CaseName(pair.Name) })
            .ToList();
        if (pairs.Count > 0)
            return Compare(pairs, most, json);
        // So that a report is there as well after a run in which nothing failed.
        if (json is not null)
            DiffJson.Write(json.FullName, []);
        Terminal.Out.WriteLine(
            "There is no received file (*.received.json) in snapshots: nothing failed in the last run."
        );
        return 0;
    }

    /// <summary>Two files, or the files of the same names in two folders.</summary>
    public static int Run(FileSystemInfo[] paths, int most, FileInfo? json)
    {
        if (paths is not [var first, var second])
            throw new UsageException(
                "diff takes two files or two folders, or nothing for what the last run left behind."
            );
        foreach (var path in paths)
            if (!path.Exists)
                throw new UsageException($"there is no file or folder {path}.");
        var (a, b) = (first.FullName, second.FullName);
        if (Directory.Exists(a) != Directory.Exists(b))
            throw new UsageException(
                $"{first} and {second} are a file and a folder; diff takes two of a kind."
            );
        if (File.Exists(a))
            return Compare([new(Path.GetFileName(a), a, b)], most, json);
        var (before, after) = (Names(a), Names(b));
        if (before.Count + after.Count == 0)
            throw new UsageException(
                $"neither {first} nor {second} holds a snapshot (*{Verified})."
            );
        return Compare(
            [
                .. before
                    .Union(after)
                    .Select(name => new Pair(
                        name[..^Verified.Length].Replace('\\', '/'),
                        before.Contains(name) ? Path.Combine(a, name) : null,
                        after.Contains(name) ? Path.Combine(b, name) : null
                    )),
            ],
            most,
            json
        );
    }

    sealed record Pair(string Name, string? First, string? Second);

    static int Compare(IReadOnlyList<Pair> pairs, int most, FileInfo? json)
    {
        if (most < 0)
            throw new UsageException("--most takes a number from 0 on.");
        var changes = new CaseChange[pairs.Count];
        var watch = Stopwatch.StartNew();
        Terminal.Progress(
            "Comparing recordings",
            pairs.Count,
            advance =>
            {
                try
                {
                    Parallel.For(
                        0,
                        pairs.Count,
                        i =>
                        {
                            var (name, first, second) = pairs[i];
                            changes[i] = SnapshotDifference.Of(name, first, second);
                            advance();
                        }
                    );
                }
                // What is wrong with a file is told as if it had been read alone.
                catch (AggregateException e)
                {
                    throw e.InnerExceptions[0];
                }
            }
        );
        List<CaseChange> sorted =
        [
            .. changes
                .OrderBy(change => change.Standing)
                .ThenBy(change => change.Gravest?.Kind)
                .ThenByDescending(change => change.Gravest?.Share)
                .ThenBy(change => change.Case, StringComparer.Ordinal),
        ];
        if (json is not null)
            DiffJson.Write(json.FullName, sorted);
        DiffReport.Write(sorted, watch.Elapsed, most);
        return sorted.TrueForAll(change =>
            change.Standing is CaseStanding.Equal or CaseStanding.Moved
        )
            ? 0
            : 1;
    }

    static HashSet<string> Names(string folder) =>
        [.. Repository.Files(folder).Select(file => Path.GetRelativePath(folder, file))];

    // X.scratch.received.json stands beside X.verified.json; a case's own name may have dots.
    static IEnumerable<Pair> Received(string folder)
    {
        const string Ending = ".received.json";
        foreach (
            var received in Directory
                .EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var stem = received[..^Ending.Length];
            var dot = stem.LastIndexOf('.');
            var verified = stem[..dot] + Verified;
            yield return new(
                $"{stem[..dot]} on {stem[(dot + 1)..]}",
                File.Exists(verified) ? verified : null,
                received
            );
        }
    }
}
