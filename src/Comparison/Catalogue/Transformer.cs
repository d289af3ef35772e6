namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Transformer =>
        [
            new(
                "nn.functional.scaled_dot_product_attention",
                "Transformer/ScaledDotProductAttention",
                "Transformer/TransformerEncoderLayerExample",
                "Scaled dot-product attention",
                "缩放点积注意力"
            ),
            new(
                "nn.MultiheadAttention",
                "Transformer/MultiheadAttention",
                "Transformer/TransformerEncoderLayerExample",
                "Multi-head attention",
                "多头注意力"
            ),
            new(
                "nn.TransformerEncoderLayer",
                "Transformer/TransformerEncoderLayer",
                "Transformer/TransformerEncoderLayerExample",
                "Transformer encoder layer",
                "Transformer 编码层"
            ),
        ];
}
