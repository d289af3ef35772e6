using System.IO.Compression;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>Scratch as a package of its own, in a project that has nothing else.</summary>
public sealed class PackageTests
{
    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <EnableTrimAnalyzer>true</EnableTrimAnalyzer>
            <EnableAotAnalyzer>true</EnableAotAnalyzer>
            <InvariantGlobalization>true</InvariantGlobalization>
            <RestoreAdditionalProjectSources>$(MSBuildProjectDirectory)/packages</RestoreAdditionalProjectSources>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Diptych.Scratch" Version="VERSION" />
          </ItemGroup>
        </Project>
        """;

    // The layer of snapshots/Linear/LinearExample.py, and its outputs as PyTorch prints them.
    const string Program = """
        using System;
        using Diptych.Scratch;

        var layer = new Linear(inFeatures: 2, outFeatures: 1);
        using (Autograd.NoGrad())
        {
            layer.Weight.CopyFrom(Torch.Tensor(new float[] { 0.5f, -0.25f }).Reshape([1, 2]));
            layer.Bias!.Fill(0.1);
        }
        var outputs = layer.Forward(Torch.Tensor(new float[] { 2, 1, 0.5f, -0.5f }).Reshape([2, 2])).Detach();
        Console.WriteLine($"0.5 x1 - 0.25 x2 + 0.1: tensor([[{outputs[0][0].Item():F4}],");
        Console.WriteLine($"        [{outputs[1][0].Item():F4}]])");
        """;

    [Fact]
    public void The_package_has_no_native_parts_and_a_project_of_its_own_prints_what_PyTorch_prints()
    {
        var folder = Directory.CreateTempSubdirectory("diptych-");
        // A version that no earlier run has left in NuGet's folder.
        var version = $"0.0.0-test{Environment.ProcessId}";
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var packages = Path.Combine(folder.FullName, "packages");
        try
        {
            Dotnet(
                Checkout.Repository.Root,
                "pack",
                Path.Combine("src", "Scratch"),
                "--no-build",
                "-c",
                configuration,
                "-o",
                packages,
                $"-p:PackageVersion={version}"
            );
            var package = Path.Combine(packages, $"Diptych.Scratch.{version}");
            Assert.Equal(
                ["README.md", "lib/net10.0/Diptych.Scratch.dll", "lib/net10.0/Diptych.Scratch.xml"],
                Entries(package + ".nupkg")
            );
            Assert.Equal(["lib/net10.0/Diptych.Scratch.pdb"], Entries(package + ".snupkg"));
            var about = Text(package + ".nupkg", "Diptych.Scratch.nuspec");
            Assert.Contains("<license type=\"expression\">MIT</license>", about);
            Assert.Contains("<readme>README.md</readme>", about);
            Assert.Contains("System.Numerics.Tensors", about);
            Assert.DoesNotContain("TorchSharp", about);

            var project = Path.Combine(folder.FullName, "Alone.csproj");
            File.WriteAllText(project, Project.Replace("VERSION", version));
            File.WriteAllText(Path.Combine(folder.FullName, "Program.cs"), Program);
            Dotnet(folder.FullName, "build", "-c", "Release", "-nodeReuse:false");
            var printed = Dotnet(
                folder.FullName,
                Path.Combine("bin", "Release", "net10.0", "Alone.dll")
            );

            var recorded = (TranscriptSnapshot)
                Snapshot.Read(
                    Path.Combine(
                        Checkout.Repository.Snapshots,
                        "Linear",
                        "LinearExample.verified.json"
                    )
                );
            Assert.Equal(
                recorded.Lines.Skip(2).Take(2),
                printed.ReplaceLineEndings("\n").TrimEnd().Split('\n')
            );
        }
        finally
        {
            folder.Delete(recursive: true);
            var left = Path.Combine(NuGetFolder, "diptych.scratch", version);
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
        }
    }

    static string NuGetFolder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".nuget",
                "packages"
            );

    static string Dotnet(string folder, params string[] args)
    {
        var (code, output, error) = ProgramRun.Dotnet(folder, args);
        Assert.True(code == 0, output + error);
        return output;
    }

    // Without what every package has for its own bookkeeping.
    static IEnumerable<string> Entries(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(name =>
                    !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal)
                    && !name.EndsWith(".nuspec", StringComparison.Ordinal)
                    && name != "[Content_Types].xml"
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    static string Text(string package, string entry)
    {
        using var archive = ZipFile.OpenRead(package);
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}
