using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>The index by family, and the index that the search looks through.</summary>
static class IndexPage
{
    static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The first page.</summary>
    public static string Of(IReadOnlyList<Topic> topics, int cases) =>
        Layout.Page(
            "Diptych: every concept twice",
            "",
            "index",
            Html.Of(
                $"""
                <h1>Every concept twice</h1>
                <p class="lead">{topics.Sum(topic =>
                    topic.Concepts.Count
                )} concepts of PyTorch: on the left written out in C#, on the right called from libtorch, and both held to {cases} recorded answers of PyTorch itself.</p>
                <p class="lead" lang="zh">每个概念写两遍：左边是纯 C# 的算式，右边是对 libtorch 的调用，两边都与 PyTorch 记录下来的答案逐一对照。</p>
                <nav class="families" aria-label="Families">{topics.DistinctBy(topic =>
                    topic.Family.Name
                ).Select(topic =>
                    Html.Of($"<a href=\"#{topic.Family.Name}\">{topic.Family.English}</a>")
                )}</nav>
                {topics.GroupBy(topic => topic.Family).Select(Family)}
                <p class="keys"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> next and previous <kbd>Enter</kbd> open <kbd>Esc</kbd> leave</p>
                """
            )
        );

    static Html Family(IGrouping<Family, Topic> family) =>
        Html.Of(
            $"""
            <section id="{family.Key.Name}">
            <h2>{family.Key.English} {(
                family.Key.Chinese == family.Key.English
                    ? Html.None
                    : Html.Of($"<span lang=\"zh\">{family.Key.Chinese}</span>")
            )}</h2>
            <ul class="topics">
            {family.Select(Entry)}
            </ul>
            </section>

            """
        );

    static Html Entry(Topic topic) =>
        Html.Of(
            $"<li><a class=\"step\" href=\"{topic.Page}\"><b>{topic.Name}</b><span>{topic.English}</span><span lang=\"zh\">{topic.Chinese}</span></a></li>\n"
        );

    /// <summary>A script with every concept: names, titles, page.</summary>
    public static string Search(IReadOnlyList<Topic> topics) =>
        "book.index(["
        + string.Join(
            ",",
            topics
                .SelectMany(topic => topic.Concepts.Select(concept => (topic, concept)))
                .Select(pair =>
                    "\n"
                    + JsonSerializer.Serialize(
                        new[]
                        {
                            pair.concept.Name,
                            pair.concept.English,
                            pair.concept.Chinese,
                            string.Join(' ', pair.concept.Functions),
                            pair.topic.Page
                                + (
                                    pair.topic.Concepts.Count > 1
                                        ? "#" + pair.concept.ShortName
                                        : ""
                                ),
                            pair.topic.Family.English,
                        },
                        Json
                    )
                )
        )
        + "\n]);\n";
}
