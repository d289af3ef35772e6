namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Vision =>
        [
            new(
                "nn.Upsample",
                "Vision/Upsample",
                "",
                "Upsampling of sequences, images and volumes",
                "上采样层"
            ),
            new(
                "nn.UpsamplingNearest2d",
                "Vision/Upsample",
                "",
                "Upsampling of images by repetition",
                "二维最近邻上采样"
            ),
            new(
                "nn.UpsamplingBilinear2d",
                "Vision/Upsample",
                "",
                "Bilinear upsampling of images",
                "二维双线性上采样"
            ),
            new(
                "nn.functional.interpolate",
                "Vision/Interpolate",
                "",
                "Interpolation to another size",
                "插值缩放"
            ),
            new(
                "nn.PixelShuffle",
                "Vision/PixelShuffle",
                "",
                "Channels rearranged into pixels",
                "像素重排",
                "nn.functional.pixel_shuffle"
            ),
            new(
                "nn.PixelUnshuffle",
                "Vision/PixelShuffle",
                "",
                "Pixels rearranged into channels",
                "像素逆重排",
                "nn.functional.pixel_unshuffle"
            ),
            new(
                "nn.ChannelShuffle",
                "Vision/ChannelShuffle",
                "",
                "Channels of groups interleaved",
                "通道重排",
                "nn.functional.channel_shuffle"
            ),
        ];
}
