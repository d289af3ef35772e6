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
                "批归一化",
                "nn.functional.batch_norm"
            ),
            new(
                "nn.BatchNorm2d",
                "Normalization/BatchNorm",
                "Normalization/BatchNormExample",
                "Batch normalization of pictures",
                "二维批归一化"
            ),
            new(
                "nn.BatchNorm3d",
                "Normalization/BatchNorm",
                "Normalization/BatchNormExample",
                "Batch normalization of volumes",
                "三维批归一化"
            ),
            new(
                "nn.LayerNorm",
                "Normalization/LayerNorm",
                "Normalization/BatchNormExample",
                "Layer normalization",
                "层归一化",
                "nn.functional.layer_norm"
            ),
            new(
                "nn.GroupNorm",
                "Normalization/GroupNorm",
                "Normalization/BatchNormExample",
                "Group normalization",
                "组归一化",
                "nn.functional.group_norm"
            ),
            new(
                "nn.InstanceNorm1d",
                "Normalization/InstanceNorm",
                "Normalization/BatchNormExample",
                "Instance normalization of sequences",
                "一维实例归一化",
                "nn.functional.instance_norm"
            ),
            new(
                "nn.InstanceNorm2d",
                "Normalization/InstanceNorm",
                "Normalization/BatchNormExample",
                "Instance normalization of pictures",
                "二维实例归一化"
            ),
            new(
                "nn.InstanceNorm3d",
                "Normalization/InstanceNorm",
                "Normalization/BatchNormExample",
                "Instance normalization of volumes",
                "三维实例归一化"
            ),
            new(
                "nn.RMSNorm",
                "Normalization/RMSNorm",
                "",
                "Root mean square normalization",
                "均方根归一化",
                "nn.functional.rms_norm"
            ),
            new(
                "nn.LocalResponseNorm",
                "Normalization/LocalResponseNorm",
                "",
                "Normalization by neighbouring channels",
                "局部响应归一化",
                "nn.functional.local_response_norm"
            ),
            new(
                "nn.CrossMapLRN2d",
                "Normalization/CrossMapLRN2d",
                "",
                "Normalization by neighbouring channels, as Torch had it",
                "跨通道局部响应归一化"
            ),
            new(
                "nn.LazyBatchNorm1d",
                "Normalization/LazyBatchNorm",
                "",
                "Batch normalization in one dimension for any first input",
                "惰性一维批归一化"
            ),
            new(
                "nn.LazyBatchNorm2d",
                "Normalization/LazyBatchNorm",
                "",
                "Batch normalization in two dimensions for any first input",
                "惰性二维批归一化"
            ),
            new(
                "nn.LazyBatchNorm3d",
                "Normalization/LazyBatchNorm",
                "",
                "Batch normalization in three dimensions for any first input",
                "惰性三维批归一化"
            ),
            new(
                "nn.LazyInstanceNorm1d",
                "Normalization/LazyInstanceNorm",
                "",
                "Instance normalization in one dimension for any first input",
                "惰性一维实例归一化"
            ),
            new(
                "nn.LazyInstanceNorm2d",
                "Normalization/LazyInstanceNorm",
                "",
                "Instance normalization in two dimensions for any first input",
                "惰性二维实例归一化"
            ),
            new(
                "nn.LazyInstanceNorm3d",
                "Normalization/LazyInstanceNorm",
                "",
                "Instance normalization in three dimensions for any first input",
                "惰性三维实例归一化"
            ),
        ];
}
