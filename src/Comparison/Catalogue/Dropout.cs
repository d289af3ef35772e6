namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Dropout =>
        [
            new(
                "nn.Dropout",
                "Dropout/Dropout",
                "Dropout/DropoutExample",
                "Dropout",
                "随机失活",
                "nn.functional.dropout"
            ),
            new(
                "nn.Dropout1d",
                "Dropout/FeatureDropout",
                "Dropout/DropoutExample",
                "Channel dropout of sequences",
                "一维通道随机失活",
                "nn.functional.dropout1d"
            ),
            new(
                "nn.Dropout2d",
                "Dropout/FeatureDropout",
                "Dropout/DropoutExample",
                "Channel dropout of images",
                "二维通道随机失活",
                "nn.functional.dropout2d"
            ),
            new(
                "nn.Dropout3d",
                "Dropout/FeatureDropout",
                "Dropout/DropoutExample",
                "Channel dropout of volumes",
                "三维通道随机失活",
                "nn.functional.dropout3d"
            ),
            new(
                "nn.AlphaDropout",
                "Dropout/AlphaDropout",
                "Dropout/DropoutExample",
                "Dropout that keeps mean and variance",
                "保持统计量的随机失活",
                "nn.functional.alpha_dropout"
            ),
            new(
                "nn.FeatureAlphaDropout",
                "Dropout/FeatureAlphaDropout",
                "",
                "Channel dropout that keeps mean and variance",
                "保持统计量的通道随机失活",
                "nn.functional.feature_alpha_dropout"
            ),
        ];
}
