namespace Diptych.Reference;

/// <summary>Five steps down Rosenbrock's valley, f(x, y) = (1 − x)² + 100·(y − x²)², lowest at (1, 1), in three ways.</summary>
public static class SGDExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        foreach (
            var (name, momentum, nesterov) in new[]
            {
                ("SGD", 0, false),
                ("SGD with momentum", 0.9, false),
                ("SGD with Nesterov momentum", 0.9, true),
            }
        )
        {
            var position = tensor(new float[] { -1, -1 }, requires_grad: true);
            var optimizer = new SGD([position], lr: 0.001, momentum, nesterov: nesterov);
            for (var step = 0; step < 5; step++)
            {
                optimizer.ZeroGrad();
                var (x, y) = (position[0], position[1]);
                var loss = (1 - x).pow(2) + 100 * (y - x.pow(2)).pow(2);
                loss.backward();
                optimizer.Step();
                yield return ($"{name}, loss before step {step}:", (double)loss.item<float>());
                yield return ($"{name}, position after step {step}:", position.detach().clone());
            }
        }
    }
}
