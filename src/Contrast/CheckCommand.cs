using Diptych.Comparison;
using Diptych.Contrast.Fuzz;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>Runs snapshots on the engines, prints a table, and ends with <c>N passed, N failed</c>.</summary>
static class CheckCommand
{
    /// <summary>Every snapshot of the checkout.</summary>
    public static int RunAll(Repository repository, string engine, string device, FileInfo? json) =>
        Run(repository, Repository.Files(repository.Snapshots), engine, device, json, null, null);

    /// <summary>Given files and folders, whether or not they belong to a checkout.</summary>
    /// <param name="repository">The checkout, or null.</param>
    /// <param name="paths">The files and folders.</param>
    /// <param name="engine">scratch, torchsharp or both.</param>
    /// <param name="device">What TorchSharp computes on: cpu or cuda.</param>
    /// <param name="json">Where the results are written to as well, or null.</param>
    /// <param name="assembly">With the modules of one's own that the files were recorded of, or null.</param>
    /// <param name="dtype">float32 or float64; null for both.</param>
    public static int Run(
        Repository? repository,
        FileSystemInfo[] paths,
        string engine,
        string device,
        FileInfo? json,
        FileInfo? assembly,
        string? dtype
    )
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!path.Exists)
                throw new UsageException($"there is no file or folder {path}.");
            if (path.Name.EndsWith(Question.Ending, StringComparison.Ordinal))
                continue;
            var found = Repository.Files(path.ToString());
            if (found.Count == 0)
                throw new UsageException($"the folder {path} holds no snapshot (*.verified.json).");
            files.AddRange(found);
        }
        // What nobody has answered, the sides are held against each other on.
        var questions = paths
            .Select(path => path.ToString())
            .Where(path => path.EndsWith(Question.Ending, StringComparison.Ordinal))
            .ToList();
        if (questions.Count == paths.Length)
            return FuzzCommand.Again(
                questions,
                repository is null ? Register.Empty : Register.Read(repository)
            );
        if (questions.Count > 0)
            throw new UsageException(
                $"{questions[0]} is a question, which is checked alone or with others of its kind."
            );
        return Run(repository, files, engine, device, json, assembly, dtype);
    }

    static int Run(
        Repository? repository,
        IReadOnlyList<string> files,
        string engineName,
        string device,
        FileInfo? json,
        FileInfo? assembly,
        string? dtype
    )
    {
        if (files.Count == 0)
            throw new UsageException("there is no snapshot to run.");
        if (engineName == "scratch" && device != "cpu")
            throw new UsageException(
                $"--device {device} is TorchSharp's: Scratch computes on the CPU."
            );
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
        var port = assembly is null ? null : PortAssembly.Load(assembly.FullName);
        IReadOnlyList<Engine> engines = engineName switch
        {
            "scratch" => [new ScratchEngine(port)],
            "torchsharp" => [new TorchSharpEngine(port, device)],
            _ => [new ScratchEngine(port), new TorchSharpEngine(port, device)],
        };
        // A module of one's own is there on the side that it is written against.
        var asked = cases.ConvertAll(given =>
            (given.File, given.Name, given.Snapshot, Engines: Able(given.Snapshot, engines, port))
        );
        ElementType? precision = dtype switch
        {
            "float32" => ElementType.Float32,
            "float64" => ElementType.Float64,
            _ => null,
        };

        var register = repository is null ? Register.Empty : Register.Read(repository);
        var results = new List<CaseResult>();
        Terminal.Progress(
            "Comparing with PyTorch",
            cases.Count,
            advance =>
            {
                foreach (var (file, name, snapshot, able) in asked)
                {
                    foreach (var engine in able)
                    {
                        var judged = register.Apply(
                            CaseRunner.Run(snapshot, name, engine, precision)
                        );
                        ReceivedFile.Update(file, engine.Name, judged);
                        results.AddRange(judged);
                    }
                    advance();
                }
            }
        );

        Report.Table(
            results,
            [.. engines.Where(asked.SelectMany(given => given.Engines).Contains)]
        );
        Report.Failures(results);
        if (json is not null)
            JsonReport.Write(json.FullName, results);
        var failed = results.Count(result => !result.IsGood);
        Report.Counts([.. cases.Select(given => given.Snapshot)], results);
        Report.Totals(results);
        return failed == 0 && results.Count > 0 ? 0 : 1;
    }

    static IReadOnlyList<Engine> Able(
        Snapshot snapshot,
        IReadOnlyList<Engine> engines,
        PortAssembly? port
    )
    {
        if (
            snapshot is not ModuleSnapshot { Target: var target }
            || !IsOwn(target) && !engines.Any(engine => engine.IsOwn(target))
        )
            return engines;
        if (port is null)
            throw new UsageException(
                $"{snapshot.File} was recorded of a module of somebody's own, {target}: name the assembly with its port, --assembly FILE."
            );
        return engines.Where(engine => engine.IsOwn(target)).ToList() is { Count: > 0 } able
            ? able
            : throw port.Lacks(target, engines);
    }

    /// <summary>Whether a name is none of PyTorch's, such as nn.Linear, but a class of somebody's own.</summary>
    public static bool IsOwn(string target) => char.IsUpper(target[0]) || target[0] == '_';
}
