namespace Diptych.Scratch;

/// <summary>Three epochs of warm-up, then half the rate every second epoch.</summary>
public static class ScheduleExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var weight = Torch.Tensor(new[] { 1f }, requiresGrad: true);
        var optimizer = new AdamW([weight], lr: 0.1);
        var warmUp = new LinearLR(optimizer, startFactor: 0.25, totalIters: 3);
        var decay = new StepLR(optimizer, stepSize: 2, gamma: 0.5);
        var schedule = new SequentialLR(optimizer, [warmUp, decay], milestones: [3]);
        for (var epoch = 0; epoch < 8; epoch++)
        {
            yield return ($"rate of epoch {epoch}:", optimizer.ParamGroups[0]["lr"]);
            weight.Grad = Torch.Tensor(new[] { 1f });
            optimizer.Step();
            schedule.Step(); // from here on the group holds the next epoch's rate
        }
        yield return ("weight:", weight.Detach().Clone());
    }
}
