using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>A loop over elements of any type, such as a copy.</summary>
interface IElementKernel
{
    void Run<T>()
        where T : unmanaged;
}

/// <summary>A loop over numbers, integers included.</summary>
interface INumberKernel
{
    void Run<T>()
        where T : unmanaged, INumber<T>;
}

/// <summary>A loop over real numbers of either precision.</summary>
interface IRealKernel
{
    void Run<T>()
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>The one place where a tensor's type, which is data, becomes a type of C#.</summary>
static class Dispatch
{
    public static void Elements<TKernel>(ScalarType dtype, TKernel kernel)
        where TKernel : struct, IElementKernel
    {
        switch (dtype)
        {
            case ScalarType.Float32:
                kernel.Run<float>();
                break;
            case ScalarType.Float64:
                kernel.Run<double>();
                break;
            case ScalarType.Int64:
                kernel.Run<long>();
                break;
            default:
                kernel.Run<bool>();
                break;
        }
    }

    public static void Numbers<TKernel>(ScalarType dtype, TKernel kernel)
        where TKernel : struct, INumberKernel
    {
        switch (dtype)
        {
            case ScalarType.Float32:
                kernel.Run<float>();
                break;
            case ScalarType.Float64:
                kernel.Run<double>();
                break;
            case ScalarType.Int64:
                kernel.Run<long>();
                break;
            default:
                throw new NotSupportedException($"arithmetic is not implemented for '{dtype}'");
        }
    }

    public static void Reals<TKernel>(ScalarType dtype, TKernel kernel)
        where TKernel : struct, IRealKernel
    {
        switch (dtype)
        {
            case ScalarType.Float32:
                kernel.Run<float>();
                break;
            case ScalarType.Float64:
                kernel.Run<double>();
                break;
            default:
                throw new NotSupportedException($"this operation is not implemented for '{dtype}'");
        }
    }
}
