using ColorCode;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>The page of a topic: the arithmetic beside the call first, then all that proves it.</summary>
sealed class TopicPage(
    Repository repository,
    IReadOnlyList<Claim> claims,
    IReadOnlyList<Erratum> errata,
    Func<Topic, string, Html> transcripts
)
{
    /// <summary>The page.</summary>
    /// <param name="topic">What it is of.</param>
    /// <param name="figures">Its pictures.</param>
    /// <param name="cases">Its snapshots, run.</param>
    /// <param name="before">The topic before it, or null.</param>
    /// <param name="after">The one behind it.</param>
    public string Of(
        Topic topic,
        IReadOnlyList<Html> figures,
        IReadOnlyList<RunCase> cases,
        Topic? before,
        Topic? after
    )
    {
        var main = topic.Main;
        var formulas = Formulas.Of(repository, main);
        return Layout.Page(
            $"{topic.Name} · Diptych",
            "../",
            "topic",
            Html.Of(
                $"""
                <nav class="crumbs" aria-label="Where"><a href="../index.html">Index</a> / <a href="../index.html#{topic.Family.Name}">{topic.Family.English}</a></nav>
                <h1>{topic.Name} <small>{topic.English} <span lang="zh">{topic.Chinese}</span></small></h1>
                {(
                    formulas.Sentence.Text.TrimEnd('.') == topic.Name
                        ? Html.None
                        : Html.Of($"<p class=\"lead\">{formulas.Sentence}</p>")
                )}
                <p class="lead" lang="zh">{Sentences.Chinese.GetValueOrDefault(main.Name)}</p>
                {(topic.Concepts.Count == 1 ? Functions(main) : Html.None)}
                {Formula(formulas)}
                {Core(main)}
                {Layout.Section(
                    "figures",
                    figures.Count == 1 ? "Picture" : "Pictures",
                    Html.Of(figures)
                )}
                {Layout.Section("concepts", "Concepts of this page", Concepts(topic))}
                {Files(topic)}
                {Layout.Section("asked", "What PyTorch was asked", Python(topic))}
                {Layout.Section(
                    "example",
                    "What the example prints",
                    Html.Of(
                        topic.Concepts.Select(concept => concept.Example).Where(example =>
                            example != ""
                        ).Distinct().Select(example => transcripts(topic, example))
                    ),
                    "Recorded from PyTorch, and printed now by either side; characters that differ from PyTorch's are marked."
                )}
                {Layout.Section(
                    "claims",
                    "What is claimed, and holds on both sides",
                    ClaimsOf(topic)
                )}
                {Layout.Section("numbers", "The numbers", Cases(cases))}
                {(
                    cases.Any(HasNumbers)
                        ? Html.Of($"<script>book.data = \"{topic.Name}.numbers.js\"</script>")
                        : Html.None
                )}
                <nav class="turn" aria-label="Other pages">
                {Turn("prev", before)}
                {Turn("next", after)}
                </nav>
                """
            )
        );
    }

    static bool HasNumbers(RunCase run) => run.Results.Any(result => result.Compared.Count > 0);

    static Html Turn(string which, Topic? topic) =>
        topic is null
            ? Html.None
            : Html.Of(
                $"<a rel=\"{which}\" href=\"../{topic.Page}\"><small>{(which == "prev" ? "Before" : "Next")}</small>{topic.Name}</a>"
            );

    static Html Formula(Formulas formulas) =>
        formulas.Values.Count + formulas.Gradients.Count == 0
            ? Html.None
            : Html.Of(
                $"""
                <div class="formulas">
                {Panel("Forward", formulas.Values)}
                {Panel("Gradient", formulas.Gradients)}
                </div>
                """
            );

    static Html Panel(string title, IReadOnlyList<string> lines) =>
        lines.Count == 0
            ? Html.None
            : Html.Of(
                $"<div class=\"formula\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><h2>{title}</h2>{lines.Select(line => Html.Of($"<p>{line.Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => Typeset(part))}</p>"))}</div>"
            );

    // A line without a formula in it is a sentence.
    static Html Typeset(string line) =>
        line.IndexOfAny(['=', '←', 'Σ', '·', '√', '⌊', '−']) < 0
            ? Html.Of($"<span class=\"words\">{line}</span>")
        : line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
        && !line[..colon].Contains('=', StringComparison.Ordinal)
            ? Html.Of(
                $"<span class=\"words\">{line[..(colon + 1)]}</span> {MathMl.Of(line[(colon + 2)..], display: true)}"
            )
        : MathMl.Of(line, display: true);

    Html Core(Concept concept)
    {
        var (scratch, reference) = (
            Heart.Of(repository, "Scratch", concept),
            Heart.Of(repository, "Reference", concept)
        );
        return scratch.Lines.Count == 0 || reference.Lines.Count == 0
            ? Html.None
            : Html.Of(
                $"""
                <section id="core" aria-label="The arithmetic beside the call">
                {Sources.Twins(
                    ("the arithmetic", scratch.Path, scratch.Lines),
                    ("the call", reference.Path, reference.Lines),
                    opposite: false
                )}
                </section>

                """
            );
    }

    Html Concepts(Topic topic) =>
        topic.Concepts.Count == 1
            ? Html.None
            : Html.Of(
                $"<dl class=\"concepts\">{topic.Concepts.Select(concept => Html.Of(
                    $"""
                    <div id="{concept.ShortName}"><dt><code>{concept.Name}</code> {concept.English} <span lang="zh">{concept.Chinese}</span></dt>
                    <dd>{Formulas.Of(repository, concept).Sentence} <span lang="zh">{Sentences.Chinese.GetValueOrDefault(concept.Name)}</span>{(concept.Functions.Length > 0 ? Functions(concept) : Html.None)}</dd></div>

                    """))}</dl>"
            );

    static Html Functions(Concept concept) =>
        Html.Of(
            $"<p class=\"functions\"><code>{concept.Name}</code>{concept.Functions.Select(function => Html.Of($" <code>{function}</code>"))}</p>"
        );

    Html Files(Topic topic)
    {
        var (scratch, reference) = (
            SourceFile.Read(repository.Source("Scratch", topic.Address)).Lines,
            SourceFile.Read(repository.Source("Reference", topic.Address)).Lines
        );
        return Layout.Section(
            "sources",
            "Both sources, line by line",
            Sources.Twins(
                ("", $"src/Scratch/{topic.Address}.cs", scratch),
                ("", $"src/Reference/{topic.Address}.cs", reference)
            ),
            "A line and its twin are marked together, under the pointer or with the arrow keys."
        );
    }

    Html Python(Topic topic)
    {
        var path = $"snapshots/{topic.Address}.py";
        var file = Path.Combine(repository.Root, path);
        return File.Exists(file)
            ? Html.Of(
                $"<details class=\"fold\"><summary>{path}, a line a case</summary>{Sources.Single(path, File.ReadAllText(file).TrimEnd().ReplaceLineEndings("\n").Split('\n'), Languages.Python)}</details>"
            )
            : Html.None;
    }

    Html ClaimsOf(Topic topic)
    {
        var own = claims
            .Where(claim => topic.Concepts.Any(concept => Claims.IsAbout(claim, concept)))
            .ToList();
        var wrong = errata
            .Where(erratum => topic.Concepts.Any(concept => Claims.IsAbout(erratum, concept, own)))
            .ToList();
        return own.Count + wrong.Count == 0
            ? Html.None
            : Html.Of(
                $"""
                {wrong.Select(Erratum)}
                {(
                    own.Count == 0
                        ? Html.None
                        : Html.Of(
                            $"<ul class=\"claims\">{own.Select(claim => Html.Of($"<li><span class=\"good\" aria-hidden=\"true\">✓</span> {claim.Sentence} <span class=\"path\">{claim.Family}/{claim.Test[..claim.Test.IndexOf('.', StringComparison.Ordinal)]}</span></li>\n"))}</ul>"
                        )
                )}
                """
            );
    }

    static Html Erratum(Erratum erratum) =>
        Html.Of(
            $"""
            <aside class="erratum"><h3>Erratum {erratum.Number} <span lang="zh">{erratum.Heading}</span></h3>
            <p><b>The notes</b> {erratum.Notes}</p><p><b>The truth</b> {erratum.Truth}</p>
            <p class="path">{string.Join(", ", erratum.Tests)}</p></aside>

            """
        );

    static Html Cases(IReadOnlyList<RunCase> cases)
    {
        if (cases.Count == 0)
            return Html.None;
        var (scratch, torchsharp) = (Good("scratch"), Good("torchsharp"));
        return Html.Of(
            $"""
            <p class="about">{cases.Count} cases of PyTorch {cases[
                0
            ].Snapshot.Recorded.Torch}, run now in float32: {scratch} equal on Scratch, {torchsharp} on TorchSharp. Open one for its maps: the three sides, and what separates them from PyTorch. ⟨4×5⟩ stands for a tensor of that shape; the limit is what README says of “equal”.</p>
            <div class="runs">
            {Numbers.List(cases)}</div>
            """
        );

        int Good(string engine) =>
            cases.Count(run =>
                run.Results.Any(result =>
                    result.Engine == engine && result.Verdict == Verdict.Passed
                )
            );
    }
}
