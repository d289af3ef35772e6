namespace Diptych.Scratch;

/// <summary>The training loop of the notes, on pictures in CIFAR-10's format.</summary>
/// <remarks>Everything that is drawn, the first weights, the order of the pictures and what dropout leaves out, comes from the seed.</remarks>
public static class CifarTraining
{
    /// <summary>Trains the <see cref="CifarNetwork"/>.</summary>
    /// <param name="pictures">A file or folder for <see cref="Cifar10"/>.</param>
    /// <param name="optimizer">"AdamW", or "SGD" with momentum.</param>
    /// <param name="lr">The learning rate of the first two epochs; every two epochs it is halved.</param>
    /// <param name="dropout">The network's dropout.</param>
    /// <param name="epochs">How often each picture is seen.</param>
    /// <param name="batchSize">How many pictures make a step.</param>
    /// <param name="seed">For all that is drawn.</param>
    /// <param name="dtype">What is computed in; the first weights and the pictures are float32 numbers in either.</param>
    /// <returns>The loss of every step, (steps), and the trained network.</returns>
    /// <exception cref="ArgumentException">Another optimizer.</exception>
    public static (Tensor Losses, CifarNetwork Network) Run(
        string pictures,
        string optimizer = "AdamW",
        double lr = 0.001,
        double dropout = 0,
        long epochs = 1,
        long batchSize = 4,
        long seed = 0,
        ScalarType dtype = ScalarType.Float32
    )
    {
        ArgumentNullException.ThrowIfNull(pictures);
        Torch.ManualSeed(seed);
        var network = new CifarNetwork(dropout);
        network.To(dtype);
        Optimizer descent = optimizer switch
        {
            "AdamW" => new AdamW(network.Parameters(), lr, weightDecay: 0.01),
            "SGD" => new SGD(network.Parameters(), lr, momentum: 0.9),
            _ => throw new ArgumentException($"no training with {optimizer}", nameof(optimizer)),
        };
        var scheduler = new StepLR(descent, stepSize: 2, gamma: 0.5);
        var criterion = new CrossEntropyLoss();
        var loader = new DataLoader(new Cifar10(pictures), batchSize, shuffle: true);

        var losses = new List<Tensor>();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var batch in loader)
            {
                var (images, labels) = (batch[0].To(dtype) * 2 - 1, batch[1]); // from −1 to 1
                var loss = criterion.Forward(network.Forward(images), labels);
                descent.ZeroGrad();
                loss.Backward();
                Utils.ClipGradNorm(network.Parameters(), maxNorm: 1);
                descent.Step();
                losses.Add(loss.Detach());
            }
            scheduler.Step();
        }
        return (Torch.Stack([.. losses]), network);
    }
}
