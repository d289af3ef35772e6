using Xunit;

namespace Diptych.Browser;

/// <summary>The Chromium that is there.</summary>
static class Chromium
{
    /// <summary>Its program: what CHROMIUM names, or the first of the usual names on the PATH; null where there is none.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
            ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(folder =>
                    new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe" }.Select(
                        name => System.IO.Path.Combine(folder, name)
                    )
                )
                .FirstOrDefault(File.Exists);

    /// <summary>How to get one.</summary>
    public const string Missing =
        "there is no Chromium: './setup.sh --browser' installs it on Debian; elsewhere install Chromium or Chrome, or name its program in the variable CHROMIUM.";
}

/// <summary>A test in a browser. Without one it is skipped, but not in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
            Skip = Chromium.Missing;
    }
}
