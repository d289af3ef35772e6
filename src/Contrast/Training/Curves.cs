using Diptych.Comparison;
using Diptych.Scratch;
using ScottPlot;

namespace Diptych.Contrast;

/// <summary>What every step came to, on both sides.</summary>
sealed class Curves
{
    readonly List<StepResult>[] steps =
    [
        [],
        [],
    ];

    /// <summary>How many steps there are.</summary>
    public int Count => steps[0].Count;

    /// <summary>A step on both sides.</summary>
    public void Add(StepResult scratch, StepResult torchsharp)
    {
        steps[0].Add(scratch);
        steps[1].Add(torchsharp);
    }

    /// <summary>The mean loss of a picture and the share told right, from a step on.</summary>
    /// <param name="side">0 for Scratch, 1 for TorchSharp.</param>
    /// <param name="first">The first step.</param>
    public (double Loss, double Right) Mean(int side, int first)
    {
        var (loss, right, seen) = (0.0, 0L, 0L);
        foreach (var step in steps[side].Skip(first))
        {
            loss += step.Loss * step.Seen;
            right += step.Right;
            seen += step.Seen;
        }
        return (loss / seen, (double)right / seen);
    }

    /// <summary>The curves as tensors, for a file.</summary>
    public Dictionary<string, Tensor> ToTensors(IReadOnlyList<TrainingSide> sides)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["seen"] = Torch.Tensor(steps[0].Select(step => step.Seen).ToArray()),
        };
        foreach (var (i, side) in sides.Index())
        {
            tensors[$"{side.Name}.loss"] = Torch.Tensor(steps[i].Select(s => s.Loss).ToArray());
            tensors[$"{side.Name}.right"] = Torch.Tensor(steps[i].Select(s => s.Right).ToArray());
        }
        return tensors;
    }

    /// <summary>Takes what <see cref="ToTensors"/> made.</summary>
    /// <exception cref="InvalidDataException">A curve is missing.</exception>
    public void Read(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyList<TrainingSide> sides)
    {
        try
        {
            var seen = tensors["seen"].ToArray<long>();
            if (tensors.Values.Any(curve => curve.Rank != 1 || curve.Count != seen.Length))
                throw new ArgumentException("they are not equally long");
            foreach (var (i, side) in sides.Index())
                steps[i] =
                [
                    .. seen.Zip(
                            tensors[$"{side.Name}.loss"].ToArray<double>(),
                            tensors[$"{side.Name}.right"].ToArray<long>()
                        )
                        .Select(step => new StepResult(step.Second, step.Third, step.First)),
                ];
        }
        catch (Exception e)
            when (e is KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"the saved curves are incomplete: {e.Message}");
        }
    }

    /// <summary>Draws both losses, and below them how far they are from one another.</summary>
    public void Draw(string file, IReadOnlyList<TrainingSide> sides)
    {
        var picture = new Multiplot();
        picture.AddPlots(2);
        var losses = picture.GetPlot(0);
        // What is drawn last lies above: the first line is the wider one, so that both are seen where they are equal.
        foreach (var (i, side) in sides.Index())
        {
            var line = losses.Add.Signal(steps[i].Select(step => step.Loss).ToArray());
            line.LegendText = side.Title;
            line.LineWidth = i == 0 ? 5 : 1.5f;
            line.Color = i == 0 ? Colors.Orange.WithAlpha(0.6) : Colors.Navy;
            line.MaximumMarkerSize = 0;
        }
        losses.Axes.SetLimitsX(-1, Count);
        losses.YLabel("loss of a step");
        losses.ShowLegend(ScottPlot.Alignment.UpperRight);

        var difference = picture.GetPlot(1);
        var points = steps[0]
            .Zip(steps[1], (a, b) => Math.Abs(a.Loss - b.Loss))
            .Index()
            .Where(point => point.Item > 0 && double.IsFinite(point.Item))
            .ToList();
        if (points.Count > 0)
        {
            var dots = difference.Add.ScatterPoints(
                points.Select(point => (double)point.Index).ToArray(),
                points.Select(point => Math.Log10(point.Item)).ToArray()
            );
            dots.Color = Colors.Navy;
            dots.MarkerSize = 4;
            // Whole powers of ten at both ends, so that there are marks between which to read.
            var exponents = points.ConvertAll(point => Math.Log10(point.Item));
            difference.Axes.SetLimitsY(
                Math.Floor(exponents.Min()) - 0.1,
                Math.Floor(exponents.Max()) + 1.1
            );
        }
        difference.Axes.SetLimitsX(-1, Count);
        difference.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = exponent => $"1e{exponent:0}",
        };
        difference.YLabel("their difference");
        difference.XLabel("step");
        WholeFile.Write(
            file,
            stream => stream.Write(picture.Render(900, 700).GetImageBytes(ImageFormat.Png))
        );
    }
}
