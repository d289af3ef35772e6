using static TorchSharp.torch.optim;
using Rates = TorchSharp.torch.optim.lr_scheduler;

namespace Diptych.Reference;

/// <summary>What TorchSharp's RAdam, its defaults and its CyclicLR answer otherwise than PyTorch, asked without the twins, which mend it.</summary>
public static class TorchSharpDescentExample
{
    /// <summary>A line for each question.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = new Parameter(zeros([], ScalarType.Float64));
        optim.Optimizer optimizer = RAdam([x], 0.1);
        for (var step = 0; step < 6; step++)
        {
            x.grad = ones([], ScalarType.Float64);
            optimizer.step();
        }
        yield return ("RAdam after six gradients of 1:", x.item<double>());
        yield return ("rate of RAdam:", Rate(RAdam([x])));
        yield return ("rate of ASGD:", Rate(ASGD([x])));

        foreach (var mode in (string[])["triangular", "exp_range"])
        {
            x.grad = null;
            optimizer = SGD([x], 0.1, momentum: 0.9);
            var schedule = Rates.CyclicLR(
                optimizer,
                0.1,
                0.5,
                step_size_up: 4,
                mode: mode == "triangular"
                    ? Rates.impl.CyclicLR.Mode.Triangular
                    : Rates.impl.CyclicLR.Mode.ExpRange,
                gamma: 0.5
            );
            for (var step = 0; step < 2; step++)
                schedule.step();
            yield return ($"CyclicLR, {mode}, rate after two steps:", Rate(optimizer));
            yield return (
                $"CyclicLR, {mode}, momentum after two steps:",
                ((TorchSharp.Modules.SGD.ParamGroup)optimizer.ParamGroups.Single())
                    .Options
                    .momentum!
            );
        }
        yield return (
            "CyclicLR on Adam, which has betas:",
            Refuses(() => _ = Rates.CyclicLR(Adam([x]), 0.1, 0.5))
        );
    }

    static double Rate(optim.Optimizer optimizer) => optimizer.ParamGroups.Single().LearningRate;

    static string Refuses(Action what)
    {
        try
        {
            what();
            return "accepted";
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }
}
