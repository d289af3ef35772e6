namespace Diptych.Scratch;

/// <summary>What TorchSharp's own optimizers and schedules answer otherwise than PyTorch, as it should be.</summary>
public static class TorchSharpOptimExample
{
    /// <summary>A line for each divergence.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var rows = new Parameter(Torch.Zeros([3, 1]));
        Optimizer optimizer = new Adagrad([rows], lr: 0.5);
        var (row, value) = (
            Torch.Tensor(
                new[,]
                {
                    { 1L },
                }
            ),
            Torch.Tensor(
                new[,]
                {
                    { 2f },
                }
            )
        );
        rows.Grad = Tensor.SparseCoo(row, value, 3, 1);
        yield return ("Adagrad with a sparse gradient:", Refuses(optimizer.Step));

        optimizer = new SGD([rows], lr: 0.1);
        rows.Grad = null;
        LRScheduler schedule = new MultiStepLR(optimizer, [1, 1], gamma: 0.5);
        schedule.Step();
        yield return (
            "MultiStepLR at a milestone that stands twice:",
            optimizer.ParamGroups[0]["lr"]
        );

        optimizer = new SGD([rows], lr: 0.1);
        schedule = new OneCycleLR(
            optimizer,
            0.5,
            totalSteps: 2,
            cycleMomentum: false,
            annealStrategy: "linear"
        );
        for (var step = 0; step < 2; step++)
            schedule.Step();
        yield return ("OneCycleLR one step after its last:", schedule.GetLastLr()[0]);

        yield return (
            "LinearLR from a factor of 0:",
            Refuses(() => _ = new LinearLR(optimizer, startFactor: 0))
        );
    }

    static string Refuses(Action what)
    {
        try
        {
            what();
            return "accepted";
        }
        catch (Exception e) when (e is ArgumentException or NotImplementedException)
        {
            return "refused";
        }
    }
}
