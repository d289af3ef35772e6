namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Optim =>
        [
            new(
                "optim.SGD",
                "Optim/SGD",
                "Optim/SGDExample",
                "Stochastic gradient descent",
                "随机梯度下降"
            ),
        ];
}
