namespace Diptych.Scratch;

/// <summary>Two by two pixels: where the channels are in a picture and in a tensor, and what one is alone.</summary>
public static class ImageChannelsExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var pixels = new Image(2, 2, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 51]);
        var x = new ToTensor().Forward(pixels);
        yield return (
            "a picture has rows, columns, channels:",
            $"[{pixels.Height}, {pixels.Width}, {pixels.Channels}]"
        );
        yield return (
            "a tensor has channels, rows, columns:",
            $"[{string.Join(", ", x.Shape.ToArray())}]"
        );
        yield return ("red:", x[0]);
        yield return ("green:", x[1]);
        yield return ("blue:", x[2]);
        yield return ("brightness, one channel:", new Grayscale().Forward(x));

        x[0].Fill(0);
        yield return (
            "a channel is a window onto the tensor, now without red:",
            x.Select(1, 1).Select(1, 1)
        );

        var gray = new Image(1, 3, 1, [0, 51, 255]);
        yield return ("a gray picture has one channel:", new ToTensor().Forward(gray));
        var clear = new Image(1, 1, 4, [255, 102, 0, 51]);
        yield return ("opacity is the fourth:", new ToTensor().Forward(clear).Flatten());
    }
}
