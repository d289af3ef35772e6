using System.Security.Cryptography;

namespace Diptych.Reference;

/// <summary>Weights go into a file and come back; the file is the one that PyTorch writes, byte for byte.</summary>
public static class WeightsExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var path = Path.GetTempFileName();
        Torch.ManualSeed(0);
        var trained = Network();
        Safetensors.SaveFile(trained.state_dict(), path);
        yield return ("bytes:", new FileInfo(path).Length);
        yield return (
            "their sha256:",
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))
        );

        var loaded = Network();
        var x = ones(2, 3);
        trained.eval();
        loaded.eval();
        yield return ("another start answers alike:", Alike());
        loaded.load_state_dict(Safetensors.LoadFile(path));
        File.Delete(path);
        yield return ("the loaded weights answer alike:", Alike());
        yield return ("names:", string.Join(", ", loaded.state_dict().Keys));

        bool Alike() => loaded.Forward(x).eq(trained.Forward(x)).all().item<bool>();
    }

    static Sequential Network() =>
        new(new Linear(3, 4), new BatchNorm1d(4), new ReLU(), new Linear(4, 2));
}
