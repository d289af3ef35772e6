using System.Reflection;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity.BadInput;

/// <summary>Numbers that make no sense, in every public call that takes numbers: what is refused is named.</summary>
public sealed class BadNumberTests
{
    static readonly long[] Longs = [-1, -3, int.MaxValue, 1L << 40, long.MaxValue, long.MinValue];

    static readonly double[] Doubles =
    [
        -1,
        2,
        1e300,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
    ];

    static readonly long[][] Lists =
    [
        [],
        [0],
        [-1],
        [-1, -1],
        [7, 7, 7],
        [long.MaxValue],
        [long.MinValue],
        [1L << 40, 1L << 40],
        [int.MaxValue, int.MaxValue, int.MaxValue],
        [0, long.MaxValue, 3],
        [2, -1],
    ];

    // Loops that take as many steps as they are told, or train.
    static bool IsLeftOut(MethodBase method) =>
        method.DeclaringType!.Name
            is "Slope"
                or "ChainRule"
                or "Accumulation"
                or "CifarTraining"
                or "CifarRun"
                or "Threads"
        || method.DeclaringType.Name.EndsWith("Example", StringComparison.Ordinal)
        // What files may hold is attacked by itself.
        || method.DeclaringType.Name is "Safetensors" or "Cifar10"
        // Large by default; its recorded calls are attacked.
        || method is ConstructorInfo && method.DeclaringType == typeof(Transformer)
        // As many numbers as a class of modules has dimensions.
        || method.Name is "ManualSeed" or "Each";

    static IEnumerable<object?> Bad(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(long))
            return Longs.Cast<object?>();
        if (target == typeof(int))
            return [-1, -3, int.MaxValue, int.MinValue];
        if (target == typeof(double))
            return Doubles.Cast<object?>();
        if (target == typeof(float))
            return Doubles.Select(number => (object?)(float)number);
        if (Calls.Element(type) == typeof(long))
            return Lists;
        if (Calls.Element(type) == typeof(double))
            return [Array.Empty<double>(), Doubles];
        if (target == typeof(string))
            return ["", "nonsense"];
        if (target == typeof(ScalarType))
            return [(ScalarType)99, ScalarType.Bool, ScalarType.Int64];
        if (target == typeof(Sizes))
            return
            [
                .. Longs.Select(one => (object?)(Sizes)one),
                .. Lists.Select(one => (object?)(Sizes)one),
            ];
        return [];
    }

    static readonly Type[] OfTensors = [typeof(Tensor), typeof(Torch), typeof(Init), typeof(Utils)];

    [Fact]
    public void A_number_that_makes_no_sense_is_named()
    {
        var (wrong, attacked, refused) = (new List<string>(), 0, 0);
        foreach (
            var method in MissingArgumentTests.OnScratch.All().Where(method => !IsLeftOut(method))
        )
        {
            var parameters = method.GetParameters();
            foreach (var parameter in parameters)
            foreach (var bad in Bad(parameter.ParameterType))
            {
                var instance =
                    method.IsStatic || method is ConstructorInfo
                        ? null
                        : MissingArgumentTests.OnScratch.Instance(method.DeclaringType!);
                if (instance is null && !method.IsStatic && method is MethodInfo)
                    continue;
                object?[] args = [.. parameters.Select(MissingArgumentTests.OnScratch.Argument)];
                args[parameter.Position] = bad;
                attacked++;
                var title =
                    $"{Calls.Name(method)} {parameter.Name}={(bad is long[] list ? $"[{string.Join(", ", list)}]" : FormattableString.Invariant($"{bad}"))}";
                var refusal = Record.Exception(() => Calls.Invoke(method, instance, args));
                if (refusal is null)
                    continue;
                args[parameter.Position] = MissingArgumentTests.OnScratch.Argument(parameter);
                // What refuses the rest as well says nothing of the number.
                if (
                    Record.Exception(() => Calls.Invoke(method, instance, args)) is { } whole
                    && whole.Message == refusal.Message
                )
                    continue;
                refused++;
                var trouble = refusal switch
                {
                    ArgumentException { ParamName: { } name } => parameters.Any(p =>
                        p.Name == Comparison.Binder.ParameterName(name)
                    )
                    || RefusalTests.IsPassedOn(Comparison.Binder.ParameterName(name))
                    // As the draw calls them that an initialization makes.
                    || name is "to" or "std"
                    // Of layers, in a row that either side of a transformer has.
                    || name is "count"
                        ? null
                        : $"names {name}",
                    ArgumentException => OfTensors.Contains(method.DeclaringType!)
                        ? "names nothing"
                        : null,
                    InvalidOperationException or KeyNotFoundException or NotSupportedException =>
                        null,
                    _ => refusal.GetType().Name,
                };
                if (trouble is not null)
                    wrong.Add($"{title}: {trouble}: {refusal.Message.Split('\n')[0]}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {attacked}:\n{string.Join('\n', wrong)}");
        Assert.True(refused > 1_000, $"only {refused} of {attacked} were refused");
    }
}
