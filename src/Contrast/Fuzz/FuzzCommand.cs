using System.Diagnostics;
using System.Text.RegularExpressions;
using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast.Fuzz;

/// <summary>Draws questions and holds both sides against each other on them.</summary>
static partial class FuzzCommand
{
    /// <summary>How many questions are drawn where nothing is said.</summary>
    public const int Usual = 1000;

    /// <summary>How many questions are tried to make one smaller.</summary>
    const int Tries = 2000;

    /// <summary>How many files are written of one kind of disagreement.</summary>
    const int FilesOfAKind = 2;

    /// <summary>Runs the questions of a seed; ends with 1 where the sides differ on one.</summary>
    /// <param name="repository">The checkout, whose snapshots are varied.</param>
    /// <param name="cases">How many questions are drawn; null for as many as there is time for, or for <see cref="Usual"/>.</param>
    /// <param name="minutes">For how long, where not all of them come sooner; null for no limit.</param>
    /// <param name="seed">The same seed draws the same questions from the same snapshots.</param>
    /// <param name="family">A family; null for all.</param>
    /// <param name="output">Where the questions are written to on which the sides differ.</param>
    public static int Run(
        Repository repository,
        int? cases,
        double? minutes,
        long seed,
        string? family,
        DirectoryInfo output
    )
    {
        if (minutes is null)
            cases ??= Usual;
        if (cases <= 0)
            throw new UsageException($"--cases has to be positive, and is {cases}.");
        if (!(minutes is null or > 0))
            throw new UsageException($"--minutes has to be positive, and is {minutes}.");
        if (family is not null && !Directory.Exists(Path.Combine(repository.Snapshots, family)))
            throw new UsageException($"there is no family {family}.");
        var source = new QuestionSource(repository, family);
        var register = Register.Read(repository);
        using var judge = new JudgeProcess(register);
        var counts = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        var found = new List<(string File, string Text)>();
        var kinds = new Dictionary<string, int>();
        var memory = new List<long>();
        var watch = Stopwatch.StartNew();
        var shown = 0;
        Terminal.Progress(
            $"Asking both sides about {source.Count} concepts",
            cases ?? (int)(minutes! * 60),
            advance =>
            {
                // One at least, however little time there is.
                for (
                    var i = 0;
                    i != cases && !(i > 0 && watch.Elapsed.TotalMinutes >= minutes);
                    i++
                )
                {
                    var (of, question) = source.Draw(seed, i);
                    var judgement = judge.Judge(question);
                    if (!counts.TryGetValue(of, out var row))
                        counts.Add(of, row = new int[Enum.GetValues<Outcome>().Length]);
                    row[(int)judgement.Outcome]++;
                    if (
                        judgement.Outcome == Outcome.Different
                        && Count(kinds, question, judgement) <= FilesOfAKind
                    )
                        found.Add(Shrunk(question, judge, output, $"{seed}-{i}"));
                    memory.Add(judge.Memory);
                    for (; shown < (cases is null ? watch.Elapsed.TotalSeconds : i + 1); shown++)
                        advance();
                }
            }
        );
        Table(counts);
        foreach (var (file, text) in found)
            Terminal.Out.WriteLine($"{file}: {text}");
        // It grows while it answers, and a new one takes its place in between: only the largest tell of a trend.
        var tenth = (memory.Count + 9) / 10;
        Terminal.Out.WriteLine(
            $"memory of the process that asks: at most {memory.Take(tenth).Max() >> 20} MiB in the first tenth, "
                + $"{memory.TakeLast(tenth).Max() >> 20} MiB in the last"
        );
        var disagreements = kinds.Values.Sum();
        Terminal.Out.WriteLine(
            $"{memory.Count} cases, {disagreements} disagreements{(disagreements > 0 ? $" of {kinds.Count} kinds" : "")}"
        );
        return disagreements == 0 ? 0 : 1;
    }

    // Disagreements of one kind differ in their numbers alone.
    static int Count(Dictionary<string, int> kinds, Question question, Judgement judgement)
    {
        var kind = question.Name + Numbers().Replace(judgement.Text ?? "", "");
        return kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
    }

    [GeneratedRegex(@"[-+0-9.,e\[\] ]+")]
    private static partial Regex Numbers();

    static (string, string) Shrunk(
        Question question,
        JudgeProcess judge,
        DirectoryInfo output,
        string name
    )
    {
        var small = Shrinker.Shrink(
            question,
            smaller => judge.Judge(smaller).Outcome == Outcome.Different,
            Tries
        );
        output.Create();
        var file = Path.Combine(output.ToString(), name + Question.Ending);
        WholeFile.Write(file, small.Text());
        return (file, $"{small.Name}: {judge.Judge(small).Text}");
    }

    static void Table(SortedDictionary<string, int[]> counts)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("family");
        foreach (var outcome in Enum.GetNames<Outcome>())
            table.AddColumn(new TableColumn(outcome.ToLowerInvariant()).RightAligned());
        foreach (var (family, row) in counts)
            table.AddRow([family, .. row.Select(count => $"{count}")]);
        table.AddRow([
            "all",
            .. Enumerable
                .Range(0, Enum.GetValues<Outcome>().Length)
                .Select(i => $"{counts.Values.Sum(row => row[i])}"),
        ]);
        Terminal.Out.Write(table);
    }

    /// <summary>Runs questions that were written before; ends with 1 where the sides differ on one.</summary>
    /// <param name="files">Questions, as <c>contrast fuzz</c> writes them.</param>
    /// <param name="register">The divergences that explain what differs.</param>
    public static int Again(IReadOnlyList<string> files, Register register)
    {
        // All files are read before anything runs, so that a malformed one is told at once.
        var questions = files.Select(Question.Read).ToList();
        using var judge = new JudgeProcess(register);
        var different = 0;
        foreach (var (file, question) in files.Zip(questions))
        {
            var judgement = judge.Judge(question);
            if (judgement.Outcome == Outcome.Different)
                different++;
            Terminal.Out.WriteLine(
                $"{file}: {judgement.Outcome.ToString().ToLowerInvariant()}{(judgement.Text is null ? "" : $": {judgement.Text}")}"
            );
        }
        Terminal.Out.WriteLine($"{files.Count - different} passed, {different} failed");
        return different == 0 ? 0 : 1;
    }
}
