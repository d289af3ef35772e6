using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diptych.Contrast.Bench;

/// <summary>What a figure was measured on, without which it says little.</summary>
static class Machine
{
    /// <summary>The processor by the name that the system has for it.</summary>
    public static string Processor { get; } = Name();

    /// <summary>The widest vectors in use.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <summary>The version of libtorch.</summary>
    public static string LibTorch => TorchSharp.torch.__version__;

    static string Name()
    {
        const string Linux = "/proc/cpuinfo";
        if (!File.Exists(Linux))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? RuntimeInformation.ProcessArchitecture.ToString();
        var lines = File.ReadLines(Linux)
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        string Of(string key) => lines.GetValueOrDefault(key, "?");
        // A virtual machine often hides the model's name; family and model tell it.
        return $"{Of("model name")} (family {Of("cpu family")}, model {Of("model")})";
    }
}
