using System.CommandLine;
using System.Text;
using Diptych.Comparison;
using Diptych.Contrast;
using Diptych.Contrast.Bench;
using Diptych.Contrast.Book;
using Diptych.Contrast.Fuzz;
using Diptych.Reference;
using Spectre.Console;

// Windows' consoles and pipes are of an older encoding, which has no Chinese.
if (OperatingSystem.IsWindows())
    Console.OutputEncoding = new UTF8Encoding(false);

var root = new Option<DirectoryInfo?>("--root")
{
    Description =
        "The checkout of Diptych; found from the working folder upward where it is not given.",
    Recursive = true,
};
var engine = new Option<string>("--engine")
{
    Description = "Which side runs: scratch, torchsharp or both.",
    DefaultValueFactory = _ => "both",
};
engine.AcceptOnlyFromAmong("scratch", "torchsharp", "both");
var json = new Option<FileInfo?>("--json")
{
    Description = "Writes the results to this file as well.",
};
var paths = new Argument<FileSystemInfo[]>("path")
{
    Description = "Snapshot files, or folders of them.",
    Arity = ArgumentArity.OneOrMore,
};
var concept = new Argument<string>("concept")
{
    Description =
        "PyTorch's name of a class or a function, such as nn.Linear, Linear or mse_loss; a topic (a file of the sources, such as BatchNorm); or a family.",
};
var whole = new Option<bool>("--all")
{
    Description = "Shows whole source files, also where they hold other concepts.",
};
var recordings = new Argument<FileSystemInfo[]>("recording")
{
    Description =
        "Two snapshot files, or two folders of them; without any, what the last run left behind (*.received.json) against PyTorch's.",
    Arity = new ArgumentArity(0, 2),
};
var most = new Option<int>("--most")
{
    Description = "Of how many cases every difference is shown.",
    DefaultValueFactory = _ => 10,
};

var device = new Option<string>("--device")
{
    Description =
        "What TorchSharp computes on: cpu, or cuda in a build with -p:TorchBackend=cuda; Scratch computes on the CPU.",
    DefaultValueFactory = _ => "cpu",
};
device.AcceptOnlyFromAmong("cpu", "cuda");
var assembly = new Option<FileInfo?>("--assembly")
{
    Description =
        "The .dll with the C# classes of modules of your own, recorded with python/diptych.py (docs/port.md).",
};
var dtype = new Option<string>("--dtype")
{
    Description = "Which precision is compared: float32, float64 or both.",
    DefaultValueFactory = _ => "both",
};
dtype.AcceptOnlyFromAmong("float32", "float64", "both");

var coverage = new Option<bool>("--coverage")
{
    Description =
        "Prints the page docs/coverage.md instead: PyTorch's public names and what stands for them.",
};
var divergences = new Option<bool>("--divergences")
{
    Description =
        "Prints the page docs/divergences.md instead: what TorchSharp answers otherwise than PyTorch.",
};
var list = new Command("list", "Lists every concept with its address and its number of cases.")
{
    coverage,
    divergences,
};
list.SetAction(result =>
    Guarded(() =>
        result.GetValue(coverage) ? ListCommand.RunCoverage(Find(result))
        : result.GetValue(divergences) ? ListCommand.RunDivergences(Find(result))
        : ListCommand.Run(Find(result))
    )
);

var show = new Command(
    "show",
    "Shows a concept: its formula, both sources side by side, the three transcripts, what the notes claim of it, and how equal it is."
)
{
    concept,
    whole,
};
show.SetAction(result =>
    Guarded(() => ShowCommand.Run(Find(result), result.GetValue(concept)!, result.GetValue(whole)))
);

var check = new Command("check", "Runs snapshot files on the engines and compares with PyTorch.")
{
    paths,
    engine,
    device,
    json,
    assembly,
    dtype,
};
check.SetAction(result =>
    Guarded(() =>
        CheckCommand.Run(
            TryFind(result),
            result.GetValue(paths)!,
            result.GetValue(engine)!,
            result.GetValue(device)!,
            result.GetValue(json),
            result.GetValue(assembly),
            result.GetValue(dtype)
        )
    )
);

var data = new Option<DirectoryInfo?>("--data")
{
    Description =
        "The folder of CIFAR-10's binary version, or one file of it; the 80 drawn pictures of the checkout where it is not given.",
};
var epochs = new Option<long?>("--epochs")
{
    Description = "How many epochs there are in all (6).",
};
var batchSize = new Option<long?>("--batch-size")
{
    Description = "How many pictures make a step (8).",
};
var lr = new Option<double?>("--lr")
{
    Description =
        "The learning rate of the first two epochs, halved every two (0.002 of adamw, 0.02 of sgd).",
};
var seed = new Option<long?>("--seed") { Description = "For all that is drawn (0)." };
var optimizer = new Option<string?>("--optimizer")
{
    Description = "adamw, or sgd with momentum (adamw).",
};
optimizer.AcceptOnlyFromAmong("adamw", "sgd");
var dropout = new Option<double?>("--dropout")
{
    Description = "The share of the 64 features that is left out in training (0).",
};
var output = new Option<DirectoryInfo?>("--output")
{
    Description =
        "The folder for weights, curves and checkpoint (trained, or that of the run that goes on).",
};
var resume = new Option<DirectoryInfo?>("--resume")
{
    Description = "The folder of an earlier run, which goes on to the bit.",
};
var train = new Command(
    "train",
    "Trains the network of the notes on both sides in step. Ctrl-C ends it after a step, with the weights of that step and exit code 130."
)
{
    data,
    epochs,
    batchSize,
    lr,
    seed,
    optimizer,
    dropout,
    output,
    resume,
};
train.SetAction(result =>
    Guarded(() =>
        TrainCommand.Run(
            TryFind(result),
            new(
                result.GetValue(data),
                result.GetValue(epochs),
                result.GetValue(batchSize),
                result.GetValue(lr),
                result.GetValue(seed),
                result.GetValue(optimizer),
                result.GetValue(dropout),
                result.GetValue(output),
                result.GetValue(resume)
            )
        )
    )
);

var bookFolder = new Option<DirectoryInfo>("--out")
{
    Description =
        "The folder that the book is written to: a new one, an empty one, or that of an earlier book, which it replaces.",
    Required = true,
};
var book = new Command(
    "book",
    "Writes a book to be read in a browser, without a network: a page a topic with formula, both sources, pictures, transcripts, claims, and the numbers of every case, run now."
)
{
    bookFolder,
};
book.SetAction(result =>
    Guarded(() => BookCommand.Run(Find(result), result.GetValue(bookFolder)!))
);

var diff = new Command(
    "diff",
    "Compares two recordings number by number; ends with 0 where all is equal or moved within the policy, 1 where something differs, 2 on bad input."
)
{
    recordings,
    most,
    json,
};
diff.SetAction(result =>
    Guarded(() =>
        result.GetValue(recordings) is { Length: > 0 } given
            ? DiffCommand.Run(given, result.GetValue(most), result.GetValue(json))
            : DiffCommand.RunReceived(Find(result), result.GetValue(most), result.GetValue(json))
    )
);

var family = new Argument<string?>("family")
{
    Description = "A family, such as Convolution; all of them where none is given.",
    Arity = ArgumentArity.ZeroOrOne,
};
var rounds = new Option<int>("--rounds")
{
    Description = "How many times each side is timed.",
    DefaultValueFactory = _ => 7,
};
var bench = new Command(
    "bench",
    "Times both sides by turns in one process, with one thread and with all; the ratio says how many times as fast as libtorch Scratch is."
)
{
    family,
    rounds,
    json,
};
bench.SetAction(result =>
    Guarded(() =>
        BenchCommand.Run(result.GetValue(family), result.GetValue(rounds), result.GetValue(json))
    )
);

var cases = new Option<int?>("--cases")
{
    Description =
        $"How many questions are drawn ({FuzzCommand.Usual}, or as many as there is time for).",
};
var minutes = new Option<double?>("--minutes")
{
    Description = "For how long, where not all questions are answered sooner.",
};
var fuzzSeed = new Option<long>("--seed")
{
    Description = "The same seed draws the same questions (0).",
};
var fuzzFamily = new Option<string?>("--family")
{
    Description = "A family, such as Convolution; all of them where none is given.",
};
var questions = new Option<DirectoryInfo>("--out")
{
    Description = "The folder for the questions on which the sides differ.",
    DefaultValueFactory = _ => new DirectoryInfo("fuzz"),
};
var judge = new Option<bool>(JudgeProcess.Word) { Hidden = true };
var fuzz = new Command(
    "fuzz",
    "Draws modules, options, shapes and numbers, and holds both sides against each other on them; a question on which they differ is made small and written to a file that check runs again, and that snapshots/generate.py record --question asks PyTorch. Ends with 0 where they never differ, 1 where they do."
)
{
    cases,
    minutes,
    fuzzSeed,
    fuzzFamily,
    questions,
    judge,
};
fuzz.SetAction(result =>
    Guarded(() =>
        result.GetValue(judge)
            ? JudgeProcess.Serve()
            : FuzzCommand.Run(
                Find(result),
                result.GetValue(cases),
                result.GetValue(minutes),
                result.GetValue(fuzzSeed),
                result.GetValue(fuzzFamily),
                result.GetValue(questions)!
            )
    )
);

var program = new RootCommand(
    "Every concept twice, from scratch and on TorchSharp, compared with real PyTorch."
)
{
    root,
    engine,
    device,
    json,
    list,
    show,
    check,
    diff,
    train,
    bench,
    fuzz,
    book,
};
program.SetAction(result =>
    Guarded(() =>
    {
        var repository = Find(result);
        return CheckCommand.RunAll(
            repository,
            result.GetValue(engine)!,
            result.GetValue(device)!,
            result.GetValue(json)
        );
    })
);

var parsed = program.Parse(args);
if (parsed.Errors.Count > 0)
    return Complain(parsed.Errors[0].Message);
return parsed.Invoke();

int Guarded(Func<int> run)
{
    try
    {
        return run();
    }
    catch (Exception e)
        when (e
                is UsageException
                    or SnapshotFormatException
                    or PortException
                    or LibTorchUnavailableException
                    or DeviceUnavailableException
                    or IOException
                    or InvalidDataException
                    or UnauthorizedAccessException
        )
    {
        return Complain(e.Message);
    }
}

static int Complain(string message)
{
    // One sentence on one line, whoever wrote it.
    Console.Error.WriteLine(
        "contrast: "
            + string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
    );
    return 2;
}

Repository Find(ParseResult result) =>
    TryFind(result)
    ?? throw new UsageException(
        "this folder is not inside a checkout of Diptych: change into one, or name it with --root."
    );

Repository? TryFind(ParseResult result)
{
    if (result.GetValue(root) is not { } given)
        return Repository.Find(Directory.GetCurrentDirectory())
            ?? Repository.Find(AppContext.BaseDirectory);
    return Repository.IsRoot(given.FullName)
        ? new Repository(given.FullName)
        : throw new UsageException($"{given.FullName} is not a checkout of Diptych.");
}
