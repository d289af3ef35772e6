namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Padding =>
        [
            new(
                "nn.ReflectionPad1d",
                "Padding/ReflectionPad",
                "",
                "Padding of sequences with their mirror",
                "一维反射填充"
            ),
            new(
                "nn.ReflectionPad2d",
                "Padding/ReflectionPad",
                "",
                "Padding of pictures with their mirror",
                "二维反射填充"
            ),
            new(
                "nn.ReflectionPad3d",
                "Padding/ReflectionPad",
                "",
                "Padding of volumes with their mirror",
                "三维反射填充"
            ),
            new(
                "nn.ReplicationPad1d",
                "Padding/ReplicationPad",
                "",
                "Padding of sequences with their edge",
                "一维边缘复制填充"
            ),
            new(
                "nn.ReplicationPad2d",
                "Padding/ReplicationPad",
                "",
                "Padding of pictures with their edge",
                "二维边缘复制填充"
            ),
            new(
                "nn.ReplicationPad3d",
                "Padding/ReplicationPad",
                "",
                "Padding of volumes with their edge",
                "三维边缘复制填充"
            ),
            new(
                "nn.ZeroPad1d",
                "Padding/ZeroPad",
                "",
                "Padding of sequences with zeros",
                "一维零填充"
            ),
            new(
                "nn.ZeroPad2d",
                "Padding/ZeroPad",
                "",
                "Padding of pictures with zeros",
                "二维零填充"
            ),
            new(
                "nn.ZeroPad3d",
                "Padding/ZeroPad",
                "",
                "Padding of volumes with zeros",
                "三维零填充"
            ),
            new(
                "nn.ConstantPad1d",
                "Padding/ConstantPad",
                "",
                "Padding of sequences with a constant",
                "一维常数填充"
            ),
            new(
                "nn.ConstantPad2d",
                "Padding/ConstantPad",
                "",
                "Padding of pictures with a constant",
                "二维常数填充"
            ),
            new(
                "nn.ConstantPad3d",
                "Padding/ConstantPad",
                "",
                "Padding of volumes with a constant",
                "三维常数填充"
            ),
            new(
                "nn.CircularPad1d",
                "Padding/CircularPad",
                "",
                "Padding of sequences with their other end",
                "一维循环填充"
            ),
            new(
                "nn.CircularPad2d",
                "Padding/CircularPad",
                "",
                "Padding of pictures with their other end",
                "二维循环填充"
            ),
            new(
                "nn.CircularPad3d",
                "Padding/CircularPad",
                "",
                "Padding of volumes with their other end",
                "三维循环填充"
            ),
        ];
}
