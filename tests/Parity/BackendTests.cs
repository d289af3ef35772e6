using System.Text.Json;
using Xunit;

namespace Diptych.Parity;

/// <summary>Which libraries a build takes, evaluated for platforms and devices that are not here.</summary>
public sealed class BackendTests
{
    static readonly string Project = Path.Combine("src", "Reference");

    [Theory]
    [InlineData("cpu", "linux-x64", "0.107.0", "libtorch-cpu-linux-x64", "2.10.0")]
    [InlineData("cpu", "osx-arm64", "0.107.0", "libtorch-cpu-osx-arm64", "2.10.0")]
    [InlineData("cpu", "win-x64", "0.105.0", "libtorch-cpu-win-x64", "2.5.1")]
    [InlineData("cuda", "linux-x64", "0.107.0", "libtorch-cuda-12.8-linux-x64", "2.10.0")]
    [InlineData("cuda", "win-x64", "0.107.0", "libtorch-cuda-12.8-win-x64", "2.10.0")]
    [InlineData("cuda-12.1", "win-x64", "0.105.0", "libtorch-cuda-12.1-win-x64", "2.5.1")]
    [InlineData("cuda-12.1", "linux-x64", "0.105.0", "libtorch-cuda-12.1-linux-x64", "2.5.1")]
    public void A_backend_takes_the_versions_that_belong_together(
        string backend,
        string platform,
        string torchSharp,
        string package,
        string version
    )
    {
        var (code, output, error) = ProgramRun.Dotnet(
            Checkout.Repository.Root,
            "msbuild",
            Project,
            $"-p:TorchBackend={backend}",
            $"-p:LibTorchPlatform={platform}",
            "-getItem:PackageReference,PackageDownload,PackageVersion,AssemblyMetadata,RuntimeHostConfigurationOption",
            "-getProperty:WarningsAsErrors,DefineConstants"
        );
        Assert.True(code == 0, output + error);
        using var evaluated = JsonDocument.Parse(output);
        var items = evaluated.RootElement.GetProperty("Items");

        Assert.Equal($"[{torchSharp}]", Item("PackageVersion", "TorchSharp", "Version"));
        Assert.NotNull(Item("PackageReference", "TorchSharp", "Identity"));
        // For the CPU a package stays in NuGet's folder; CUDA's has targets of its own, so that it must be referred to.
        var isReferredTo = backend != "cpu";
        Assert.Equal(isReferredTo ? package : null, Item("PackageReference", package, "Identity"));
        Assert.Equal(
            isReferredTo ? $"[{version}]" : null,
            Item("PackageVersion", package, "Version")
        );
        Assert.Equal(
            isReferredTo ? null : $"[{version}]",
            Item("PackageDownload", package, "Version")
        );
        Assert.Equal(package, Item("AssemblyMetadata", "LibTorchPackage", "Value"));
        Assert.Equal(version, Item("AssemblyMetadata", "LibTorchVersion", "Value"));
        Assert.Equal(platform, Item("AssemblyMetadata", "LibTorchPlatform", "Value"));

        var properties = evaluated.RootElement.GetProperty("Properties");
        Assert.Equal(
            torchSharp == "0.105.0",
            properties.GetProperty("DefineConstants").GetString()!.Contains("TORCHSHARP_0_105")
        );
        foreach (var warning in (string[])["NU1603", "NU1608"])
            Assert.Contains(warning, properties.GetProperty("WarningsAsErrors").GetString());

        string? Item(string kind, string name, string value) =>
            items
                .GetProperty(kind)
                .EnumerateArray()
                .Where(item => item.GetProperty("Identity").GetString() == name)
                .Select(item => item.GetProperty(value).GetString())
                .SingleOrDefault();
    }

    [Theory]
    [InlineData(
        "-p:TorchBackend=rocm",
        "There is no libtorch for TorchBackend 'rocm' on linux-x64"
    )]
    [InlineData("-p:TorchBackend=CUDA-11", "There is no libtorch for TorchBackend 'CUDA-11'")]
    public void An_unknown_backend_is_an_error_before_anything_is_restored(
        string option,
        string told
    )
    {
        var (code, output, _) = ProgramRun.Dotnet(
            Checkout.Repository.Root,
            "msbuild",
            Project,
            "-t:CollectPackageReferences",
            "-nologo",
            "-p:LibTorchPlatform=linux-x64",
            option
        );
        Assert.NotEqual(0, code);
        Assert.Contains(told, output);
    }

    [Fact]
    public void CUDA_is_not_there_on_macOS()
    {
        var (code, output, _) = ProgramRun.Dotnet(
            Checkout.Repository.Root,
            "msbuild",
            Project,
            "-t:CollectPackageReferences",
            "-nologo",
            "-p:LibTorchPlatform=osx-arm64",
            "-p:TorchBackend=cuda"
        );
        Assert.NotEqual(0, code);
        Assert.Contains("There is no libtorch for TorchBackend 'cuda' on osx-arm64", output);
    }

    [Fact]
    public void An_unknown_snapshot_engine_is_an_error()
    {
        var (code, output, _) = ProgramRun.Dotnet(
            Checkout.Repository.Root,
            "msbuild",
            Path.Combine("tests", "Parity"),
            "-t:CollectPackageReferences",
            "-nologo",
            "-p:SnapshotEngine=Approval"
        );
        Assert.NotEqual(0, code);
        Assert.Contains("There is no SnapshotEngine 'Approval'", output);
    }
}
