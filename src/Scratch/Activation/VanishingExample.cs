namespace Diptych.Scratch;

/// <summary>The gradient on its way down through twenty layers: every sigmoid shrinks it to a quarter or less.</summary>
public static class VanishingExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        foreach (var name in new[] { "sigmoid", "relu" })
        {
            Torch.ManualSeed(0);
            var network = new Sequential();
            for (var layer = 0; layer < 20; layer++)
            {
                network.Append(new Linear(32, 32));
                network.Append(name == "relu" ? new ReLU() : new Sigmoid());
                Init.KaimingUniform(((Linear)network[-2]).Weight, nonlinearity: name);
            }
            network.Forward(Torch.Randn([16, 32])).Sum().Backward();
            foreach (var layer in new[] { 20, 11, 1 })
            {
                var gradient = ((Linear)network[2 * layer - 2]).Weight.Grad!;
                var power = (long)Math.Round(Math.Log10(gradient.Abs().Mean().Item()));
                yield return ($"{name}, layer {layer}, gradient about ten to the", power);
            }
        }
    }
}
