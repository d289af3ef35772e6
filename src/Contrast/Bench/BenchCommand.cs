using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast.Bench;

/// <summary>Times both sides and prints the table.</summary>
static class BenchCommand
{
    /// <summary>Runs the rows of one family, or of all, with one thread and with all of them.</summary>
    /// <returns>0 whatever the figures; 1 where a figure is impossible.</returns>
    /// <exception cref="UsageException">There is no such family.</exception>
    public static int Run(string? family, int rounds, FileInfo? json)
    {
        if (rounds < 1)
            throw new UsageException($"--rounds wants a positive number, not {rounds}.");
        var rows = Rows
            .All.Where(row =>
                family is null || row.Family.Equals(family, StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        if (rows.Count == 0)
            throw new UsageException(
                $"nothing is timed in '{family}': the families are {string.Join(", ", Rows.All.Select(row => row.Family).Distinct())}."
            );
        Diptych.Reference.LibTorch.Load();
        var timings = new List<Timing>();
        var counts = Environment.ProcessorCount > 1 ? new[] { 1, Environment.ProcessorCount } : [1];
        var peaks = counts.ToDictionary(threads => threads, Peak.Measure);
        Terminal.Progress(
            "timing",
            rows.Count * counts.Length,
            next =>
            {
                foreach (var row in rows)
                foreach (var threads in counts)
                {
                    timings.Add(Timing.Of(row, threads, rounds, peaks[threads]));
                    next();
                }
            }
        );
        Report(timings, peaks);
        if (json is not null)
            Write(json.FullName, timings);
        var impossible = timings.Where(one => one.Share > 1).ToList();
        foreach (var one in impossible)
            Console.Error.WriteLine(
                $"contrast: {one.Row.Name} with {one.Threads} threads reached {one.Share:P0} of the machine's peak, which was measured too low: run it again on a quiet machine."
            );
        return impossible.Count > 0 ? 1 : 0;
    }

    static void Report(List<Timing> timings, Dictionary<int, Peak> peaks)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("work");
        foreach (
            var name in new[] { "threads", "Scratch", "±", "libtorch", "±", "ratio", "of peak" }
        )
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        var family = "";
        foreach (var one in timings)
        {
            if (one.Row.Family != family)
                table.AddRow($"[bold]{family = one.Row.Family}[/]");
            table.AddRow(
                Markup.Escape(one.Row.Name),
                $"{one.Threads}",
                Time(one.Scratch),
                Percent(one.ScratchSpread),
                Time(one.LibTorch),
                Percent(one.LibTorchSpread),
                one.Ratio.ToString("0.00", CultureInfo.InvariantCulture),
                one.Share > 0 ? Percent(one.Share) : ""
            );
        }
        Terminal.Out.Write(table);
        foreach (var (threads, peak) in peaks)
            Terminal.Out.WriteLine(
                FormattableString.Invariant(
                    $"Peak with {threads} threads: {peak.Operations / 1e9:0} GF/s of float32, {peak.Bandwidth / 1e9:0} GB/s from memory."
                )
            );
        Terminal.Out.WriteLine(
            FormattableString.Invariant(
                $"{Machine.Processor}, {Environment.ProcessorCount} cores, vectors of {Machine.VectorBits} bits; .NET {Environment.Version}, libtorch {Machine.LibTorch}; {DateTime.UtcNow:yyyy-MM-dd}."
            )
        );
        Terminal.Out.WriteLine(
            FormattableString.Invariant(
                $"Ratio: how many times as fast as libtorch Scratch is. Geometric mean {Mean(timings):0.00}"
            )
                + (
                    timings.Where(one => one.Row.Usual).ToList() is { Count: > 0 } usual
                        ? FormattableString.Invariant(
                            $"; without tiny work and optimizers {Mean(usual):0.00}."
                        )
                        : "."
                )
        );
    }

    /// <summary>An object a row, and the means; whole or not at all.</summary>
    static void Write(string path, List<Timing> timings)
    {
        WholeFile.WriteJson(
            path,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("processor", Machine.Processor);
                json.WriteNumber("vector_bits", Machine.VectorBits);
                json.WriteString("libtorch", Machine.LibTorch);
                json.WriteNumber("geometric_mean", Mean(timings));
                if (timings.Exists(one => one.Row.Usual))
                    json.WriteNumber(
                        "geometric_mean_usual",
                        Mean(timings.Where(one => one.Row.Usual))
                    );
                json.WriteStartArray("rows");
                foreach (var one in timings)
                {
                    json.WriteStartObject();
                    json.WriteString("name", one.Row.Name);
                    json.WriteString("family", one.Row.Family);
                    json.WriteNumber("threads", one.Threads);
                    json.WriteNumber("scratch_ns", one.Scratch * 1e9);
                    json.WriteNumber("libtorch_ns", one.LibTorch * 1e9);
                    json.WriteNumber("ratio", one.Ratio);
                    if (one.Share > 0)
                        json.WriteNumber("share_of_peak", one.Share);
                    else
                        json.WriteNull("share_of_peak");
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    static double Mean(IEnumerable<Timing> timings) =>
        Math.Exp(timings.Average(one => Math.Log(one.Ratio)));

    static string Time(double seconds) =>
        seconds switch
        {
            < 1e-6 => FormattableString.Invariant($"{seconds * 1e9:0} ns"),
            < 1e-3 => FormattableString.Invariant($"{seconds * 1e6:0.0} µs"),
            _ => FormattableString.Invariant($"{seconds * 1e3:0.00} ms"),
        };

    static string Percent(double share) =>
        (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
