using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>Runs snapshots on the engines, prints a table, and ends with <c>N passed, N failed</c>.</summary>
static class CheckCommand
{
    /// <summary>Every snapshot of the checkout.</summary>
    public static int RunAll(Repository repository, string engine, FileInfo? json) =>
        Run(repository, Repository.Files(repository.Snapshots), engine, json);

    /// <summary>Given files and folders, whether or not they belong to a checkout.</summary>
    public static int Run(
        Repository? repository,
        FileSystemInfo[] paths,
        string engine,
        FileInfo? json
    )
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!path.Exists)
                throw new UsageException($"there is no file or folder {path}.");
            var found = Repository.Files(path.ToString());
            if (found.Count == 0)
                throw new UsageException($"the folder {path} holds no snapshot (*.verified.json).");
            files.AddRange(found);
        }
        return Run(repository, files, engine, json);
    }

    static int Run(
        Repository? repository,
        IReadOnlyList<string> files,
        string engineName,
        FileInfo? json
    )
    {
        if (files.Count == 0)
            throw new UsageException("there is no snapshot to run.");
        // All files are read before anything runs, so that a malformed one is told at once.
        var cases = files
            .Distinct()
            .Select(file =>
                (
                    File: file,
                    Name: repository?.CaseName(file) ?? file,
                    Snapshot: Snapshot.Read(file)
                )
            )
            .ToList();
        IReadOnlyList<Engine> engines = engineName switch
        {
            "scratch" => [new ScratchEngine()],
            "torchsharp" => [new TorchSharpEngine()],
            _ => [new ScratchEngine(), new TorchSharpEngine()],
        };

        var register = repository is null ? Register.Empty : Register.Read(repository);
        var results = new List<CaseResult>();
        Terminal.Progress(
            "Comparing with PyTorch",
            cases.Count,
            advance =>
            {
                foreach (var (file, name, snapshot) in cases)
                {
                    foreach (var engine in engines)
                    {
                        var judged = register.Apply(CaseRunner.Run(snapshot, name, engine));
                        ReceivedFile.Update(file, engine.Name, judged);
                        results.AddRange(judged);
                    }
                    advance();
                }
            }
        );

        Report.Table(results, engines);
        Report.Failures(results);
        if (json is not null)
            JsonReport.Write(json.FullName, results);
        var failed = results.Count(result => !result.IsGood);
        Report.Counts([.. cases.Select(given => given.Snapshot)], results);
        Report.Totals(results);
        return failed == 0 && results.Count > 0 ? 0 : 1;
    }
}
