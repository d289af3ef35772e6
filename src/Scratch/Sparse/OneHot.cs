namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>Each number as a row with a 1 at its place and 0 elsewhere; times a table it is what an embedding looks up. PyTorch: <c>nn.functional.one_hot</c>.</summary>
    /// <param name="tensor">(*), int64, from 0 on.</param>
    /// <param name="numClasses">The length of a row; one more than the largest number where −1.</param>
    /// <returns>(*, numClasses), int64</returns>
    /// <exception cref="ArgumentException">Not int64, a number outside the row, or no number to tell the length by.</exception>
    public static Tensor OneHot(Tensor tensor, long numClasses = -1)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"one_hot is only applicable to index tensor of type LongTensor, not {tensor.Dtype.TorchName()}",
                nameof(tensor)
            );
        var numbers = tensor.ToArray<long>();
        if (numbers.Length == 0 && numClasses <= 0)
            throw new ArgumentException(
                "Can not infer total number of classes from empty tensor.",
                nameof(tensor)
            );
        var classes = numClasses == -1 ? numbers.Max() + 1 : numClasses;
        foreach (var number in numbers)
            if (number < 0 || number >= classes)
                throw new ArgumentOutOfRangeException(
                    nameof(tensor),
                    number,
                    $"Class values must be non-negative and smaller than num_classes, {classes}."
                );
        if ((Int128)classes * Math.Max(numbers.Length, 1) > Array.MaxLength)
            throw new ArgumentException(
                $"at most {Array.MaxLength} elements fit, but got num_classes={classes} for {tensor.ShapeText}",
                nameof(numClasses)
            );
        return tensor.Unsqueeze(-1).EqualTo(Torch.Arange(classes)).To(ScalarType.Int64);
    }
}
