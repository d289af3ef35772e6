using System.Collections.Concurrent;
using Diptych.Comparison;
using Diptych.Contrast.Book;
using PuppeteerSharp;
using Xunit;

namespace Diptych.Browser;

/// <summary>A book on the disk and a browser to open it, once for all tests.</summary>
public sealed class OpenBook : IAsyncLifetime
{
    /// <summary>The topics whose cases are run: one of each kind of snapshot.</summary>
    static readonly string[] Run =
    [
        "Activation/Sigmoid",
        "Normalization/BatchNorm",
        "Optim/SGD",
        "Optim/StepLR",
        "Random/RandomStream",
        "Sparse/Embedding",
    ];

    readonly string folder = Path.Combine(Path.GetTempPath(), $"diptych-book-{Guid.NewGuid():N}");
    IBrowser? browser;

    /// <summary>Every page by its path in the book.</summary>
    public IReadOnlyList<string> Pages { get; private set; } = [];

    /// <summary>Writes the book and starts the browser.</summary>
    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        var repository = Repository.Find(AppContext.BaseDirectory)!;
        var files = new BookBuilder(repository).Build(
            topic => Run.Contains(topic.Address),
            () => { }
        );
        BookCommand.Put(files, folder);
        Pages = [.. files.Keys.Where(name => name.EndsWith(".html", StringComparison.Ordinal))];
        browser = await Puppeteer.LaunchAsync(
            new LaunchOptions
            {
                ExecutablePath = Chromium.Path,
                Headless = true,
                // A container's root has no sandbox.
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            }
        );
    }

    /// <summary>Ends the browser and takes the book away.</summary>
    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The address of a page.</summary>
    public string Address(string page) => new Uri(Path.Combine(folder, page)).AbsoluteUri;

    /// <summary>A tab in a window of its own, and what goes wrong in it.</summary>
    /// <param name="width">Of the window.</param>
    /// <param name="dark">What the system prefers.</param>
    public async Task<Tab> Open(int width = 1280, bool dark = false)
    {
        Assert.True(browser is not null, Chromium.Missing);
        var context = await browser.CreateBrowserContextAsync();
        var page = await context.NewPageAsync();
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync([
            new()
            {
                MediaFeature = MediaFeature.PrefersColorScheme,
                Value = dark ? "dark" : "light",
            },
        ]);
        return new Tab(this, page);
    }
}

/// <summary>A tab of the browser.</summary>
public sealed class Tab : IAsyncDisposable
{
    /// <summary>Asks what reaches over the right edge of the window, but within a box that scrolls; nothing where the page itself does not.</summary>
    public const string TooWide = """
        document.documentElement.scrollWidth <= innerWidth ? "" : "wider than the window: " + [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("pre, .wide, .formula, .math"))
            .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ")
        """;

    readonly OpenBook book;
    readonly ConcurrentQueue<string> troubles = new();

    internal Tab(OpenBook book, IPage page)
    {
        this.book = book;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Message.Type is ConsoleType.Error or ConsoleType.Warning)
                troubles.Enqueue($"console: {message.Message.Text}");
        };
        page.PageError += (_, error) => troubles.Enqueue($"error: {error.Message}");
        page.RequestFailed += (_, failed) => troubles.Enqueue($"failed: {failed.Request.Url}");
        page.Request += (_, request) =>
        {
            if (
                request.Request.Url is var url
                && !url.StartsWith("file:", StringComparison.Ordinal)
                && !url.StartsWith("data:", StringComparison.Ordinal)
            )
                troubles.Enqueue($"asked for: {url}");
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Goes to a page of the book.</summary>
    public Task GoTo(string page) =>
        Page.GoToAsync(
            book.Address(page),
            new NavigationOptions { WaitUntil = [WaitUntilNavigation.Load], Timeout = 60_000 }
        );

    /// <summary>What an expression of the page's script says.</summary>
    public Task<T> Ask<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Waits until an expression holds.</summary>
    public Task Until(string expression) =>
        Page.WaitForExpressionAsync(expression, new WaitForFunctionOptions { Timeout = 20_000 });

    /// <summary>Presses keys one after the other.</summary>
    public async Task Press(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    /// <summary>What went wrong since the last time.</summary>
    public IReadOnlyList<string> Troubles()
    {
        var all = new List<string>();
        while (troubles.TryDequeue(out var trouble))
            all.Add(trouble);
        return all;
    }

    /// <summary>Closes the tab.</summary>
    public async ValueTask DisposeAsync() => await Page.BrowserContext.CloseAsync();
}
