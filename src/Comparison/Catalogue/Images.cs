namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Images =>
        [
            new(
                "transforms.ToTensor",
                "Images/ToTensor",
                "Images/ImageChannelsExample",
                "Picture to tensor",
                "图像转张量"
            ),
            new(
                "transforms.ToPILImage",
                "Images/ToPILImage",
                "Images/ImageConversionExample",
                "Tensor to picture",
                "张量转图像"
            ),
            new(
                "transforms.Normalize",
                "Images/Normalize",
                "Images/ImageConversionExample",
                "Normalization of channels",
                "通道归一化"
            ),
            new(
                "transforms.Grayscale",
                "Images/Grayscale",
                "Images/ImageChannelsExample",
                "Grayscale",
                "灰度图"
            ),
        ];
}
