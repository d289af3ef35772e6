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
                "nn.Bilinear",
                "Linear/Bilinear",
                "Linear/LinearExample",
                "Bilinear layer of two inputs",
                "双线性层",
                "nn.functional.bilinear"
            ),
            new("nn.Identity", "Linear/Identity", "Linear/SequentialExample", "Identity", "恒等层"),
            new(
                "nn.Flatten",
                "Linear/Flatten",
                "Linear/LinearExample",
                "Neighbouring dimensions merged into one",
                "展平层",
                "torch.flatten"
            ),
            new(
                "nn.Unflatten",
                "Linear/Unflatten",
                "",
                "One dimension split into several",
                "反展平层",
                "torch.unflatten"
            ),
            new(
                "nn.Sequential",
                "Linear/Sequential",
                "Linear/SequentialExample",
                "Modules in a row",
                "顺序容器",
                "modules.Sequential"
            ),
            new(
                "nn.LazyLinear",
                "Linear/LazyLinear",
                "",
                "Linear layer for any first input",
                "惰性线性层"
            ),
        ];
}
