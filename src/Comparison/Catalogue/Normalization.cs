namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Normalization =>
        [
            new(
                "nn.BatchNorm1d",
                "Normalization/BatchNorm",
                "Normalization/BatchNormExample",
                "Batch normalization",
                "批归一化"
            ),
            new(
                "nn.LayerNorm",
                "Normalization/LayerNorm",
                "Normalization/BatchNormExample",
                "Layer normalization",
                "层归一化",
                "nn.functional.layer_norm"
            ),
        ];
}
