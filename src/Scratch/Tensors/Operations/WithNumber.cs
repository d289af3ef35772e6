using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = x + c for one number</summary>
sealed class AddNumberOperation(Tensor x, double c) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Add>(x, c);

    // dx = dy
    protected override Tensor?[] Backward(Tensor dy) => [dy];
}

/// <summary>y = c · x for one number</summary>
sealed class ScaleOperation(Tensor x, double c) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Multiply>(x, c);

    // dx = c dy
    protected override Tensor?[] Backward(Tensor dy) => [Elementwise.Apply<Multiply>(dy, c)];
}

/// <summary>y = x / c for one number</summary>
sealed class DivideByNumberOperation(Tensor x, double c) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Divide>(x, c);

    // dx = dy / c
    protected override Tensor?[] Backward(Tensor dy) => [Elementwise.Apply<Divide>(dy, c)];
}
