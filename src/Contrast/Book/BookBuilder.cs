using System.Text;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>Makes all files of the book.</summary>
/// <param name="repository">The checkout.</param>
sealed class BookBuilder(Repository repository)
{
    /// <summary>The file that tells a book of ours from any other folder.</summary>
    public const string Mark = "diptych-book.txt";

    /// <summary>How many steps <see cref="Build"/> tells of.</summary>
    public int Steps(Func<Topic, bool> runs) =>
        Topic.All.Sum(topic => (runs(topic) ? Files(topic).Count : 0) + 1);

    /// <summary>Every file by its path, in their order; the same bytes each time.</summary>
    /// <param name="runs">Whether a topic's cases and example are run, so that its page shows their numbers and what is printed.</param>
    /// <param name="advance">Called after each step.</param>
    public SortedDictionary<string, byte[]> Build(Func<Topic, bool> runs, Action advance)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        void Add(string path, string text) => files.Add(path, Encoding.UTF8.GetBytes(text));

        IReadOnlyList<Engine> engines = [new ScratchEngine(), new TorchSharpEngine()];
        // The last bits hang on how libtorch shares its work.
        var threads = Reference.Torch.GetNumThreads();
        Reference.Torch.SetNumThreads(1);
        var register = Register.Read(repository);
        var examples = new Dictionary<string, Html>();
        var page = new TopicPage(
            repository,
            Claims.All(repository),
            Claims.Errata(repository),
            (topic, example) =>
                !runs(topic) ? Html.None
                : examples.TryGetValue(example, out var shown) ? shown
                : examples[example] = Transcripts.Of(repository, example, engines)
        );
        var figures = new Figures(repository);
        var topics = Topic.All;
        foreach (var (at, topic) in topics.Index())
        {
            var cases = runs(topic) ? Run(topic, engines, register, advance) : [];
            Add(
                topic.Page,
                page.Of(
                    topic,
                    figures.Of(topic, cases),
                    cases,
                    at > 0 ? topics[at - 1] : null,
                    at + 1 < topics.Count ? topics[at + 1] : null
                )
            );
            if (Numbers.Script(cases) is { } script)
                Add(topic.Address + ".numbers.js", script);
            advance();
        }
        Reference.Torch.SetNumThreads(threads);
        Add("index.html", IndexPage.Of(topics, Repository.Files(repository.Snapshots).Count));
        Add("search.js", IndexPage.Search(topics));
        Add("book.css", Asset("book.css"));
        Add("book.js", Asset("book.js"));
        Add(
            Mark,
            "Made by 'contrast book'. Begin at index.html; the next book takes this one's place.\n"
        );
        return files;
    }

    List<RunCase> Run(Topic topic, IReadOnlyList<Engine> engines, Register register, Action advance)
    {
        var cases = new List<RunCase>();
        foreach (var file in Files(topic))
        {
            var name = repository.CaseName(file);
            var snapshot = Snapshot.Read(file);
            cases.Add(
                new(
                    name[(name.LastIndexOf('/') + 1)..],
                    snapshot,
                    [
                        .. engines.SelectMany(engine =>
                            register.Apply(
                                CaseRunner.Run(snapshot, name, engine, ElementType.Float32)
                            )
                        ),
                    ]
                )
            );
            advance();
        }
        return cases;
    }

    IReadOnlyList<string> Files(Topic topic) =>
        Path.Combine(repository.Snapshots, topic.Address) is var folder && Directory.Exists(folder)
            ? Repository.Files(folder)
            : [];

    static string Asset(string name)
    {
        using var stream = typeof(BookBuilder).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
