using System.Reflection;
using System.Runtime.Loader;

namespace Diptych.Comparison;

/// <summary>What is wrong with an assembly of somebody's own, in one sentence.</summary>
public sealed class PortException(string message) : Exception(message);

/// <summary>An assembly with modules of somebody's own, written against Scratch, Reference or TorchSharp alone.</summary>
/// <remarks>It uses this program's Scratch, Reference and TorchSharp, whichever lie beside it, so that a tensor is one type for both.</remarks>
public sealed class PortAssembly
{
    readonly string file;
    readonly Type[] types;

    PortAssembly(string file, Type[] types) => (this.file, this.types) = (file, types);

    /// <summary>Loads an assembly.</summary>
    /// <param name="path">The file; what it needs lies beside it.</param>
    /// <exception cref="PortException">There is no such file, it is no assembly, or something that it needs is missing.</exception>
    public static PortAssembly Load(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
            throw new PortException($"there is no file {path}.");
        try
        {
            return new(path, new Context(path).LoadFromAssemblyPath(path).GetTypes());
        }
        catch (BadImageFormatException)
        {
            throw new PortException($"{path} is no .NET assembly that this program can load.");
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new PortException(
                $"{path} cannot be used: {e.LoaderExceptions.OfType<Exception>().First().Message}"
            );
        }
        catch (FileLoadException e)
        {
            throw new PortException($"{path} cannot be loaded: {e.Message}");
        }
    }

    /// <summary>A module by its class's name, or by that with its namespace.</summary>
    /// <param name="name">Such as <c>ReviewClassifier</c> or <c>My.Models.ReviewClassifier</c>.</param>
    /// <param name="side">What it must derive from.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="PortException">Several are called so.</exception>
    internal Type? Find(string name, Type side)
    {
        var found = Modules(side)
            .Where(type => type.FullName == name || type.Name == name)
            .ToList();
        return found.Count <= 1
            ? found.FirstOrDefault()
            : throw new PortException(
                $"{file} has several classes {name}, {string.Join(" and ", found.Select(type => type.FullName))}: record the module under one of these names."
            );
    }

    /// <summary>What the assembly has instead of a class that it lacks.</summary>
    /// <param name="name">The class that was looked for.</param>
    /// <param name="engines">The sides that it was looked for on.</param>
    public PortException Lacks(string name, IEnumerable<Engine> engines)
    {
        var others = engines
            .SelectMany(engine => Modules(engine.ModuleType))
            .Select(type => type.FullName)
            .ToList();
        return new(
            $"{file} has no module {name}; "
                + (
                    others.Count == 0
                        ? "nothing in it derives from Diptych.Scratch.Module or TorchSharp's nn.Module."
                        : $"what it has is {string.Join(", ", others)}."
                )
        );
    }

    /// <summary>A class's constructors, for messages.</summary>
    internal static string Constructors(Type type)
    {
        var all = type.GetConstructors()
            .Select(constructor =>
                $"{type.Name}({string.Join(", ", constructor.GetParameters().Select(parameter => parameter.Name))})"
            )
            .ToList();
        return all.Count == 0 ? "no public constructor" : string.Join(" and ", all);
    }

    IEnumerable<Type> Modules(Type side) =>
        types.Where(type => type is { IsAbstract: false } && type.IsSubclassOf(side));

    sealed class Context(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        // Both sides and what they are made of.
        static readonly Dictionary<string, Func<Assembly>> Shared = new[]
        {
            typeof(Scratch.Tensor).Assembly,
            typeof(Reference.LibTorch).Assembly,
        }
            .SelectMany(side =>
                side.GetReferencedAssemblies()
                    .Select(name => (name.Name, (Func<Assembly>)(() => Assembly.Load(name))))
                    .Append((side.GetName().Name, () => side))
            )
            .DistinctBy(pair => pair.Item1)
            .ToDictionary(pair => pair.Item1!, pair => pair.Item2);

        readonly AssemblyDependencyResolver beside = new(path);

        // In this program's version, whatever the assembly was built against.
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Shared.TryGetValue(assemblyName.Name!, out var shared) ? shared()
            : beside.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
            : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            beside.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path
                ? LoadUnmanagedDllFromPath(path)
                : 0;
    }
}
