using System.Text.RegularExpressions;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>The few lines of a concept that everything hangs on: the arithmetic on one side, the call on the other.</summary>
/// <param name="Path">The file that they stand in.</param>
/// <param name="Lines">The lines, from the margin on; none where nothing was found.</param>
sealed partial record Heart(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>So many lines fit on a first screen.</summary>
    const int Most = 26;

    static readonly string[] Operation = ["Forward()", "Backward("];

    /// <summary>Where the heart is not where the rules below look for it: the file, and how the methods' declarations go on.</summary>
    static readonly Dictionary<
        (string Side, string Address),
        (string File, string[] Members)
    > Elsewhere = new()
    {
        [("Scratch", "Activation/Tanh")] = ("Tensors/Operations/Tanh", Operation),
        [("Scratch", "Dropout/FeatureDropout")] = ("Dropout/Dropout", Operation),
        [("Reference", "Dropout/FeatureDropout")] = ("Dropout/FeatureDropout", ["DropChannels("]),
        [("Scratch", "Normalization/BatchNorm")] = ("Normalization/Normalize", Operation),
        [("Scratch", "Normalization/InstanceNorm")] = ("Normalization/Normalize", Operation),
        [("Scratch", "Optim/Adam")] = ("Optim/Adam", ["Move<V>("]),
        [("Reference", "Optim/Adam")] = ("Optim/Adam", ["Descend("]),
        [("Scratch", "Optim/ChainedScheduler")] = ("Optim/ChainedScheduler", ["Step()"]),
        [("Reference", "Optim/ChainedScheduler")] = ("Optim/ChainedScheduler", ["Step()"]),
        [("Scratch", "Optim/LBFGS")] = ("Optim/LBFGS", ["Go("]),
        [("Reference", "Optim/LBFGS")] = ("Optim/LBFGS", ["Go("]),
        [("Scratch", "Optim/ReduceLROnPlateau")] = ("Optim/ReduceLROnPlateau", ["Step(double"]),
        [("Reference", "Optim/ReduceLROnPlateau")] = ("Optim/ReduceLROnPlateau", ["Step(double"]),
        [("Scratch", "Optim/SequentialLR")] = ("Optim/SequentialLR", ["Step()"]),
        [("Reference", "Optim/SequentialLR")] = ("Optim/SequentialLR", ["Step()"]),
        [("Scratch", "Padding/CircularPad")] = ("Convolution/Pad", Operation),
        [("Reference", "Padding/CircularPad")] = ("Convolution/Pad", ["Pad("]),
        [("Scratch", "Padding/ConstantPad")] = ("Convolution/Pad", Operation),
        [("Reference", "Padding/ConstantPad")] = ("Convolution/Pad", ["Pad("]),
        [("Scratch", "Padding/ReflectionPad")] = ("Convolution/Pad", Operation),
        [("Reference", "Padding/ReflectionPad")] = ("Convolution/Pad", ["Pad("]),
        [("Scratch", "Padding/ReplicationPad")] = ("Convolution/Pad", Operation),
        [("Reference", "Padding/ReplicationPad")] = ("Convolution/Pad", ["Pad("]),
        [("Scratch", "Padding/ZeroPad")] = ("Convolution/Pad", Operation),
        [("Reference", "Padding/ZeroPad")] = ("Convolution/Pad", ["Pad("]),
        [("Scratch", "Pooling/AdaptiveAvgPool")] = ("Pooling/AvgPool", Operation),
        [("Scratch", "Pooling/AdaptiveMaxPool")] = ("Pooling/MaxPool", Operation),
        [("Reference", "Pooling/AdaptiveMaxPool")] = (
            "Pooling/AdaptiveMaxPool",
            ["AdaptiveMaxPool2dWithIndices("]
        ),
        [("Scratch", "Pooling/LPPool")] = ("Pooling/LPPool", ["LpPool("]),
        [("Reference", "Pooling/MaxPool")] = ("Pooling/MaxPool", ["MaxPool2dWithIndices("]),
        [("Scratch", "Random/RandomStream")] = (
            "Kernels/RandomTwister",
            ["Twist(Span<uint> x)", "Temper("]
        ),
        [("Reference", "Random/RandomStream")] = ("Random/RandomStream", ["Rand("]),
        [("Scratch", "Recurrent/GRU")] = ("Recurrent/GRU", ["Forward<V, T>(", "Backward<V, T>("]),
        [("Reference", "Recurrent/GRU")] = ("Recurrent/GRU", ["Compute("]),
        [("Scratch", "Recurrent/LSTM")] = ("Recurrent/LSTM", ["Forward<V, T>(", "Backward<V, T>("]),
        [("Reference", "Recurrent/LSTM")] = ("Recurrent/LSTM", ["Compute("]),
        [("Scratch", "Recurrent/RNN")] = ("Recurrent/RNN", ["Forward<V, T>(", "Backward<V, T>("]),
        [("Reference", "Recurrent/RNN")] = ("Recurrent/RNN", ["Compute("]),
        [("Reference", "Sparse/Embedding")] = ("Sparse/Embedding", ["Forward("]),
        [("Reference", "Sparse/EmbeddingBag")] = ("Sparse/EmbeddingBag", ["Forward("]),
        [("Scratch", "Training/CifarNetwork")] = ("Training/CifarNetwork", ["CifarNetwork("]),
        [("Reference", "Training/CifarNetwork")] = ("Training/CifarNetwork", ["CifarNetwork("]),
        [("Scratch", "Transformer/ScaledDotProductAttention")] = (
            "Transformer/ScaledDotProductAttention",
            ["ScaledDotProductAttention("]
        ),
        [("Scratch", "Transformer/Transformer")] = ("Transformer/Transformer", ["Forward("]),
        [("Reference", "Transformer/Transformer")] = ("Transformer/Transformer", ["Forward("]),
        [("Scratch", "Vision/Upsample")] = ("Vision/Interpolate", Operation),
        [("Reference", "Vision/Upsample")] = ("Vision/Interpolate", ["Interpolate("]),
    };

    /// <param name="Name">What it is called.</param>
    /// <param name="Declaration">Its first line.</param>
    /// <param name="Lines">Comment and code, from the margin on.</param>
    sealed record Method(string Name, string Declaration, IReadOnlyList<string> Lines);

    /// <summary>Looks for what computes in Scratch: an operation with its gradient, an optimizer's update, or the function or method itself; or for what calls libtorch in Reference.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="side">Scratch or Reference.</param>
    /// <param name="concept">The concept.</param>
    public static Heart Of(Repository repository, string side, Concept concept)
    {
        if (Elsewhere.TryGetValue((side, concept.Address), out var place))
        {
            var all = Methods(SourceFile.Read(repository.Source(side, place.File)).Lines);
            return new(
                Shown(side, place.File),
                Joined([
                    .. place.Members.Select(member =>
                        all.Find(method =>
                            method.Declaration.Contains(" " + member, StringComparison.Ordinal)
                        )
                        ?? throw new InvalidOperationException(
                            $"{Shown(side, place.File)} has no method {member}"
                        )
                    ),
                ])
            );
        }
        var methods = MethodsOf(repository.Source(side, concept.Address), concept);
        if (side == "Scratch" && Differentiated(methods) is { Count: > 0 } own)
            return new(Shown(side, concept.Address), Joined(own));
        // Several files of a family may share an operation.
        if (side == "Scratch" && Made(methods) is { Count: > 0 } made)
            foreach (
                var file in Directory
                    .EnumerateFiles(
                        System.IO.Path.GetDirectoryName(repository.Source(side, concept.Address))!,
                        "*.cs"
                    )
                    .Order(StringComparer.Ordinal)
            )
                if (
                    SourceFile.Read(file).About(made) is { } found
                    && Differentiated(Methods(found)) is { Count: > 0 } shared
                )
                    return new(
                        Shown(
                            side,
                            $"{concept.Family}/{System.IO.Path.GetFileNameWithoutExtension(file)}"
                        ),
                        Joined(shared)
                    );
        return new(
            Shown(side, concept.Address),
            Called(methods, concept) is { } one ? Joined([one]) : []
        );
    }

    static string Shown(string side, string address) => $"src/{side}/{address}.cs";

    static List<Method> MethodsOf(string path, Concept concept)
    {
        var source = SourceFile.Read(path);
        return Methods(source.About(ConceptText.Declared(concept)) ?? source.Lines);
    }

    static List<string> Made(List<Method> methods) =>
        [
            .. methods
                .SelectMany(method => method.Lines)
                .SelectMany(line => New().Matches(line))
                .Select(match => match.Groups["name"].Value)
                .Distinct(),
        ];

    static List<Method> Differentiated(List<Method> methods)
    {
        var forward = methods.FindIndex(method =>
            method.Declaration.StartsWith(
                "protected override Tensor Forward()",
                StringComparison.Ordinal
            )
        );
        return forward < 0
            ? []
            :
            [
                methods[forward],
                .. methods.Skip(forward + 1).Where(method => method.Name == "Backward").Take(1),
            ];
    }

    // An optimizer's update, a schedule's rate, the function that is meant, or what a module does.
    static Method? Called(List<Method> methods, Concept concept)
    {
        // A class of several may have its function with another.
        List<string> functions =
        [
            .. ConceptText.Declared(concept),
            .. concept.Functions.Length > 0
                ? []
                : Catalogue
                    .Concepts.Where(other => other.Address == concept.Address)
                    .SelectMany(ConceptText.Declared),
        ];
        return methods.Find(method => method.Name == "Move")
            ?? methods.Find(method =>
                method.Name == "Update"
                && method.Declaration.Contains("override", StringComparison.Ordinal)
            )
            ?? methods.Find(method => method.Name == "GetLr")
            ?? methods.Find(method =>
                functions.Contains(method.Name)
                && method.Declaration.Contains("static ", StringComparison.Ordinal)
            )
            ?? methods.Find(method => method.Name is "Forward" or "Step" or "GetItem")
            ?? methods.Find(method =>
                method.Name != concept.ShortName
                && method.Declaration.StartsWith("public", StringComparison.Ordinal)
            )
            ?? methods.FirstOrDefault();
    }

    static List<string> Joined(IReadOnlyList<Method> methods)
    {
        var lines = new List<string>();
        foreach (var method in methods)
        {
            if (lines.Count > 0)
                lines.Add("");
            lines.AddRange(Unguarded(method.Lines));
        }
        // Of a long one the beginning looks at options; the arithmetic comes behind the first gap.
        if (
            lines.Count > Most
            && methods.Count == 1
            && lines.IndexOf("") is > 0 and var gap
            && gap < lines.Count / 2
        )
            lines = [lines[0], "    // …", .. lines.Skip(gap + 1)];
        return lines.Count > Most ? [.. lines.Take(Most - 1), "    // …"] : lines;
    }

    // What refuses bad input is with the whole source.
    static List<string> Unguarded(IReadOnlyList<string> lines)
    {
        var kept = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var indent = line.Length - line.TrimStart().Length;
            if (Guard().IsMatch(line))
                continue;
            if (line.TrimStart().StartsWith("if (", StringComparison.Ordinal))
            {
                var condition = i;
                if (line.EndsWith('('))
                    while (
                        condition < lines.Count - 1
                        && lines[condition] != new string(' ', indent) + ")"
                    )
                        condition++;
                var then = condition + 1;
                if (
                    then < lines.Count
                    && lines[then].TrimStart().StartsWith("throw ", StringComparison.Ordinal)
                )
                {
                    for (i = then; i < lines.Count - 1 && !lines[i].EndsWith(';'); )
                        i++;
                    continue;
                }
            }
            kept.Add(line);
        }
        // No gap where guards stood.
        for (var i = kept.Count - 1; i > 0; i--)
            if (kept[i] == "" && kept[i - 1] is ("{" or ""))
                kept.RemoveAt(i);
        return kept;
    }

    static List<Method> Methods(IReadOnlyList<string> lines)
    {
        var methods = new List<Method>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (Declaration().Match(lines[i]) is not { Success: true } match)
                continue;
            var margin = match.Groups["margin"].Value;
            var from = i;
            while (from > 0 && lines[from - 1].StartsWith(margin + "// ", StringComparison.Ordinal))
                from--;
            // A body in braces ends with its brace, an expression with its semicolon.
            var (to, isBlock) = (i, false);
            for (; to < lines.Count - 1; to++)
            {
                isBlock |= lines[to] == margin + "{";
                if (
                    isBlock
                        ? lines[to] == margin + "}"
                        : lines[to].EndsWith(';')
                            || lines[to].EndsWith("{ }", StringComparison.Ordinal)
                )
                    break;
            }
            List<string> text =
            [
                .. lines
                    .Skip(from)
                    .Take(to - from + 1)
                    .Select(line => line.Length > margin.Length ? line[margin.Length..] : ""),
            ];
            methods.Add(
                new(match.Groups["name"].Value, lines[i].Trim(), Shortened(text, i - from))
            );
            i = to;
        }
        return methods;
    }

    // Of a list of parameters that is broken over lines the names are with the whole source.
    static List<string> Shortened(List<string> lines, int declaration)
    {
        var end = lines.FindIndex(line => line.StartsWith(')'));
        return lines[declaration].EndsWith('(') && end > declaration
            ?
            [
                .. lines.Take(declaration),
                lines[declaration] + "…" + lines[end],
                .. lines.Skip(end + 1),
            ]
            : lines;
    }

    [GeneratedRegex(
        @"^(?<margin> {4,8})(?:(?:public|protected|internal|private protected|private|static)(?: static| override| virtual| sealed| abstract)*) (?!protected |readonly )(?:[\w<>\[\], ?().]+? )?(?<name>\w+)(?:<[\w, ]+>)?\("
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(@"new (?<name>[A-Z]\w+)\(")]
    private static partial Regex New();

    [GeneratedRegex(
        @"^ {4}(?:ArgumentNullException|ArgumentOutOfRangeException|Checks|Check\w*)[.\w]*\([^()]*(?:\([^()]*\)[^()]*)*\);$"
    )]
    private static partial Regex Guard();
}
