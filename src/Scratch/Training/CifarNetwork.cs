namespace Diptych.Scratch;

/// <summary>The network of the notes for CIFAR-10: three times convolution, ReLU and pooling, then 1024 → 64 → 10 logits.</summary>
/// <remarks>
/// Kernels of 5 with a padding of 2 keep the size, and each pooling halves it: 32, 16, 8, 4. Of our own choice: the kernels,
/// and that dropout stands beside the ReLU, as <c>classifier.2</c> = (ReLU, Dropout), so that weights have the same names
/// with it and without.
/// </remarks>
public sealed class CifarNetwork : Module<Tensor, Tensor>
{
    /// <summary>Draws the weights layer by layer, from the first to the last.</summary>
    /// <param name="dropout">The share of the 64 features that is left out in training; without dropout where 0.</param>
    /// <exception cref="ArgumentException">The share is outside of [0, 1].</exception>
    public CifarNetwork(double dropout = 0)
    {
        Features = new Sequential(
            new Conv2d(3, 32, 5, padding: 2), // (N, 32, 32, 32)
            new ReLU(),
            new MaxPool2d(2), // (N, 32, 16, 16)
            new Conv2d(32, 32, 5, padding: 2),
            new ReLU(),
            new MaxPool2d(2), // (N, 32, 8, 8)
            new Conv2d(32, 64, 5, padding: 2), // (N, 64, 8, 8)
            new ReLU(),
            new MaxPool2d(2) // (N, 64, 4, 4)
        );
        Classifier = new Sequential(
            new Flatten(), // (N, 1024)
            new Linear(1024, 64),
            dropout == 0 ? new ReLU() : new Sequential(new ReLU(), new Dropout(dropout)),
            new Linear(64, 10)
        );
        RegisterModule("features", Features);
        RegisterModule("classifier", Classifier);
    }

    /// <summary>From the image to 64 maps of 4 × 4.</summary>
    public Sequential Features { get; }

    /// <summary>From the maps to the logits.</summary>
    public Sequential Classifier { get; }

    /// <inheritdoc />
    /// <param name="input">(N, 3, 32, 32).</param>
    /// <returns>Logits, (N, 10).</returns>
    public override Tensor Forward(Tensor input) => Classifier.Forward(Features.Forward(input));
}
