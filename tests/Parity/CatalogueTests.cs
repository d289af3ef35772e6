using System.Reflection;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>One concept, one address in all four trees, and the same signature on both sides.</summary>
public sealed class CatalogueTests
{
    static readonly Assembly Scratch = typeof(Scratch.Tensor).Assembly;
    static readonly Assembly Reference = typeof(Reference.LibTorch).Assembly;

    public static TheoryData<string> Concepts() =>
        [.. Catalogue.Concepts.Select(concept => concept.Name)];

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_concept_stands_at_one_address_in_all_trees(string name)
    {
        var concept = Catalogue.Concepts.Single(concept => concept.Name == name);
        Assert.True(File.Exists(Checkout.Repository.Source("Scratch", concept.Address)));
        Assert.True(File.Exists(Checkout.Repository.Source("Reference", concept.Address)));
        Assert.True(
            File.Exists(Path.Combine(Checkout.Repository.Snapshots, concept.Address + ".py"))
        );
        Assert.NotEmpty(
            Repository.Files(Path.Combine(Checkout.Repository.Snapshots, concept.Address))
        );
        if (concept.Example != "")
            Assert.True(
                File.Exists(
                    Path.Combine(Checkout.Repository.Snapshots, concept.Example + ".verified.json")
                )
            );
    }

    [Fact]
    public void Every_file_of_a_family_has_its_twin()
    {
        string[] own = ["Tensors", "Autograd", "Kernels", "obj", "bin"];
        var (scratch, reference) = (FamilyFiles("Scratch"), FamilyFiles("Reference"));
        // What both normalizations share, how a sequence is walked, and how the stream's numbers come about, has no
        // counterpart in a call.
        string[] alone =
        [
            "Normalization/Normalize.cs",
            "Distance/Norm.cs",
            "Recurrent/Recurrence.cs",
            "Random/Distributions.cs",
            "Random/Generator.cs",
            "Random/Normals.cs",
        ];
        Assert.Equal(reference.Order(), scratch.Except(alone).Order());
        Assert.All(alone, file => Assert.Contains(file, scratch));

        List<string> FamilyFiles(string side)
        {
            var root = Path.Combine(Checkout.Repository.Root, "src", side);
            return
            [
                .. Directory
                    .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                    .Where(file => file.Contains('/') && !own.Contains(file.Split('/')[0])),
            ];
        }
    }

    [Fact]
    public void No_two_files_differ_by_capitals_alone()
    {
        // Windows and macOS keep one of them.
        var names = new[] { "src", "snapshots", "tests", "docs", "python" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(Checkout.Repository.Root, folder),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            .ToList();
        Assert.True(names.Count > 1000, $"only {names.Count} files");
        Assert.Empty(
            names
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
                .Select(same => string.Join(" and ", same))
        );
    }

    [Fact]
    public void An_example_has_thirty_lines_at_most()
    {
        var examples = new[] { "Scratch", "Reference" }
            .SelectMany(side =>
                Directory.EnumerateFiles(
                    Path.Combine(Checkout.Repository.Root, "src", side),
                    "*Example.cs",
                    SearchOption.AllDirectories
                )
            )
            .ToList();
        Assert.True(examples.Count > 50, $"only {examples.Count} examples");
        foreach (var example in examples)
        {
            // What TorchSharp answers otherwise is a list, and no lesson.
            if (example.Contains("Divergences", StringComparison.Ordinal))
                continue;
            var lines = File.ReadAllLines(example);
            var start = Array.FindIndex(
                lines,
                line => line.Contains(" Run()", StringComparison.Ordinal)
            );
            var end = Array.FindIndex(lines, start, line => line == "    }");
            Assert.True(end - start - 2 <= 30, $"{example} has {end - start - 2} lines");
        }
    }

    [Fact]
    public void Every_module_and_function_has_a_twin_with_the_same_signature()
    {
        var twins = 0;
        var lacking = new List<string>();
        foreach (var type in Reference.GetExportedTypes().Where(IsConcept))
        {
            var twin = Scratch.GetType("Diptych.Scratch." + type.Name);
            Assert.True(twin is not null, $"Scratch has no {type.Name}");
            Compare(type, twin, type.GetConstructors(), twin.GetConstructors(), ref twins);
            Compare(type, twin, Methods(type), Methods(twin), ref twins);
        }
        Assert.True(lacking.Count == 0, string.Join('\n', lacking));
        Assert.True(twins > 60, $"only {twins} twins were compared");

        void Compare(
            Type type,
            Type twin,
            IEnumerable<MethodBase> own,
            IEnumerable<MethodBase> others,
            ref int twins
        )
        {
            var signatures = others.Select(Signature).ToList();
            foreach (var signature in own.Select(Signature))
            {
                if (!signatures.Contains(signature))
                    lacking.Add(
                        $"{twin.Name} lacks {signature}; it has\n  {string.Join("\n  ", signatures.Where(other => other.Split('(')[0] == signature.Split('(')[0]))}"
                    );
                twins++;
            }
        }
    }

    // All that Reference makes public but the base class that TorchSharp shapes, and the loading of libtorch.
    static bool IsConcept(Type type) =>
        type.Name is not ("Module" or "Module`2" or "LibTorch" or "LibTorchUnavailableException");

    static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(method =>
                !method.IsSpecialName
                && char.IsUpper(method.Name[0])
                && method.DeclaringType!.Namespace!.StartsWith("Diptych", StringComparison.Ordinal)
                && method.Name is not ("Dispose" or "ToString")
            );

    // Names, order, types by name and defaults. Scratch's draws may name a generator as well, last of all.
    static string Signature(MethodBase method)
    {
        var parameters = method
            .GetParameters()
            .Where(parameter => parameter.ParameterType.Name != "Generator");
        return $"{method.Name}({string.Join(", ", parameters.Select(Text))})";

        static string Text(ParameterInfo parameter) =>
            $"{Name(parameter.ParameterType)} {parameter.Name}"
            + (parameter.HasDefaultValue ? $" = {Default(parameter.DefaultValue)}" : "");

        static string Default(object? value) =>
            value is null or System.Reflection.Missing ? "null" : value.ToString()!;

        static string Name(Type type) =>
            type.IsGenericType
                ? $"{type.Name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
                : type.Name;
    }
}
