using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>Bytes of pictures, pixel by pixel, to and from tensors, plane by plane.</summary>
static class Pixels
{
    /// <summary>(H, W, C) bytes as (C, H, W) whole numbers, int64.</summary>
    public static Tensor Planes(ReadOnlySpan<byte> bytes, long height, long width, long channels)
    {
        var planes = Tensor.Allocate(ScalarType.Int64, channels, height, width);
        var target = planes.Data<long>();
        var (count, step) = ((int)(height * width), (int)channels);
        for (var c = 0; c < step; c++)
        for (var i = 0; i < count; i++)
            target[c * count + i] = bytes[i * step + c];
        return planes;
    }

    /// <summary>(C, H, W) real numbers as (H, W, C) bytes: the low eight bits of the number without its fraction.</summary>
    public static byte[] Bytes(Tensor planes)
    {
        var bytes = new byte[planes.Count];
        Dispatch.Reals(planes.Dtype, new Cut(Copy.Contiguous(planes), bytes));
        return bytes;
    }

    readonly struct Cut(Tensor planes, byte[] bytes) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> source = planes.Data<T>();
            var step = (int)planes.Shape[0];
            var count = step == 0 ? 0 : source.Length / step;
            for (var c = 0; c < step; c++)
            for (var i = 0; i < count; i++)
            {
                // By way of 32 bits, as NumPy does it; what they cannot hold, NaN too, is 0.
                var value = double.CreateTruncating(source[c * count + i]);
                bytes[i * step + c] =
                    Math.Abs(value) < 2147483648.0 ? unchecked((byte)(int)value) : (byte)0;
            }
        }
    }
}
