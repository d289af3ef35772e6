namespace Diptych.Reference;

/// <summary>Feed-forward block: y = W₂ dropout(f(W₁ x + b₁)) + b₂, for each position by itself.</summary>
/// <remarks>PyTorch: no module of its own, but <c>linear1</c>, <c>activation</c>, <c>dropout</c> and <c>linear2</c> of its
/// Transformer layers. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.</remarks>
public sealed class FeedForward : Module<Tensor, Tensor>
{
    readonly Func<Tensor, Tensor> function;

    /// <summary>Draws W₁ and b₁, then W₂ and b₂.</summary>
    /// <param name="dModel">The size of a position.</param>
    /// <param name="dimFeedforward">The size between W₁ and W₂.</param>
    /// <param name="dropout">The share that is dropped between them, in training.</param>
    /// <param name="activation">f: "relu", "gelu" or a function.</param>
    /// <param name="bias">Whether there are b₁ and b₂.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException"><paramref name="dropout"/> is no probability.</exception>
    public FeedForward(
        long dModel,
        long dimFeedforward = 2048,
        double dropout = 0.1,
        Activation activation = default,
        bool bias = true,
        ScalarType? dtype = null
    )
        : base(nameof(FeedForward))
    {
        function = activation.Function;
        Linear1 = new Linear(dModel, dimFeedforward, bias, dtype);
        Dropout = new Dropout(dropout);
        Linear2 = new Linear(dimFeedforward, dModel, bias, dtype);
        register_module("linear1", Linear1);
        register_module("dropout", Dropout);
        register_module("linear2", Linear2);
    }

    /// <summary>W₁ and b₁.</summary>
    public Linear Linear1 { get; }

    /// <summary>Between the linear maps.</summary>
    public Dropout Dropout { get; }

    /// <summary>W₂ and b₂.</summary>
    public Linear Linear2 { get; }

    /// <inheritdoc />
    /// <param name="input">(*, dModel)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The last size of the input is not dModel.</exception>
    public override Tensor Forward(Tensor input) =>
        Linear2.Forward(Dropout.Forward(function(Linear1.Forward(input))));
}

/// <summary>What stands between the two linear maps of a <see cref="FeedForward"/>: "relu", "gelu" or any function.</summary>
/// <remarks>PyTorch: <c>activation: str | Callable</c>. Words and functions become one where it is asked for:
/// <c>activation: "gelu"</c>, <c>activation: new(x => x.tanh())</c>.</remarks>
public readonly struct Activation
{
    readonly Func<Tensor, Tensor>? function;

    /// <summary>A function of one's own.</summary>
    /// <param name="function">From a tensor to one of the same shape.</param>
    public Activation(Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        this.function = function;
    }

    /// <summary>What was chosen; ReLU where nothing was.</summary>
    public Func<Tensor, Tensor> Function => function ?? (x => Functional.Relu(x));

    /// <summary>A function of one's own.</summary>
    public static implicit operator Activation(Func<Tensor, Tensor> function) => new(function);

    /// <summary>One of the two that PyTorch knows by name.</summary>
    /// <exception cref="ArgumentException">Another word.</exception>
    public static implicit operator Activation(string name) =>
        name switch
        {
            "relu" => new(x => Functional.Relu(x)),
            "gelu" => new(x => Functional.Gelu(x)),
            _ => throw new ArgumentException(
                $"activation should be relu/gelu, not {name}",
                nameof(name)
            ),
        };
}
