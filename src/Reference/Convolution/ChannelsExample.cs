namespace Diptych.Reference;

/// <summary>A coloured picture through a convolution, channel by channel.</summary>
public static class ChannelsExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        manual_seed(0);
        var picture = rand(3, 4, 4); // (C, H, W): red, green and blue
        var conv = new Conv2d(inChannels: 3, outChannels: 2, kernelSize: 3);
        var y = conv.Forward(picture).detach(); // (2, 2, 2)
        var (w, b) = (conv.Weight.detach(), conv.Bias!.detach());

        // Each input channel alone, through its own kernel of output channel 0
        var maps = Functional.ConvPartialMaps(picture, w)[0];
        var (red, green, blue) = (maps[0], maps[1], maps[2]);
        yield return ("what red adds to output channel 0:", red);
        yield return ("what green adds:", green);
        yield return ("what blue adds:", blue);
        yield return ("all three and the bias:", red + green + blue + b[0]);
        yield return ("output channel 0:", y[0]);
        yield return ("numbers that 3 channels to 2 learn:", w.numel() + b.numel());
        yield return ("3 channels to 64:", Functional.ConvParameterCount(3, 64, [3, 3]));
        yield return ("1 channel to 64:", Functional.ConvParameterCount(1, 64, [3, 3]));
    }
}
