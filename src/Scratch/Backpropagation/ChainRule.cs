namespace Diptych.Scratch;

/// <summary>The chain rule by hand: what backward computes, written out for one neuron and for a network of two layers.</summary>
/// <remarks>PyTorch: <c>torch.autograd.grad</c> of the same losses.</remarks>
public static class ChainRule
{
    /// <summary>One neuron's squared error: L = (y − t)² with y = w · x + b.</summary>
    /// <param name="w">w, any shape.</param>
    /// <param name="x">x, of the same shape.</param>
    /// <param name="b">b, of the same shape.</param>
    /// <param name="label">t, of the same shape.</param>
    /// <returns>L, of the same shape.</returns>
    public static Tensor NeuronLoss(Tensor w, Tensor x, Tensor b, Tensor label)
    {
        var y = w * x + b;
        return (y - label).Pow(2);
    }

    /// <summary>The gradients of <see cref="NeuronLoss"/>, from the loss backwards: dL/dy first, then what y was made of.</summary>
    /// <param name="w">w, any shape.</param>
    /// <param name="x">x, of the same shape.</param>
    /// <param name="b">b, of the same shape.</param>
    /// <param name="label">t, of the same shape.</param>
    /// <returns>dL/dw, dL/dx, dL/db and dL/dt.</returns>
    public static (Tensor W, Tensor X, Tensor B, Tensor Label) NeuronGradients(
        Tensor w,
        Tensor x,
        Tensor b,
        Tensor label
    )
    {
        var y = w * x + b;
        var dy = 2 * (y - label); // dL/dy
        var dw = dy * x; // dL/dy · dy/dw, as y = w · x + b
        var dx = dy * w;
        var db = dy;
        return (dw, dx, db, -dy);
    }

    /// <summary>The mean squared error of two layers: L = mean((a W₂ᵀ + b₂ − t)²) with a = σ(x W₁ᵀ + b₁).</summary>
    /// <param name="x">x, (N, I).</param>
    /// <param name="w1">W₁, (H, I).</param>
    /// <param name="b1">b₁, (H).</param>
    /// <param name="w2">W₂, (O, H).</param>
    /// <param name="b2">b₂, (O).</param>
    /// <param name="label">t, (N, O).</param>
    /// <returns>L, 0-d.</returns>
    public static Tensor NetworkLoss(
        Tensor x,
        Tensor w1,
        Tensor b1,
        Tensor w2,
        Tensor b2,
        Tensor label
    )
    {
        var a = Functional.Sigmoid(Functional.Linear(x, w1, b1));
        var y = Functional.Linear(a, w2, b2);
        return (y - label).Pow(2).Mean();
    }

    /// <summary>The gradients of <see cref="NetworkLoss"/>, layer by layer from the loss to the input.</summary>
    /// <param name="x">x, (N, I).</param>
    /// <param name="w1">W₁, (H, I).</param>
    /// <param name="b1">b₁, (H).</param>
    /// <param name="w2">W₂, (O, H).</param>
    /// <param name="b2">b₂, (O).</param>
    /// <param name="label">t, (N, O).</param>
    /// <returns>dL/dx, dL/dW₁, dL/db₁, dL/dW₂ and dL/db₂.</returns>
    /// <exception cref="ArgumentException">A shape is another than these.</exception>
    public static (Tensor X, Tensor W1, Tensor B1, Tensor W2, Tensor B2) NetworkGradients(
        Tensor x,
        Tensor w1,
        Tensor b1,
        Tensor w2,
        Tensor b2,
        Tensor label
    )
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(label);
        var a = Functional.Sigmoid(Functional.Linear(x, w1, b1)); // (N, H)
        var y = Functional.Linear(a, w2, b2); // (N, O)
        if (x.Rank != 2 || !label.Shape.SequenceEqual(y.Shape))
            throw new ArgumentException(
                $"expected x of shape (N, I) and label of y's shape {y.ShapeText}, but got {x.ShapeText} and {label.ShapeText}",
                nameof(label)
            );

        var dy = 2 * (y - label) / y.Count; // (N, O)
        var dw2 = dy.Transpose(0, 1).MatMul(a); // (O, H)
        var db2 = dy.Sum([0]);
        var da = dy.MatMul(w2); // (N, H): through the second layer
        var dz = da * a * (1 - a); // through σ, whose slope is a (1 − a)
        var dw1 = dz.Transpose(0, 1).MatMul(x); // (H, I)
        var db1 = dz.Sum([0]);
        var dx = dz.MatMul(w1); // (N, I): through the first layer
        return (dx, dw1, db1, dw2, db2);
    }
}
