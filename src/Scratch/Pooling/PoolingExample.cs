namespace Diptych.Scratch;

/// <summary>A plane of 5 by 5 in windows of 2 by 2: largest elements and means, who has a gradient, and what padding is.</summary>
public static class PoolingExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        float[] plane = [1, 2, 0, 3, 1, 4, 6, 1, 0, 2, 7, 5, 2, 8, 0, 0, 1, 9, 3, 4, 2, 0, 1, 1, 5];
        var x = new Parameter(Tensor.FromArray(plane, 1, 5, 5));
        var (y, indices) = new MaxPool2d(2, returnIndices: true).ForwardWithIndices(x);
        yield return ("largest of each 2 by 2:", y.Detach());
        yield return ("where they stand, row by row:", indices);
        y.Sum().Backward();
        yield return ("only they have a gradient:", x.Grad!);

        x.Grad = null;
        var mean = new AvgPool2d(2).Forward(x);
        mean.Sum().Backward();
        yield return ("mean of each 2 by 2:", mean.Detach());
        yield return ("everyone has a share:", x.Grad!);

        var ceil = new MaxPool2d(2, ceilMode: true).Forward(x);
        yield return ("5 wide, windows of 2:", y.Shape[^1]);
        yield return ("the rest counts too in ceil mode:", ceil.Shape[^1]);

        var one = Torch.Tensor(
            new float[,,]
            {
                {
                    { -2 },
                },
            }
        );
        var max = Functional.MaxPool2d(one, 2, padding: 1);
        yield return ("padding of a maximum is -inf, not 0:", max.Item());
        mean = Functional.AvgPool2d(one, 2, padding: 1);
        yield return ("padding of a mean is 0:", mean.Item());
    }
}
