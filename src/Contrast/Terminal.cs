using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>The terminal, or the file or pipe in its place.</summary>
static class Terminal
{
    /// <summary>A progress bar while something works; nothing where the output is not a terminal.</summary>
    /// <param name="what">What is going on.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="work">Calls back after each step.</param>
    public static void Progress(string what, int steps, Action<Action> work)
    {
        if (Console.IsErrorRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            work(() => { });
            return;
        }
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
        );
        console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask(what, maxValue: steps);
                work(() => task.Increment(1));
            });
    }

    /// <summary>The console to write results to; without a terminal it is as wide as its content wants.</summary>
    public static IAnsiConsole Out { get; } = Create();

    static IAnsiConsole Create()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = 160;
        return console;
    }
}
