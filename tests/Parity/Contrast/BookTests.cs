using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Diptych.Comparison;
using Diptych.Contrast;
using Diptych.Contrast.Book;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary><c>contrast book</c> without a browser: its files, and how they get to their place.</summary>
public sealed partial class BookTests(BookTests.Made made) : IClassFixture<BookTests.Made>
{
    /// <summary>A book, made once.</summary>
    public sealed class Made
    {
        static readonly string[] Run =
        [
            "Activation/Sigmoid",
            "Optim/StepLR",
            "Random/RandomStream",
            "Sparse/Embedding",
        ];

        public SortedDictionary<string, byte[]> Files { get; } = Build();

        public static SortedDictionary<string, byte[]> Build() =>
            new BookBuilder(Checkout.Repository).Build(
                topic => Run.Contains(topic.Address),
                () => { }
            );

        public string Text(string name) => Encoding.UTF8.GetString(Files[name]);

        public IEnumerable<string> Pages =>
            Files.Keys.Where(name => name.EndsWith(".html", StringComparison.Ordinal));
    }

    // What is in it

    [Fact]
    public void Every_concept_has_a_page_an_entry_in_the_index_and_one_in_the_search()
    {
        var (index, search) = (made.Text("index.html"), made.Text("search.js"));
        foreach (var topic in Topic.All)
        {
            Assert.Contains($"href=\"{topic.Page}\"", index, StringComparison.Ordinal);
            var page = made.Text(topic.Page);
            foreach (var concept in topic.Concepts)
            {
                Assert.Contains($"<code>{concept.Name}</code>", page, StringComparison.Ordinal);
                Assert.Contains(Sentences.Chinese[concept.Name], page, StringComparison.Ordinal);
                Assert.Contains($"\n[\"{concept.Name}\",", search, StringComparison.Ordinal);
            }
        }
        Assert.Equal(Catalogue.Concepts.Count, Topic.All.Sum(topic => topic.Concepts.Count));
    }

    [Fact]
    public void Every_page_begins_with_the_arithmetic_and_the_call_and_has_both_sources()
    {
        var lacking = Topic
            .All.Where(topic =>
                Part(made.Text(topic.Page), "core") is not { } core
                || Lines(core) < 2
                || Part(made.Text(topic.Page), "sources") is null
            )
            .Select(topic => topic.Address);
        Assert.Empty(lacking);

        static int Lines(string part) => Regex.Count(part, "<span class=\"l\"");
    }

    [Fact]
    public void Twin_lines_have_one_number_on_either_side()
    {
        var sources = Part(made.Text("Activation/Sigmoid.html"), "sources")!;
        var sides = sources
            .Split("<figure", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(side => Row().Matches(side).Select(match => match.Groups[1].Value).ToList())
            .ToList();
        Assert.Equal(2, sides.Count);
        Assert.NotEmpty(sides[0]);
        Assert.Equal(sides[0], sides[1]);
    }

    [Fact]
    public void A_page_shows_transcript_erratum_claims_python_and_numbers()
    {
        var page = made.Text("Activation/Sigmoid.html");
        foreach (
            var part in new[]
            {
                "the same, character by character",
                "Erratum 1 ",
                "strictly increasing",
                "snapshots/Activation/Sigmoid.py",
                "nn.Sigmoid()(",
                "<details class=\"run\" data-case=",
                "Sigmoid.numbers.js",
            }
        )
            Assert.Contains(part, page, StringComparison.Ordinal);
        var numbers = made.Text("Activation/Sigmoid.numbers.js");
        Assert.Contains("[\"output.0\",[7],\"", numbers, StringComparison.Ordinal);
        Assert.Contains("[\"gradient.input.0\"", numbers, StringComparison.Ordinal);
        Assert.Contains(
            "torch.rand",
            made.Text("Random/RandomStream.numbers.js"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_picture_says_in_words_what_it_shows()
    {
        foreach (var page in made.Pages)
        foreach (Match svg in Picture().Matches(Body(made.Text(page))))
            Assert.True(
                Regex.IsMatch(svg.Value, "role=\"img\" aria-label=\"[^\"]{20,}\""),
                $"{page}: {svg.Value}"
            );
        foreach (
            var topic in new[]
            {
                "Activation/GELU",
                "Convolution/Conv",
                "Pooling/MaxPool",
                "Optim/Adam",
                "Optim/CosineAnnealingLR",
                "Transformer/MultiheadAttention",
                "Backpropagation/ChainRule",
            }
        )
            Assert.Matches(Picture(), Body(made.Text(topic + ".html")));
    }

    // Links

    [Fact]
    public void No_link_is_dead()
    {
        var dead = new List<string>();
        foreach (var page in made.Pages)
        foreach (Match match in Link().Matches(made.Text(page)))
        {
            var link = match.Groups[1].Value;
            if (link.StartsWith("data:", StringComparison.Ordinal))
                continue;
            var target = new Uri(new Uri("file:///" + page), link);
            var name = target.AbsolutePath[1..];
            if (
                !made.Files.ContainsKey(name)
                || (
                    target.Fragment.Length > 1
                    && !made.Text(name)
                        .Contains($"id=\"{target.Fragment[1..]}\"", StringComparison.Ordinal)
                )
            )
                dead.Add($"{page}: {link}");
        }
        foreach (Match match in Found().Matches(made.Text("search.js")))
            if (
                match.Groups["id"] is { Success: true, Value: var id }
                && !made.Text(match.Groups["page"].Value)
                    .Contains($"id=\"{id}\"", StringComparison.Ordinal)
            )
                dead.Add($"search: {match.Value}");
        Assert.Empty(dead);
    }

    [Fact]
    public void Nothing_is_fetched_from_a_network()
    {
        foreach (var page in made.Pages)
            Assert.DoesNotContain(
                Link().Matches(made.Text(page)),
                match => match.Groups[1].Value.Contains("//", StringComparison.Ordinal)
            );
        foreach (var asset in new[] { "book.css", "book.js", "search.js" })
            Assert.DoesNotMatch(@"https?:|//[a-z]+\.[a-z]|@import|url\(|fetch\(", made.Text(asset));
    }

    [Fact]
    public void A_second_book_has_the_same_bytes()
    {
        var second = Made.Build();
        Assert.Equal(made.Files.Keys, second.Keys);
        foreach (var (name, bytes) in made.Files)
            Assert.True(bytes.AsSpan().SequenceEqual(second[name]), name);
    }

    // Formulas

    [Theory]
    [InlineData(
        "y = 1 / (1 + e⁻ˣ)",
        "y=11+e−x",
        "<mfrac><mrow><mn>1</mn></mrow><mrow><mrow><mn>1</mn>"
    )]
    [InlineData("√(σ² + ε)", "σ2+ε", "<msqrt>")]
    [InlineData("x / (1 + |x|)", "x1+|x|", "<mo stretchy=\"false\">|</mo>")]
    [InlineData("e^(−x²/2)", "e−x2/2", "<msup><mrow><mi>e</mi></mrow><mrow>")]
    [InlineData("Σ_c w[o, c]", "∑cw[o,c]", "<munder>")]
    [InlineData("lr·m̂ / (√v̂ + ε)", "lr·m^v^+ε", "<mover accent=\"true\"><mi>m</mi>")]
    [InlineData("y = x where x > 0", "y=x where x>0", "<mtext>")]
    public void A_formula_is_typeset_as_it_is_read(string formula, string read, string part)
    {
        var math = MathMl.Of(formula).Text;
        Assert.Contains(part, math, StringComparison.Ordinal);
        Assert.Equal(
            read,
            XElement.Parse(math.Replace("&#160;", " ", StringComparison.Ordinal)).Value
        );
    }

    [Fact]
    public void Every_formula_is_sound_and_leaves_nothing_out()
    {
        static string Letters(string text) =>
            string.Concat(
                // Raised and lowered ones are letters of another sort.
                text.Where(c =>
                    char.GetUnicodeCategory(c)
                        is UnicodeCategory.LowercaseLetter
                            or UnicodeCategory.UppercaseLetter
                            or UnicodeCategory.DecimalDigitNumber
                    && c is not ('Σ' or '∑')
                    && !(c is >= 'ᵢ' and <= 'ᵪ')
                )
            );
        var count = 0;
        foreach (var page in made.Pages)
        foreach (Match match in Math().Matches(made.Text(page)))
        {
            var math = XElement.Parse(match.Value.Replace("&#160;", " ", StringComparison.Ordinal));
            var read = Letters(math.Value);
            foreach (var c in Letters((string)math.Attribute("alttext")!).Distinct())
                Assert.True(
                    read.Contains(c, StringComparison.Ordinal),
                    $"{page}: {c} of {math.Attribute("alttext")}"
                );
            count++;
        }
        Assert.True(count > 200, $"{count} formulas");
    }

    // Parts

    [Fact]
    public void What_is_put_into_a_page_is_encoded_unless_it_is_html()
    {
        var inner = Html.Of($"<b>{"x < y & \"z\""}</b>");
        Assert.Equal(
            "<p><b>x &lt; y &amp; &quot;z&quot;</b> 1.5 &lt;i&gt;</p>",
            Html.Of($"<p>{inner} {1.5} {"<i>"}</p>").Text
        );
    }

    [Fact]
    public void The_tape_has_the_gradients_that_backward_leaves()
    {
        Torch.ManualSeed(0);
        var layer = new Linear(3, 2);
        var x = Torch.Randn([4, 3]);
        var loss = (layer.Forward(x).Tanh() * 3).Pow(2).Mean();
        var steps = Tape.Walk(
            loss,
            new Dictionary<Tensor, string> { [layer.Weight] = "W", [layer.Bias!] = "b" }
        );
        loss.Backward();
        foreach (var (name, leaf) in new[] { ("W", layer.Weight), ("b", layer.Bias!) })
            Assert.Equal(
                leaf.Grad!.ToArray<float>(),
                steps.Single(step => step.Title == name).Gradient!.ToArray<float>()
            );
        Assert.Equal(1, steps[^1].Gradient!.Item());
        Assert.All(
            steps.Index(),
            step => Assert.All(step.Item.From, from => Assert.True(from < step.Index))
        );
    }

    [Fact]
    public void A_contour_lies_where_the_height_is()
    {
        // A plane that rises by one a column.
        double[] heights = [0, 1, 2, 0, 1, 2];
        var piece = Assert.Single(Contours.At(heights, 3, 1.5));
        Assert.Equal(1.5, piece.From.X);
        Assert.Equal(1.5, piece.To.X);
    }

    // Its place

    [Fact]
    public void A_book_takes_the_place_of_an_earlier_one_and_leaves_nothing_beside()
    {
        var parent = Directory.CreateTempSubdirectory("diptych-book");
        try
        {
            var target = Path.Combine(parent.FullName, "book");
            byte[] mark = [1];
            BookCommand.Put(
                new SortedDictionary<string, byte[]>
                {
                    [BookBuilder.Mark] = mark,
                    ["old.html"] = mark,
                },
                target
            );
            BookCommand.Put(
                new SortedDictionary<string, byte[]>
                {
                    [BookBuilder.Mark] = mark,
                    ["A/new.html"] = mark,
                },
                target
            );
            Assert.Equal([target], Directory.GetFileSystemEntries(parent.FullName));
            Assert.False(File.Exists(Path.Combine(target, "old.html")));
            Assert.True(File.Exists(Path.Combine(target, "A", "new.html")));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_killed_run_left_comes_back_or_goes(bool isThere)
    {
        var parent = Directory.CreateTempSubdirectory("diptych-book");
        try
        {
            var target = Path.Combine(parent.FullName, "book");
            string[] kept = [target + ".mine.old", target + $".{Guid.NewGuid():N}.writing"];
            var gone = target + $".{Guid.NewGuid():N}.writing";
            var old = target + $".{Guid.NewGuid():N}.old";
            foreach (var folder in (string[])[.. kept, gone, old])
                File.WriteAllText(
                    Path.Combine(Directory.CreateDirectory(folder).FullName, BookBuilder.Mark),
                    "old"
                );
            Directory.SetLastWriteTimeUtc(gone, DateTime.UtcNow.AddHours(-2));
            if (isThere)
                File.WriteAllText(
                    Path.Combine(Directory.CreateDirectory(target).FullName, BookBuilder.Mark),
                    "new"
                );
            BookCommand.Recover(target);
            Assert.Equal(
                kept.Append(target).Order(StringComparer.Ordinal),
                Directory.GetFileSystemEntries(parent.FullName).Order(StringComparer.Ordinal)
            );
            Assert.Equal(
                isThere ? "new" : "old",
                File.ReadAllText(Path.Combine(target, BookBuilder.Mark))
            );
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Fact]
    public void Another_folder_is_refused_with_one_sentence_and_stays_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("diptych-book");
        try
        {
            var own = Path.Combine(folder.FullName, "own.txt");
            File.WriteAllText(own, "mine");
            foreach (
                var (target, words) in new[]
                {
                    (folder.FullName, "holds something that is no book"),
                    (own, "is a file"),
                }
            )
            {
                var (code, output, error) = ProgramRun.Of("book", "--out", target);
                Assert.Equal(2, code);
                Assert.Empty(output);
                Assert.Contains(words, error, StringComparison.Ordinal);
                Assert.Single(error.Trim().Split('\n'));
            }
            Assert.Equal([own], Directory.GetFileSystemEntries(folder.FullName));
            Assert.Equal("mine", File.ReadAllText(own));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_folder_must_be_named()
    {
        var (code, _, error) = ProgramRun.Of("book");
        Assert.Equal(2, code);
        Assert.Contains("--out", error, StringComparison.Ordinal);
    }

    static string Body(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];

    static string? Part(string page, string id) =>
        Regex.Match(page, $"<section id=\"{id}\".*?</section>", RegexOptions.Singleline)
            is { Success: true } match
            ? match.Value
            : null;

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("\"(?<page>[A-Za-z]+/[A-Za-z0-9]+\\.html)(?:#(?<id>[^\"]+))?\"")]
    private static partial Regex Found();

    [GeneratedRegex("<svg [^>]*>")]
    private static partial Regex Picture();

    [GeneratedRegex("<math[ >].*?</math>")]
    private static partial Regex Math();

    [GeneratedRegex("data-row=\"(\\d+)\"")]
    private static partial Regex Row();
}
