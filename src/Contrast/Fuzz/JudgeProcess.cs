using System.Diagnostics;
using System.Text;
using Diptych.Comparison;

namespace Diptych.Contrast.Fuzz;

/// <summary>
/// Judges questions in a process of its own, because libtorch may end the process that asks it; a new one then takes
/// over.
/// </summary>
/// <param name="register">The divergences that explain what differs.</param>
sealed class JudgeProcess(Register register) : IDisposable
{
    /// <summary>The command line that makes the program a judge.</summary>
    public const string Word = "--judge";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How many questions a process answers before another takes over.</summary>
    const int Turn = 2500;

    int asked;
    Process? process;
    BinaryWriter? questions;
    BinaryReader? answers;
    string lastError = "";

    /// <summary>The judge's working set after its last answer, in bytes.</summary>
    public long Memory { get; private set; }

    /// <summary>Asks both sides.</summary>
    public Judgement Judge(Question question)
    {
        var judgement = Ask(question);
        return judgement.Outcome == Outcome.Different && register.Explains(question)
            ? judgement with
            {
                Outcome = Outcome.Explained,
            }
            : judgement;
    }

    Judgement Ask(Question question)
    {
        // What TorchSharp does not give back goes with its process.
        if (++asked % Turn == 0)
            Stop();
        if (process is null)
            Start();
        try
        {
            var answering = Task.Run(() =>
            {
                questions!.Write(question.Text());
                questions.Flush();
                var outcome = (Outcome)answers!.ReadInt32();
                Memory = answers.ReadInt64();
                return new Judgement(
                    outcome,
                    answers.ReadString() is { Length: > 0 } text ? text : null
                );
            });
            if (answering.Wait(Patience))
                return answering.Result;
            Stop();
            return new(Outcome.Different, $"no answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (AggregateException e) when (e.InnerException is IOException)
        {
            process!.WaitForExit();
            var code = process.ExitCode;
            Stop();
            return new(
                Outcome.Different,
                $"the process ends with code {code}{(lastError == "" ? "" : $": {lastError}")}"
            );
        }
    }

    void Start()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(JudgeProcess).Assembly.Location, "fuzz", Word]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        lastError = "";
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
            lastError = line.Data is { Length: > 0 } text && lastError == "" ? text : lastError;
        process.BeginErrorReadLine();
        questions = new BinaryWriter(process.StandardInput.BaseStream, Encoding.UTF8);
        answers = new BinaryReader(process.StandardOutput.BaseStream, Encoding.UTF8);
    }

    void Stop()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        process.Dispose();
        process = null;
    }

    /// <inheritdoc />
    public void Dispose() => Stop();

    /// <summary>What the other process does: answers questions until there are no more.</summary>
    public static int Serve()
    {
        using var questions = new BinaryReader(Console.OpenStandardInput(), Encoding.UTF8);
        using var answers = new BinaryWriter(Console.OpenStandardOutput(), Encoding.UTF8);
        var judge = new QuestionJudge();
        while (true)
        {
            string text;
            try
            {
                text = questions.ReadString();
            }
            catch (EndOfStreamException)
            {
                return 0;
            }
            var judgement = judge.Judge(Question.Parse("question", Encoding.UTF8.GetBytes(text)));
            answers.Write((int)judgement.Outcome);
            answers.Write(Environment.WorkingSet);
            answers.Write(judgement.Text ?? "");
            answers.Flush();
        }
    }
}
