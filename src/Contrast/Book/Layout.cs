namespace Diptych.Contrast.Book;

/// <summary>What all pages have.</summary>
static class Layout
{
    /// <summary>A whole page.</summary>
    /// <param name="title">Of the window.</param>
    /// <param name="root">The way to the index's folder: empty or <c>../</c>.</param>
    /// <param name="kind">The page's class.</param>
    /// <param name="main">What it says.</param>
    public static string Page(string title, string root, string kind, Html main) =>
        Html.Of(
            $"""
            <!doctype html>
            <html lang="en" data-root="{root}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{root}book.css">
            <script src="{root}book.js"></script>
            <script src="{root}search.js" defer></script>
            </head>
            <body class="{kind}">
            <a class="skip" href="#main">Skip to the content</a>
            <header class="bar">
            <a class="home" href="{root}index.html"><svg viewBox="0 0 18 18" aria-hidden="true"><path d="M1 1h7v16H1zM10 1h7v16h-7z"/></svg>Diptych</a>
            <div class="search" role="search">
            <input id="search" type="search" placeholder="Search" aria-label="Search the concepts" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list">
            <kbd aria-hidden="true">/</kbd>
            <ul id="results" role="listbox" aria-label="Concepts found" hidden></ul>
            </div>
            <button id="theme" type="button" aria-label="Dark or light">◐</button>
            </header>
            <main id="main" tabindex="-1">
            {main}
            </main>
            </body>
            </html>

            """
        ).Text;

    /// <summary>A part of a page with a heading that can be linked to.</summary>
    public static Html Section(string id, string heading, Html content, string about = "") =>
        content.Any
            ? Html.Of(
                $"""
                <section id="{id}">
                <h2>{heading}</h2>
                {(about == "" ? Html.None : Html.Of($"<p class=\"about\">{about}</p>"))}
                {content}
                </section>

                """
            )
            : Html.None;
}
