using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Diptych.Reference;

/// <summary>Loads libtorch from the place where NuGet keeps it.</summary>
/// <remarks>
/// libtorch is half a gigabyte, so it is not copied beside each program. Loaded by its full path before TorchSharp's
/// first call, it is what TorchSharp's own search finds. A program that has libtorch beside it all the same, because
/// it was built with <c>-p:TorchBackend=cuda</c> or refers to a package such as TorchSharp-cpu, keeps that one.
/// </remarks>
public static class LibTorch
{
    static readonly Lock Gate = new();
    static bool loaded;

    /// <summary>Makes TorchSharp's calls safe. Only the first call does anything; several threads may call at once.</summary>
    /// <exception cref="LibTorchUnavailableException">The libraries are not there, or the system cannot load them.</exception>
    public static void Load()
    {
        lock (Gate)
        {
            if (loaded)
                return;
            foreach (var file in Files(FolderOfLibTorch()))
                LoadFile(file);
            LoadFile(FileOfTorchSharp());
            loaded = true;
        }
    }

    /// <summary>libtorch's libraries, each after those it needs, so that none of them is searched for elsewhere.</summary>
    /// <param name="folder">Where libtorch is; CUDA's part need not be there.</param>
    internal static IEnumerable<string> Files(string folder) =>
        ((string[])["c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch"])
            .Select(name => (Name: name, Path: Path.Combine(folder, FileName(name))))
            .Where(file =>
                !file.Name.EndsWith("_cuda", StringComparison.Ordinal) || File.Exists(file.Path)
            )
            .Select(file => file.Path);

    static string Metadata(string key) =>
        typeof(LibTorch)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == key)
            .Value!;

    /// <summary>Products of matrices have the same bits in every run from now on, whoever's processor it is.</summary>
    /// <remarks>
    /// MKL's last bits hang on where the numbers lie in memory unless <c>MKL_CBWR</c> asks for more. It reads that once, at
    /// its first product, so that this comes before; a setting of the user's own stays.
    /// </remarks>
    public static void MakeReproducible()
    {
        if (Environment.GetEnvironmentVariable(Reproducibility) is not null)
            return;
        Environment.SetEnvironmentVariable(Reproducibility, "COMPATIBLE");
        // .NET keeps variables of its own, which native code does not see but on Windows.
        if (!OperatingSystem.IsWindows())
            _ = SetNativeVariable(Reproducibility, "COMPATIBLE", 0);
    }

    const string Reproducibility = "MKL_CBWR";

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SetNativeVariable(string name, string value, int overwrite);

    static string FolderOfLibTorch()
    {
        var platform = Metadata("LibTorchPlatform");
        var package = Metadata("LibTorchPackage");
        var version = Metadata("LibTorchVersion");
        string InPackages(string packages) =>
            Path.Combine(packages, package, version, "runtimes", platform, "native");

        var folders = SearchFolders().ToList();
        // Where the project was built, whatever NuGet's configuration said there.
        if (AppContext.GetData("Diptych.LibTorch") is string built)
            folders.Add(built);
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } packages)
            folders.Add(InPackages(packages));
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile,
            Environment.SpecialFolderOption.DoNotVerify
        );
        folders.Add(InPackages(Path.Combine(home, ".nuget", "packages")));

        return folders.Find(folder => File.Exists(Path.Combine(folder, FileName("torch_cpu"))))
            ?? throw new LibTorchUnavailableException(
                $"libtorch is missing: NuGet's package {package} {version} is not restored (there is no {folders[^1]}"
                    + $" and none in {AppContext.BaseDirectory}); run 'dotnet build' in a clone of Diptych."
            );
    }

    static string FileOfTorchSharp()
    {
        var file = FileName("LibTorchSharp");
        return SearchFolders()
                .Select(folder => Path.Combine(folder, file))
                .FirstOrDefault(File.Exists)
            ?? throw new LibTorchUnavailableException(
                $"TorchSharp's library {file} is not beside the program in {AppContext.BaseDirectory}; build the program again."
            );
    }

    /// <summary>The folders in which .NET itself looks for the program's native libraries.</summary>
    static IEnumerable<string> SearchFolders() =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory);

    static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
        : $"lib{library}.so";

    static void LoadFile(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // The sentence alone: the trace as inner exception would be printed with it, and bury it.
            throw new LibTorchUnavailableException(Sentence(path, e.Message));
        }
    }

    /// <summary>What is wrong, out of the loader's trace; the system's own reason is its last line.</summary>
    static string Sentence(string path, string trace)
    {
        var reason = trace.TrimEnd().Split('\n')[^1].TrimEnd('.');
        return reason.Contains("GLIBCXX_", StringComparison.Ordinal)
            ? $"libstdc++ is too old for TorchSharp ({reason.Split(": version")[0]} lacks GLIBCXX_3.4.32, which came with GCC 13); run ./setup.sh."
            : $"The library {path} does not load: {reason}.";
    }
}
