namespace Diptych.Scratch;

/// <summary>All 256 bytes from a picture to a tensor and back, and who shares memory with whom.</summary>
public static class ImageConversionExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        byte[] every = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var x = new ToTensor().Forward(new Image(16, 16, 1, every));
        var back = new ToPILImage().Forward(x);
        yield return ("bytes that come back, of 256:", Equal(back));

        var normalize = new Normalize([0.485], [0.229]);
        var inverse = normalize.Inverse();
        var y = inverse.Forward(normalize.Forward(x));
        var cut = new ToPILImage().Forward(y);
        yield return ("after Normalize and its inverse:", Equal(cut));
        long[] low = [.. every.Where((v, i) => cut.Bytes[i] == v - 1).Select(v => (long)v)];
        yield return ("one too low, as ToPILImage cuts:", Torch.Tensor(low));
        var rounded = new ToPILImage().Forward((y * 255).Round() / 255);
        yield return ("rounded before it cuts:", Equal(rounded));

        every.AsSpan(0, 16).Fill(77);
        yield return ("ToTensor copied:", x[0][0].Narrow(0, 0, 4));
        float[] array = [0.25f, 0.5f];
        var shared = Tensor.FromArray(array, 2);
        array[0] = 77;
        yield return ("from_numpy did not:", shared);

        long Equal(Image image) => every.Where((v, i) => image.Bytes[i] == v).LongCount();
    }
}
