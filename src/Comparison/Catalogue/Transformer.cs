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
                "modules.PositionalEncoding",
                "Transformer/PositionalEncoding",
                "Transformer/PositionalEncodingExample",
                "Sinusoidal position encoding",
                "正弦位置编码"
            ),
            new(
                "modules.FeedForward",
                "Transformer/FeedForward",
                "Transformer/TransformerEncoderLayerExample",
                "Feed-forward block",
                "前馈网络"
            ),
            new(
                "nn.TransformerEncoderLayer",
                "Transformer/TransformerEncoderLayer",
                "Transformer/TransformerEncoderLayerExample",
                "Transformer encoder layer",
                "Transformer 编码层"
            ),
            new(
                "nn.TransformerEncoder",
                "Transformer/TransformerEncoder",
                "Transformer/PositionalEncodingExample",
                "Transformer encoder",
                "Transformer 编码器"
            ),
            new(
                "nn.TransformerDecoderLayer",
                "Transformer/TransformerDecoderLayer",
                "Transformer/TransformerEncoderLayerExample",
                "Transformer decoder layer",
                "Transformer 解码层"
            ),
            new(
                "nn.TransformerDecoder",
                "Transformer/TransformerDecoder",
                "Transformer/TransformerEncoderLayerExample",
                "Transformer decoder",
                "Transformer 解码器"
            ),
            new(
                "nn.Transformer",
                "Transformer/Transformer",
                "Transformer/PositionalEncodingExample",
                "Encoder and decoder together",
                "编码器与解码器",
                "nn.Transformer.generate_square_subsequent_mask"
            ),
        ];
}
