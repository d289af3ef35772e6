using Diptych.Comparison;
using Diptych.Contrast;
using Xunit;

namespace Diptych.Parity;

/// <summary><c>contrast show</c>: what is found under a name, and how twins are laid side by side.</summary>
public sealed class ShowTests
{
    // Alignment

    [Fact]
    public void Lines_that_say_the_same_stand_opposite_each_other_and_gaps_are_blank()
    {
        string[] left = ["alpha one", "only left", "beta two", "gamma three"];
        string[] right = ["alpha   one", "beta two", "only right", "also right", "gamma three"];
        var rows = Alignment.Of(left, right);
        Assert.Equal(
            [
                new Row(0, 0, true),
                new Row(1, null, false),
                new Row(2, 1, true),
                new Row(null, 2, false),
                new Row(null, 3, false),
                new Row(3, 4, true),
            ],
            rows
        );
    }

    [Fact]
    public void A_variant_of_a_line_stands_opposite_it_without_being_the_same()
    {
        var rows = Alignment.Of(
            ["a long new thing", "static int Size(long? dim, int rank) =>"],
            ["static long Size(long? dim, Tensor input) =>"]
        );
        Assert.Equal([new Row(0, null, false), new Row(1, 0, false)], rows);
    }

    [Fact]
    public void A_brace_is_opposite_only_one_of_its_own_level()
    {
        var rows = Alignment.Of(["void F()", "{", "    }", "}"], ["void F()", "{", "}"]);
        Assert.Equal(
            [
                new Row(0, 0, true),
                new Row(1, 1, true),
                new Row(2, null, false),
                new Row(3, 2, true),
            ],
            rows
        );
    }

    [Fact]
    public void Every_line_of_all_twins_is_shown_once_and_in_its_order()
    {
        foreach (var address in Catalogue.Concepts.Select(concept => concept.Address).Distinct())
        {
            var left = SourceFile.Read(Checkout.Repository.Source("Scratch", address)).Lines;
            var right = SourceFile.Read(Checkout.Repository.Source("Reference", address)).Lines;
            var rows = Alignment.Of(left, right);
            Assert.Equal(
                Enumerable.Range(0, left.Count),
                rows.Select(row => row.Left).OfType<int>()
            );
            Assert.Equal(
                Enumerable.Range(0, right.Count),
                rows.Select(row => row.Right).OfType<int>()
            );
        }
    }

    [Theory]
    [InlineData(160)]
    [InlineData(80)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var left = SourceFile.Read(Checkout.Repository.Source("Scratch", "Convolution/Conv"));
        var right = SourceFile.Read(Checkout.Repository.Source("Reference", "Convolution/Conv"));
        var lines = SideBySide
            .Lines(("left", left.Lines), ("right", right.Lines), width)
            .Select(Spectre.Console.Markup.Remove)
            .ToList();
        Assert.All(lines, line => Assert.True(SideBySide.Width(line) <= width, line));
        Assert.Equal(
            width == 160,
            lines.Exists(line => line.Contains(" ═ ", StringComparison.Ordinal))
        );
    }

    // Parts of a file

    const string Two = """
        namespace Some;

        /// <summary>The first: y = <c>2</c> x with <paramref name="x"/> &gt; 0.</summary>
        public sealed class First : Ground
        {
            public int Run() => Functional.First(1);
        }

        /// <summary>The second.</summary>
        public sealed class Second : Ground;

        /// <summary>What both have: y = f(x).</summary>
        public abstract class Ground
        {
            int held;

            public int Held() => held;
        }

        public static partial class Functional
        {
            /// <summary>One.</summary>
            public static int First(int x)
            {
                var y = x;

                return new FirstOperation(y).Apply();
            }

            public static int Second(int x) => x;

            sealed class FirstOperation(int x)
            {
                // dx = 2 dy
                // and no more
                protected override Tensor?[] Backward(Tensor dy) => [dy * 2];
            }
        }
        """;

    [Fact]
    public void Of_a_file_with_several_concepts_one_is_shown_with_all_that_it_mentions()
    {
        var lines = SourceFile.Of(Two).About(["First"])!;
        var text = string.Join('\n', lines);
        Assert.StartsWith("/// <summary>The first", text, StringComparison.Ordinal);
        foreach (
            var there in new[]
            {
                "class Ground",
                "int held",
                "static int First",
                "class FirstOperation",
                "return new",
            }
        )
            Assert.Contains(there, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Second", text, StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("class Functional", StringComparison.Ordinal));
        Assert.Equal(
            lines.Count(line => line.Contains('{', StringComparison.Ordinal)),
            lines.Count(line => line.Contains('}', StringComparison.Ordinal))
        );
        Assert.Null(SourceFile.Of(Two).About(["Third"]));
    }

    [Fact]
    public void A_formula_comes_from_the_docstring_of_the_class_and_of_what_it_derives_from()
    {
        Assert.Equal(
            ["The first: y = 2 x with x > 0.", "What both have: y = f(x)."],
            SourceFile.Of(Two).Summaries(["First"])
        );
        Assert.Equal(["dx = 2 dy", "and no more"], SourceFile.Gradients(SourceFile.Of(Two).Lines));
    }

    [Theory]
    [InlineData("nn.BatchNorm1d", "Batch normalization of (N, C)")]
    [InlineData("nn.init", "What parameters begin with")]
    [InlineData("chain_rule", "The chain rule by hand")]
    public void A_class_comes_before_its_functional_forms_and_a_static_class_before_its_functions(
        string name,
        string beginning
    )
    {
        var concept = Catalogue.Concepts.Single(concept => concept.Name == name);
        Assert.StartsWith(
            beginning,
            SourceFile
                .Read(Checkout.Repository.Source("Scratch", concept.Address))
                .Summaries(ConceptText.Declared(concept))[0],
            StringComparison.Ordinal
        );
    }

    // Sentences

    [Fact]
    public void Every_concept_has_a_sentence_in_either_language()
    {
        var lacking = Catalogue
            .Concepts.Where(concept => !Sentences.Chinese.ContainsKey(concept.Name))
            .Select(concept => $"[\"{concept.Name}\"] = \"…\", // {concept.Chinese}")
            .ToList();
        Assert.True(
            lacking.Count == 0,
            "src/Comparison/Catalogue/Sentences.cs lacks\n" + string.Join('\n', lacking)
        );
        var silent = Catalogue
            .Concepts.Where(concept =>
                SourceFile
                    .Read(Checkout.Repository.Source("Scratch", concept.Address))
                    .Summaries(ConceptText.Declared(concept))
                    .Count == 0
            )
            .Select(concept => concept.Name)
            .ToList();
        Assert.True(silent.Count == 0, "no docstring tells of " + string.Join(", ", silent));
    }

    [Fact]
    public void Every_sentence_is_of_a_concept() =>
        Assert.Empty(
            Sentences.Chinese.Keys.Except(Catalogue.Concepts.Select(concept => concept.Name))
        );

    // Names

    [Theory]
    [InlineData("Sofmax", "nn.Softmax")]
    [InlineData("crossentropyloss2", "nn.CrossEntropyLoss")]
    [InlineData("mse_los", "nn.functional.mse_loss")]
    [InlineData("BatchNrom1d", "nn.BatchNorm1d")]
    [InlineData("Normalisation", "Normalization")]
    public void A_name_that_there_is_not_has_a_nearest_one(string typed, string meant)
    {
        Assert.Empty(Catalogue.Search(typed));
        Assert.Equal(meant, Nearest.To(typed)[0]);
    }

    [Fact]
    public void Nothing_is_near_to_nonsense() => Assert.Empty(Nearest.To("qqqqqqqqqq"));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("adma", "Adam", 1)]
    [InlineData("", "abc", 3)]
    public void A_distance_counts_letters_put_in_taken_out_changed_or_swapped(
        string a,
        string b,
        int distance
    ) => Assert.Equal(distance, Nearest.Distance(a, b));

    [Theory]
    [InlineData("BatchNorm", 3)]
    [InlineData("layernorm", 1)]
    [InlineData("层归一化", 1)]
    [InlineData("nn.functional.mse_loss", 1)]
    public void A_concept_is_found_by_its_topic_its_function_and_in_either_language(
        string words,
        int count
    ) => Assert.Equal(count, Catalogue.Search(words).Count);

    // Transcripts, claims, and the whole

    [Fact]
    public void A_character_that_differs_is_marked_in_a_pipe_too()
    {
        var marked = ShowCommand
            .Marked(["same", "0.10", "more"], ["same", "0.20", "more", "less"])
            .Select(Spectre.Console.Markup.Remove);
        Assert.Equal(["same", "0.10", "  ^", "more", "(a line is missing)"], marked);
    }

    [Fact]
    public void The_tests_that_settle_errata_are_found_among_the_claims()
    {
        var claims = Claims.All(Checkout.Repository);
        var errata = Claims.Errata(Checkout.Repository);
        Assert.True(errata.Count >= 25);
        foreach (var test in errata.SelectMany(erratum => erratum.Tests))
            Assert.Contains(claims, claim => claim.Test == test);
        var sigmoid = Catalogue.Search("Sigmoid").Single();
        var about = claims.Where(claim => Claims.IsAbout(claim, sigmoid)).ToList();
        Assert.Contains(
            about,
            claim =>
                claim.Test
                == "ActivationTests.Sigmoid_is_strictly_increasing_with_a_slope_of_at_most_a_quarter"
        );
        Assert.True(about.Count < claims.Count / 4);
    }

    [Fact]
    public void Show_tells_formula_sources_transcripts_claims_and_errors_in_plain_text()
    {
        var (code, output, _) = ProgramRun.Of("show", "Sigmoid");
        Assert.Equal(0, code);
        Assert.DoesNotContain('\u001b', output);
        foreach (
            var part in new[]
            {
                "y = 1 / (1 + e⁻ˣ)",
                Sentences.Chinese["nn.Sigmoid"],
                "gradient: dx = ",
                "src/Scratch/Activation/Sigmoid.cs",
                "src/Reference/Activation/Sigmoid.cs",
                "public sealed class Sigmoid",
                "TorchSharp: equal",
                "Erratum 1 ",
                "float64",
            }
        )
            Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_of_an_unknown_name_ends_with_2_and_one_line()
    {
        var (code, output, error) = ProgramRun.Of("show", "Sofmax");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("did you mean nn.Softmax", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }
}
