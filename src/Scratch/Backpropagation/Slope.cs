namespace Diptych.Scratch;

/// <summary>The gradient as a slope, on the parabola L(w) = w².</summary>
/// <remarks>PyTorch: the difference quotients of <c>torch.autograd.gradcheck</c>, and a loop of plain gradient steps.</remarks>
public static class Slope
{
    /// <summary>How steep L is between w and w + h: (L(w + h) − L(w)) / h. The smaller h, the nearer to the gradient 2w.</summary>
    /// <param name="w">w, any shape.</param>
    /// <param name="h">How far the second point lies, either way.</param>
    /// <returns>The same shape as <paramref name="w"/>.</returns>
    public static Tensor Secant(Tensor w, double h) => (Loss(w + h) - Loss(w)) / h;

    /// <summary>How steep L is between w − h and w + h: on a parabola the gradient itself.</summary>
    /// <param name="w">w, any shape.</param>
    /// <param name="h">How far the two points lie.</param>
    /// <returns>The same shape as <paramref name="w"/>.</returns>
    public static Tensor Central(Tensor w, double h) => (Loss(w + h) - Loss(w - h)) / (2 * h);

    /// <summary>The losses on the way downhill: w ← w − lr · dL/dw, again and again.</summary>
    /// <param name="w">Where it starts, a single number.</param>
    /// <param name="lr">The learning rate; below 1 the loss falls, above 1 it grows.</param>
    /// <param name="steps">How many steps are taken.</param>
    /// <returns>The loss before the first step and after each, (steps + 1).</returns>
    /// <exception cref="InvalidOperationException"><paramref name="w"/> is not a single number.</exception>
    public static Tensor Descend(Tensor w, double lr, long steps)
    {
        ArgumentNullException.ThrowIfNull(w);
        var at = w.Detach().Clone();
        at.RequiresGrad = true;
        var losses = new List<Tensor>();
        for (var step = 0; step <= steps; step++)
        {
            at.Grad = null;
            var loss = Loss(at);
            loss.Backward();
            losses.Add(loss.Detach());
            using (Autograd.NoGrad())
                at.CopyFrom(at - lr * at.Grad!);
        }
        return Torch.Stack([.. losses]);
    }

    static Tensor Loss(Tensor w) => w.Pow(2);
}
