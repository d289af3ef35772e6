namespace Diptych.Reference;

/// <summary>The whole loop: which points lie inside of a circle?</summary>
public static class TrainingExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var points = Torch.Randn([64, 2]);
        var inside = points.pow(2).sum(1).lt(1.4).to(ScalarType.Int64);
        var data = new TensorDataset(points, inside);
        var loader = new DataLoader(data, batchSize: 16, shuffle: true);

        var model = new Sequential(new Linear(2, 16), new ReLU(), new Linear(16, 2));
        var criterion = new CrossEntropyLoss();
        var optimizer = new AdamW(model.parameters(), lr: 0.05, weightDecay: 0.01);
        var scheduler = new StepLR(optimizer, stepSize: 2, gamma: 0.5);

        for (var epoch = 0; epoch < 5; epoch++)
        {
            var total = 0.0;
            foreach (var batch in loader)
            {
                var loss = criterion.Forward(model.Forward(batch[0]), batch[1]);
                optimizer.ZeroGrad();
                loss.backward();
                Utils.ClipGradNorm(model.parameters(), maxNorm: 1);
                optimizer.Step();
                total += loss.item<float>();
            }
            yield return ($"epoch {epoch}, rate of its steps:", optimizer.ParamGroups[0]["lr"]);
            yield return ($"epoch {epoch}, mean loss:", Math.Round(total / loader.Count, 3));
            scheduler.Step();
        }
        var right = model.Forward(points).argmax(1).eq(inside).sum().item<long>();
        yield return ("right of 64:", right);
    }
}
