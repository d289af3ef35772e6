using TorchSharp;
using ReferenceTensor = TorchSharp.torch.Tensor;
using ScratchTensor = Diptych.Scratch.Tensor;

namespace Diptych.Contrast.Bench;

/// <summary>The work that both sides are timed on, family by family.</summary>
static partial class Rows
{
    const double Float = sizeof(float);

    /// <summary>All of it, in the order of the table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        .. Tensors(),
        .. Convolution(),
        .. Pooling(),
        .. Activation(),
        .. Normalization(),
        .. Recurrent(),
        .. Transformer(),
        .. Sparse(),
        .. Loss(),
        .. Random(),
        .. Training(),
        .. Optim(),
        .. Backpropagation(),
    ];

    // (M, K) (K, N), also a stack of them.
    static Row Product(string name, long m, long k, long n) =>
        new(
            $"matmul {name}",
            "Linear",
            () =>
            {
                var (a, b) = (Scratch.Torch.Randn([m, k]), Scratch.Torch.Randn([k, n]));
                return () => a.MatMul(b);
            },
            () =>
            {
                var (a, b) = (torch.randn(m, k), torch.randn(k, n));
                return () => a.matmul(b);
            }
        )
        {
            Operations = 2.0 * m * k * n,
            Bytes = Float * (m * k + k * n + m * n),
        };

    // One function of one tensor, without a gradient.
    static Row Function(
        string name,
        string family,
        long[] size,
        Func<ScratchTensor, ScratchTensor> scratch,
        Func<ReferenceTensor, ReferenceTensor> libtorch
    ) =>
        new(
            name,
            family,
            () =>
            {
                var x = Scratch.Torch.Randn(size);
                return () => scratch(x);
            },
            () =>
            {
                var x = torch.randn(size);
                return () => libtorch(x);
            }
        )
        {
            Bytes = 2 * Float * size.Aggregate(1L, (a, b) => a * b),
        };

    // Forward alone, and with all gradients: of the parameters and of the input.
    static IEnumerable<Row> Both(
        string name,
        string family,
        long[] size,
        Func<(Scratch.Module Module, Func<ScratchTensor, ScratchTensor> Forward)> scratch,
        Func<(torch.nn.Module Module, Func<ReferenceTensor, ReferenceTensor> Forward)> libtorch,
        double operations = 0,
        double bytes = 0
    )
    {
        foreach (var backward in new[] { false, true })
            yield return new(
                backward ? $"{name}, with backward" : name,
                family,
                () =>
                {
                    var (module, forward) = scratch();
                    var x = Scratch.Torch.Randn(size);
                    return Run(module, x, () => forward(x), backward);
                },
                () =>
                {
                    var (module, forward) = libtorch();
                    var x = torch.randn(size);
                    return Run(module, x, () => forward(x), backward);
                }
            )
            {
                Operations = operations * (backward ? 3 : 1),
                Bytes = bytes,
            };
    }

    static Action Run(
        Scratch.Module module,
        ScratchTensor x,
        Func<ScratchTensor> forward,
        bool backward
    )
    {
        if (!backward)
            return () => forward();
        x.RequiresGrad = true;
        ScratchTensor? dy = null;
        return () =>
        {
            module.ZeroGrad();
            x.Grad = null;
            var y = forward();
            dy ??= Scratch.Torch.Ones(y.Shape).DetachFromDisposeScope();
            y.Backward(dy);
        };
    }

    static Action Run(
        torch.nn.Module module,
        ReferenceTensor x,
        Func<ReferenceTensor> forward,
        bool backward
    )
    {
        if (!backward)
            return () => forward();
        x.requires_grad = true;
        ReferenceTensor? dy = null;
        return () =>
        {
            module.zero_grad();
            x.grad = null;
            var y = forward();
            dy ??= torch.ones_like(y).DetachFromDisposeScope();
            y.backward([dy]);
        };
    }
}
