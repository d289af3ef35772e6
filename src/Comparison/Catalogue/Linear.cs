namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Linear =>
        [
            new(
                "nn.Linear",
                "Linear/Linear",
                "Linear/LinearExample",
                "Linear layer",
                "线性层",
                "nn.functional.linear"
            ),
            new(
                "nn.Sequential",
                "Linear/Sequential",
                "Linear/LinearExample",
                "Modules in a row",
                "顺序容器"
            ),
        ];
}
