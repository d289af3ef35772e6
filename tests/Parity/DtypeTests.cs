using Diptych.Comparison;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Modules of Scratch are built in the type that is asked for, and in float32 where none is.</summary>
public sealed class DtypeTests
{
    static readonly Lazy<ILookup<string, ModuleSnapshot>> Modules = new(() =>
        Checkout
            .Families.SelectMany(Checkout.Snapshots)
            .Select(Snapshot.Read)
            .OfType<ModuleSnapshot>()
            .Where(snapshot => snapshot.State.Count > 0 && Builds(snapshot.Target))
            .ToLookup(snapshot => snapshot.Target)
    );

    static bool Builds(string target) =>
        typeof(Tensor)
            .Assembly.GetType("Diptych.Scratch." + target[(target.LastIndexOf('.') + 1)..])
            ?.GetConstructors()
            .Any(one => one.GetParameters().Any(parameter => parameter.Name == "dtype")) == true;

    public static TheoryData<string> Targets() =>
        [.. Modules.Value.Select(group => group.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_is_built_has_the_type_that_is_asked_for(string target)
    {
        var engine = new ScratchEngine();
        foreach (var snapshot in Modules.Value[target])
        {
            // A part that comes ready-made keeps its own.
            if (
                snapshot.Kwargs.ContainsKey("dtype")
                || snapshot
                    .Args.Concat(snapshot.Kwargs.Values)
                    .Any(given => given is ModuleArgument)
            )
                continue;
            engine.Begin(null);
            foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
            {
                var kwargs = new Dictionary<string, object?>(snapshot.Kwargs);
                if (type == ScalarType.Float64)
                    kwargs["dtype"] = new DtypeArgument(ElementType.Float64);
                var module = (Module)engine.Construct(target, snapshot.Args, kwargs);
                Assert.All(
                    engine.State(module).Select(named => (Tensor)named.Tensor),
                    tensor =>
                        Assert.True(
                            tensor is UninitializedParameter
                                || !tensor.Dtype.IsFloatingPoint()
                                || tensor.Dtype == type,
                            $"{snapshot.File}: {tensor.Dtype} for {type}"
                        )
                );
            }
        }
    }
}
