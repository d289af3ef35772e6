using System.Collections.Concurrent;
using Xunit;

namespace Diptych.Browser;

/// <summary>The book in a browser, opened from the disk.</summary>
public sealed class BookTests(OpenBook book) : IClassFixture<OpenBook>
{
    const string Sigmoid = "Activation/Sigmoid.html";

    // All pages

    [BrowserFact]
    public async Task Every_page_opens_without_an_error_and_without_a_request_that_fails_and_fits_a_telephone()
    {
        const int Tabs = 4;
        var pages = new ConcurrentQueue<string>(book.Pages);
        var troubles = new ConcurrentQueue<string>();
        Assert.True(pages.Count > 150);
        await Task.WhenAll(
            Enumerable
                .Range(0, Tabs)
                .Select(async number =>
                {
                    await using var tab = await book.Open(width: 390, dark: number % 2 == 1);
                    while (pages.TryDequeue(out var page))
                    {
                        await tab.GoTo(page);
                        var wide = await tab.Ask<string>(Tab.TooWide);
                        foreach (var trouble in tab.Troubles().Concat(wide == "" ? [] : [wide]))
                            troubles.Enqueue($"{page}: {trouble}");
                    }
                })
        );
        Assert.True(troubles.IsEmpty, string.Join('\n', troubles.Order()));
    }

    [BrowserFact]
    public async Task Every_picture_has_words_and_every_formula_a_height()
    {
        await using var tab = await book.Open();
        foreach (
            var page in new[]
            {
                Sigmoid,
                "Convolution/Conv.html",
                "Optim/SGD.html",
                "Backpropagation/ChainRule.html",
                "Transformer/MultiheadAttention.html",
            }
        )
        {
            await tab.GoTo(page);
            Assert.Equal(
                0,
                await tab.Ask<int>(
                    "[...document.querySelectorAll('main svg, canvas, img')].filter(e => !(e.ariaLabel ?? e.alt)).length"
                )
            );
            Assert.Equal(
                0,
                await tab.Ask<int>(
                    "[...document.querySelectorAll('math')].filter(e => e.getBoundingClientRect().height < 8).length"
                )
            );
        }
    }

    [BrowserFact]
    public async Task The_arithmetic_beside_the_call_is_on_the_first_screen()
    {
        await using var tab = await book.Open();
        // Every eighth page is enough to see that the head of none grows.
        foreach (var page in book.Pages.Where((page, i) => page != "index.html" && i % 8 == 0))
        {
            await tab.GoTo(page);
            var top = await tab.Ask<double>(
                "document.querySelector('#core pre')?.getBoundingClientRect().top ?? 9999"
            );
            Assert.True(top < 640, $"{page}: the core begins at {top}");
        }
    }

    // Search and keys

    [BrowserFact]
    public async Task A_concept_is_found_by_name_in_either_language_and_opened_with_the_keys()
    {
        await using var tab = await book.Open();
        foreach (
            var (words, wanted) in new[]
            {
                ("sigm", "Activation/Sigmoid.html"),
                ("层归一化", "Normalization/LayerNorm.html"),
                ("mse_loss", "Loss/MSELoss.html"),
                ("batch normalization", "Normalization/BatchNorm.html"),
            }
        )
        {
            await tab.GoTo("index.html");
            await tab.Press("/");
            Assert.Equal("search", await tab.Ask<string>("document.activeElement.id"));
            await tab.Page.Keyboard.SendCharacterAsync(words);
            await tab.Until("document.querySelectorAll('#results [role=option]').length > 0");
            await Task.WhenAll(tab.Page.WaitForNavigationAsync(), tab.Press("Enter"));
            Assert.Contains(wanted, tab.Page.Url, StringComparison.Ordinal);
        }
        Assert.Empty(tab.Troubles());
    }

    [BrowserFact]
    public async Task The_arrows_choose_among_what_was_found_and_escape_leaves()
    {
        await using var tab = await book.Open();
        await tab.GoTo(Sigmoid);
        await tab.Press("/");
        await tab.Page.Keyboard.SendCharacterAsync("conv");
        const string Chosen =
            "[...document.querySelectorAll('#results [role=option]')].findIndex(e => e.ariaSelected === 'true')";
        Assert.Equal(0, await tab.Ask<int>(Chosen));
        await tab.Press("ArrowDown", "ArrowDown", "ArrowUp");
        Assert.Equal(1, await tab.Ask<int>(Chosen));
        await tab.Press("Escape");
        Assert.True(
            await tab.Ask<bool>(
                "document.getElementById('results').hidden && document.activeElement === document.body"
            )
        );
        await tab.Press("/");
        await tab.Page.Keyboard.SendCharacterAsync("qqqq");
        await tab.Until("document.querySelector('#results .none') !== null");
    }

    [BrowserFact]
    public async Task J_and_k_go_from_topic_to_topic_and_from_section_to_section()
    {
        await using var tab = await book.Open();
        await tab.GoTo("index.html");
        await tab.Press("j", "j", "j", "k");
        const string Index =
            "[...document.querySelectorAll('a.step')].indexOf(document.activeElement)";
        Assert.Equal(1, await tab.Ask<int>(Index));
        await tab.Press("ArrowDown");
        Assert.Equal(2, await tab.Ask<int>(Index));
        await Task.WhenAll(tab.Page.WaitForNavigationAsync(), tab.Press("Enter"));
        await tab.Press("j");
        var first = await tab.Ask<string>("document.activeElement.id");
        await tab.Press("j");
        Assert.NotEqual(first, await tab.Ask<string>("document.activeElement.id"));
        await Task.WhenAll(tab.Page.WaitForNavigationAsync(), tab.Press("n"));
        await Task.WhenAll(tab.Page.WaitForNavigationAsync(), tab.Press("p"));
        Assert.Empty(tab.Troubles());
    }

    [BrowserFact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        await using var tab = await book.Open();
        await tab.GoTo(Sigmoid);
        await tab.Press("Tab");
        Assert.Equal("skip", await tab.Ask<string>("document.activeElement.className"));
        await tab.Press("Enter");
        Assert.Equal("main", await tab.Ask<string>("document.activeElement.id"));
    }

    // Twins

    [BrowserFact]
    public async Task A_line_and_its_twin_are_marked_together_under_the_pointer_and_with_the_arrows()
    {
        await using var tab = await book.Open();
        await tab.GoTo(Sigmoid);
        const string Marked =
            "[...document.querySelectorAll('#sources .twins {0}')].map(e => e.textContent.trim())";
        var line = await tab.Page.QuerySelectorAsync(
            "#sources .code:first-child .l[data-row]:nth-child(5)"
        );
        await line.HoverAsync();
        var under = await tab.Ask<string[]>(Marked.Replace("{0}", ".on", StringComparison.Ordinal));
        Assert.Equal(2, under.Length);
        Assert.Equal(under[0], under[1]);

        await tab.Page.FocusAsync("#sources .code:first-child pre");
        await tab.Press("ArrowDown", "j", "ArrowDown", "ArrowDown");
        var at = await tab.Ask<string[]>(Marked.Replace("{0}", ".at", StringComparison.Ordinal));
        Assert.Equal(2, at.Length);
        Assert.Equal(at[0], at[1]);
    }

    // Pictures

    [BrowserFact]
    public async Task A_window_moves_with_the_result_under_the_pointer_and_with_the_arrows()
    {
        await using var tab = await book.Open();
        await tab.GoTo("Pooling/MaxPool.html");
        const string Place =
            "(() => { const r = document.querySelector('svg[data-windows] .in'); return r.getAttribute('x') + ' ' + r.getAttribute('y'); })()";
        var before = await tab.Ask<string>(Place);
        await tab.Page.FocusAsync("svg[data-windows]");
        await tab.Press("ArrowLeft");
        var left = await tab.Ask<string>(Place);
        Assert.NotEqual(before, left);
        await tab.Press("ArrowRight");
        Assert.Equal(before, await tab.Ask<string>(Place));
        var box = await (await tab.Page.QuerySelectorAsync("svg[data-windows]")).BoundingBoxAsync();
        await tab.Page.Mouse.MoveAsync(box.X + box.Width * 0.6m, box.Y + box.Height * 0.1m);
        Assert.NotEqual(before, await tab.Ask<string>(Place));
    }

    // Numbers

    [BrowserFact]
    public async Task The_numbers_of_a_case_come_when_it_is_opened()
    {
        await using var tab = await book.Open(width: 390);
        foreach (
            var page in new[]
            {
                Sigmoid,
                "Normalization/BatchNorm.html",
                "Optim/SGD.html",
                "Optim/StepLR.html",
                "Random/RandomStream.html",
                "Sparse/Embedding.html",
            }
        )
        {
            await tab.GoTo(page);
            await tab.Ask<bool>(
                "(document.querySelectorAll('details.run').forEach(e => e.open = true), true)"
            );
            await tab.Until(
                "[...document.querySelectorAll('details.run .maps')].every(e => e.querySelector('canvas'))"
            );
            Assert.Equal(
                0,
                await tab.Ask<int>(
                    "[...document.querySelectorAll('canvas')].filter(e => !e.ariaLabel || e.width === 0).length"
                )
            );
            Assert.Equal("", await tab.Ask<string>(Tab.TooWide));
            Assert.Empty(tab.Troubles());
        }
    }

    // Light and dark

    [BrowserFact]
    public async Task The_system_chooses_light_or_dark_and_the_button_the_other_for_all_pages()
    {
        const string Brightness =
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]";
        foreach (var dark in new[] { false, true })
        {
            await using var tab = await book.Open(dark: dark);
            await tab.GoTo(Sigmoid);
            Assert.Equal(dark, await tab.Ask<int>(Brightness) < 128);
            await tab.Page.ClickAsync("#theme");
            Assert.Equal(!dark, await tab.Ask<int>(Brightness) < 128);
            await tab.GoTo("Loss/MSELoss.html");
            Assert.Equal(!dark, await tab.Ask<int>(Brightness) < 128);
            Assert.Empty(tab.Troubles());
        }
    }
}
