namespace Diptych.Reference;

/// <summary>Five optimizers from the same weights on the same 100 samples of 10 features in 3 classes.</summary>
public static class OptimizersExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        manual_seed(0);
        var (x, labels) = (randn(100, 10), randint(3, 100));
        foreach (
            var (name, make) in new (string, Func<IEnumerable<Tensor>, Optimizer>)[]
            {
                ("SGD", weights => new SGD(weights, lr: 0.01)),
                ("SGD with momentum", weights => new SGD(weights, lr: 0.01, momentum: 0.9)),
                ("RMSprop", weights => new RMSprop(weights, lr: 0.01)),
                ("Adam", weights => new Adam(weights, lr: 0.01)),
                ("AdamW", weights => new AdamW(weights, lr: 0.01)),
            }
        )
        {
            manual_seed(1);
            var model = new Sequential(new Linear(10, 50), new ReLU(), new Linear(50, 3));
            var optimizer = make(model.parameters());
            var losses = new List<double>();
            for (var step = 0; step < 11; step++)
            {
                optimizer.ZeroGrad();
                var loss = Functional.CrossEntropy(model.Forward(x), labels);
                loss.backward();
                optimizer.Step();
                losses.Add(loss.item<float>());
            }
            var fall = losses[0] - losses[10];
            yield return ($"{name}:", $"{losses[0]:0.0000} falls by {fall:0.0000} in 10 steps");
        }
    }
}
