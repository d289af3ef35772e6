namespace Diptych.Scratch;

/// <summary>What TorchSharp's RAdam, its defaults and its CyclicLR answer otherwise than PyTorch, as it should be.</summary>
public static class TorchSharpDescentExample
{
    /// <summary>A line for each question.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = new Parameter(Torch.Zeros([], ScalarType.Float64));
        Optimizer optimizer = new RAdam([x], lr: 0.1);
        for (var step = 0; step < 6; step++)
        {
            x.Grad = Torch.Ones([], ScalarType.Float64);
            optimizer.Step();
        }
        yield return ("RAdam after six gradients of 1:", x.Item());
        yield return ("rate of RAdam:", Rate(new RAdam([x])));
        yield return ("rate of ASGD:", Rate(new ASGD([x])));

        foreach (var mode in (string[])["triangular", "exp_range"])
        {
            optimizer = new SGD([x], lr: 0.1, momentum: 0.9);
            var schedule = new CyclicLR(optimizer, 0.1, 0.5, stepSizeUp: 4, mode: mode, gamma: 0.5);
            for (var step = 0; step < 2; step++)
                schedule.Step();
            yield return ($"CyclicLR, {mode}, rate after two steps:", Rate(optimizer));
            yield return (
                $"CyclicLR, {mode}, momentum after two steps:",
                optimizer.ParamGroups[0]["momentum"]
            );
        }
        yield return (
            "CyclicLR on Adam, which has betas:",
            Refuses(() => _ = new CyclicLR(new Adam([x]), 0.1, 0.5))
        );
    }

    static object Rate(Optimizer optimizer) => optimizer.ParamGroups[0]["lr"];

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
