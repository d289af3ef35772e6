using System.Diagnostics;
using System.Text;

namespace Diptych.Parity;

/// <summary>The program as somebody runs it, with its output in pipes.</summary>
static class ProgramRun
{
    /// <summary>Runs <c>contrast</c> with arguments.</summary>
    public static (int ExitCode, string Output, string Error) Of(params string[] args) =>
        Dotnet(
            Checkout.Repository.Root,
            [Path.Combine(AppContext.BaseDirectory, "contrast.dll"), .. args]
        );

    /// <summary>Runs <c>dotnet</c> with arguments in a folder.</summary>
    public static (int ExitCode, string Output, string Error) Dotnet(
        string folder,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet", args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (
            process.ExitCode,
            output.ReplaceLineEndings("\n"),
            error.Result.ReplaceLineEndings("\n")
        );
    }
}
