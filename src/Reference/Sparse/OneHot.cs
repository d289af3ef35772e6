namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>Each number as a row with a 1 at its place and 0 elsewhere; times a table it is what an embedding looks up. PyTorch: <c>nn.functional.one_hot</c>.</summary>
    /// <param name="tensor">(*), int64, from 0 on.</param>
    /// <param name="numClasses">The length of a row; one more than the largest number where −1.</param>
    /// <returns>(*, numClasses), int64</returns>
    public static Tensor OneHot(Tensor tensor, long numClasses = -1) =>
        functional.one_hot(tensor, numClasses);
}
