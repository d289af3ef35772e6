using static TorchSharp.torch.optim;
using Rates = TorchSharp.torch.optim.lr_scheduler;

namespace Diptych.Reference;

/// <summary>What TorchSharp's own optimizers and schedules answer otherwise than PyTorch, asked without the twins, which mend it.</summary>
public static class TorchSharpOptimExample
{
    /// <summary>A line for each divergence.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var rows = new Parameter(zeros(3, 1));
        optim.Optimizer optimizer = Adagrad([rows], 0.5);
        var (row, value) = (
            tensor(
                new[,]
                {
                    { 1L },
                }
            ),
            tensor(
                new[,]
                {
                    { 2f },
                }
            )
        );
        rows.grad = sparse_coo_tensor(row, value, [3, 1]);
        yield return ("Adagrad with a sparse gradient:", Refuses(() => optimizer.step()));

        optimizer = SGD([rows], 0.1);
        rows.grad = null;
        var schedule = Rates.MultiStepLR(optimizer, [1, 1], gamma: 0.5);
        schedule.step();
        yield return (
            "MultiStepLR at a milestone that stands twice:",
            optimizer.ParamGroups.Single().LearningRate
        );

        optimizer = SGD([rows], 0.1);
        schedule = Rates.OneCycleLR(
            optimizer,
            0.5,
            total_steps: 2,
            cycle_momentum: false,
            anneal_strategy: Rates.impl.OneCycleLR.AnnealStrategy.Linear
        );
        for (var step = 0; step < 2; step++)
            schedule.step();
        yield return ("OneCycleLR one step after its last:", schedule.get_last_lr().First());

        yield return (
            "LinearLR from a factor of 0:",
            Refuses(() => _ = Rates.LinearLR(optimizer, start_factor: 0))
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
