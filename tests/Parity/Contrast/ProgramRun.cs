using System.Diagnostics;

namespace Diptych.Parity;

/// <summary>The program as somebody runs it, with its output in pipes.</summary>
static class ProgramRun
{
    /// <summary>Runs <c>contrast</c> with arguments.</summary>
    public static (int ExitCode, string Output, string Error) Of(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Checkout.Repository.Root,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "contrast.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
