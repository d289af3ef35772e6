namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Pooling =>
        [
            new(
                "functional.pool_output_size",
                "Pooling/PoolOutputSize",
                "Pooling/PoolingExample",
                "Output size of a pool",
                "池化层输出尺寸公式"
            ),
            new(
                "nn.MaxPool1d",
                "Pooling/MaxPool",
                "Pooling/PoolingExample",
                "Max pooling of sequences",
                "一维最大池化",
                "nn.functional.max_pool1d",
                "nn.functional.max_pool1d_with_indices"
            ),
            new(
                "nn.MaxPool2d",
                "Pooling/MaxPool",
                "Pooling/PoolingExample",
                "Max pooling of images",
                "二维最大池化",
                "nn.functional.max_pool2d",
                "nn.functional.max_pool2d_with_indices"
            ),
            new(
                "nn.MaxPool3d",
                "Pooling/MaxPool",
                "Pooling/PoolingExample",
                "Max pooling of volumes",
                "三维最大池化",
                "nn.functional.max_pool3d",
                "nn.functional.max_pool3d_with_indices"
            ),
            new(
                "nn.AvgPool1d",
                "Pooling/AvgPool",
                "Pooling/PoolingExample",
                "Average pooling of sequences",
                "一维平均池化",
                "nn.functional.avg_pool1d"
            ),
            new(
                "nn.AvgPool2d",
                "Pooling/AvgPool",
                "Pooling/PoolingExample",
                "Average pooling of images",
                "二维平均池化",
                "nn.functional.avg_pool2d"
            ),
            new(
                "nn.AvgPool3d",
                "Pooling/AvgPool",
                "Pooling/PoolingExample",
                "Average pooling of volumes",
                "三维平均池化",
                "nn.functional.avg_pool3d"
            ),
            new(
                "nn.AdaptiveMaxPool1d",
                "Pooling/AdaptiveMaxPool",
                "Pooling/PoolingExample",
                "Adaptive max pooling of sequences",
                "一维自适应最大池化",
                "nn.functional.adaptive_max_pool1d",
                "nn.functional.adaptive_max_pool1d_with_indices"
            ),
            new(
                "nn.AdaptiveMaxPool2d",
                "Pooling/AdaptiveMaxPool",
                "Pooling/PoolingExample",
                "Adaptive max pooling of images",
                "二维自适应最大池化",
                "nn.functional.adaptive_max_pool2d",
                "nn.functional.adaptive_max_pool2d_with_indices"
            ),
            new(
                "nn.AdaptiveMaxPool3d",
                "Pooling/AdaptiveMaxPool",
                "Pooling/PoolingExample",
                "Adaptive max pooling of volumes",
                "三维自适应最大池化",
                "nn.functional.adaptive_max_pool3d",
                "nn.functional.adaptive_max_pool3d_with_indices"
            ),
            new(
                "nn.AdaptiveAvgPool1d",
                "Pooling/AdaptiveAvgPool",
                "Pooling/PoolingExample",
                "Adaptive average pooling of sequences",
                "一维自适应平均池化",
                "nn.functional.adaptive_avg_pool1d"
            ),
            new(
                "nn.AdaptiveAvgPool2d",
                "Pooling/AdaptiveAvgPool",
                "Pooling/PoolingExample",
                "Adaptive average pooling of images",
                "二维自适应平均池化",
                "nn.functional.adaptive_avg_pool2d"
            ),
            new(
                "nn.AdaptiveAvgPool3d",
                "Pooling/AdaptiveAvgPool",
                "Pooling/PoolingExample",
                "Adaptive average pooling of volumes",
                "三维自适应平均池化",
                "nn.functional.adaptive_avg_pool3d"
            ),
            new(
                "nn.MaxUnpool1d",
                "Pooling/MaxUnpool",
                "",
                "Max unpooling of sequences",
                "一维最大反池化",
                "nn.functional.max_unpool1d"
            ),
            new(
                "nn.MaxUnpool2d",
                "Pooling/MaxUnpool",
                "",
                "Max unpooling of images",
                "二维最大反池化",
                "nn.functional.max_unpool2d"
            ),
            new(
                "nn.MaxUnpool3d",
                "Pooling/MaxUnpool",
                "",
                "Max unpooling of volumes",
                "三维最大反池化",
                "nn.functional.max_unpool3d"
            ),
            new(
                "nn.LPPool1d",
                "Pooling/LPPool",
                "",
                "Power-average pooling of sequences",
                "一维幂平均池化",
                "nn.functional.lp_pool1d"
            ),
            new(
                "nn.LPPool2d",
                "Pooling/LPPool",
                "",
                "Power-average pooling of images",
                "二维幂平均池化",
                "nn.functional.lp_pool2d"
            ),
            new(
                "nn.LPPool3d",
                "Pooling/LPPool",
                "",
                "Power-average pooling of volumes",
                "三维幂平均池化",
                "nn.functional.lp_pool3d"
            ),
            new(
                "nn.FractionalMaxPool2d",
                "Pooling/FractionalMaxPool",
                "",
                "Fractional max pooling of images",
                "二维分数最大池化",
                "nn.functional.fractional_max_pool2d",
                "nn.functional.fractional_max_pool2d_with_indices"
            ),
            new(
                "nn.FractionalMaxPool3d",
                "Pooling/FractionalMaxPool",
                "",
                "Fractional max pooling of volumes",
                "三维分数最大池化",
                "nn.functional.fractional_max_pool3d",
                "nn.functional.fractional_max_pool3d_with_indices"
            ),
        ];
}
