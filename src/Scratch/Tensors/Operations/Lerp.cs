namespace Diptych.Scratch;

public partial class Tensor
{
    /// <summary>x + w·(y − x), written so that w = 1 gives y. PyTorch: <c>Tensor.lerp</c>; no gradient here.</summary>
    internal Tensor Lerp(Tensor y, double weight) =>
        weight < 0.5 ? this + (y - this) * weight : y - (y - this) * (1 - weight);
}
