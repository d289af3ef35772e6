namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Convolution =>
        [
            new(
                "nn.Conv1d",
                "Convolution/Conv",
                "Convolution/OutputSizeExample",
                "Convolution of sequences",
                "一维卷积",
                "nn.functional.conv1d"
            ),
            new(
                "nn.Conv2d",
                "Convolution/Conv",
                "Convolution/ChannelsExample",
                "Convolution of pictures",
                "二维卷积",
                "nn.functional.conv2d"
            ),
            new(
                "nn.Conv3d",
                "Convolution/Conv",
                "Convolution/OutputSizeExample",
                "Convolution of volumes",
                "三维卷积",
                "nn.functional.conv3d"
            ),
            new(
                "functional.conv_partial_maps",
                "Convolution/Channels",
                "Convolution/ChannelsExample",
                "Channels of a convolution",
                "卷积的输入/输出通道",
                "functional.conv_parameter_count"
            ),
            new(
                "functional.conv_output_size",
                "Convolution/OutputSize",
                "Convolution/OutputSizeExample",
                "Output size of a convolution",
                "卷积层输出尺寸公式"
            ),
            new(
                "nn.functional.pad",
                "Convolution/Pad",
                "Convolution/OutputSizeExample",
                "Padding",
                "填充"
            ),
            new(
                "nn.ConvTranspose1d",
                "Convolution/ConvTranspose",
                "",
                "Transposed convolution of sequences",
                "一维转置卷积",
                "nn.functional.conv_transpose1d"
            ),
            new(
                "nn.ConvTranspose2d",
                "Convolution/ConvTranspose",
                "",
                "Transposed convolution of pictures",
                "二维转置卷积",
                "nn.functional.conv_transpose2d"
            ),
            new(
                "nn.ConvTranspose3d",
                "Convolution/ConvTranspose",
                "",
                "Transposed convolution of volumes",
                "三维转置卷积",
                "nn.functional.conv_transpose3d"
            ),
            new(
                "nn.Fold",
                "Convolution/Fold",
                "",
                "An image from its blocks",
                "折叠",
                "nn.functional.fold"
            ),
            new(
                "nn.Unfold",
                "Convolution/Fold",
                "",
                "The blocks of an image",
                "展开",
                "nn.functional.unfold"
            ),
            new(
                "nn.LazyConv1d",
                "Convolution/LazyConv",
                "",
                "Convolution in one dimension for any first input",
                "惰性一维卷积"
            ),
            new(
                "nn.LazyConv2d",
                "Convolution/LazyConv",
                "",
                "Convolution in two dimensions for any first input",
                "惰性二维卷积"
            ),
            new(
                "nn.LazyConv3d",
                "Convolution/LazyConv",
                "",
                "Convolution in three dimensions for any first input",
                "惰性三维卷积"
            ),
            new(
                "nn.LazyConvTranspose1d",
                "Convolution/LazyConvTranspose",
                "",
                "Transposed convolution in one dimension for any first input",
                "惰性一维转置卷积"
            ),
            new(
                "nn.LazyConvTranspose2d",
                "Convolution/LazyConvTranspose",
                "",
                "Transposed convolution in two dimensions for any first input",
                "惰性二维转置卷积"
            ),
            new(
                "nn.LazyConvTranspose3d",
                "Convolution/LazyConvTranspose",
                "",
                "Transposed convolution in three dimensions for any first input",
                "惰性三维转置卷积"
            ),
        ];
}
