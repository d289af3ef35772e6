using System.Reflection;
using Diptych.Scratch;
using Xunit;
using Module = Diptych.Scratch.Module;

namespace Diptych.Parity.BadInput;

/// <summary>Null in place of each argument that may not be null, in every public call: it is named.</summary>
public sealed class MissingArgumentTests
{
    // The tensors that are given.
    static (long[] Shape, ScalarType Dtype) Kind = ([2, 2], ScalarType.Float32);

    static readonly (long[], ScalarType)[] Kinds =
    [
        ([2, 2], ScalarType.Float32),
        ([2, 2, 2], ScalarType.Float32),
        ([2, 2, 2, 2], ScalarType.Float32),
        ([2, 2, 2, 2, 2], ScalarType.Float32),
        ([2], ScalarType.Float32),
        ([2, 2], ScalarType.Bool),
        ([2, 2], ScalarType.Int64),
        ([2], ScalarType.Int64),
    ];

    internal static readonly Calls OnScratch = new Calls(typeof(Tensor).Assembly)
        .With(() => Torch.Full(Kind.Shape, 0.5, Kind.Dtype))
        .With(() => new Parameter(Torch.Full(Kind.Shape, 0.5)))
        .With(() => new Linear(2, 2))
        .With<Module>(() => new Linear(2, 2))
        .With<Module<Tensor, Tensor>>(() => new Linear(2, 2))
        .With<Optimizer>(() => new SGD([Leaf()], 0.1))
        .With<LRScheduler>(() => new StepLR(new SGD([Leaf()], 0.1), 2))
        .With<Dataset>(() => new TensorDataset(Torch.Zeros([2, 2])))
        .With(Row)
        .With(() => new Image(2, 2, 1, new byte[4]))
        .With(() => new AdaptiveLogSoftmaxWithLoss(2, 4, [2]))
        .With(() => new FractionalMaxPool2d(2, outputSize: 1))
        .With(() => new FractionalMaxPool3d(2, outputSize: 1))
        .With<FractionalMaxPoolNd>(() => new FractionalMaxPool2d(2, outputSize: 1))
        .With(() => new PackedSequence(Torch.Zeros([2, 2]), Torch.Tensor(new long[] { 2 })));

    static readonly Lazy<Calls> OnReference = new(() =>
    {
        Reference.LibTorch.Load();
        return new Calls(typeof(Reference.LibTorch).Assembly)
            .With(() => TorchSharp.torch.full(Kind.Shape, 0.5))
            .With(() => new Reference.Linear(2, 2))
            .With<TorchSharp.torch.nn.Module>(() => new Reference.Linear(2, 2))
            .With<Reference.Module<string, string>>(() => new Echo())
            .With<Reference.Optimizer>(TheirDescent)
            .With<Reference.LRScheduler>(() => new Reference.StepLR(TheirDescent(), 2))
            .With(() =>
            {
                var optimizer = TheirDescent();
                return new Reference.SequentialLR(
                    optimizer,
                    [new Reference.StepLR(optimizer, 2)],
                    []
                );
            })
            .With(() => new Reference.ChainedScheduler([new Reference.StepLR(TheirDescent(), 2)]))
            .With(() => new Reference.AdaptiveLogSoftmaxWithLoss(2, 4, [2]))
            .With(() => new Reference.FractionalMaxPool2d(2, outputSize: 1))
            .With(() => new Reference.FractionalMaxPool3d(2, outputSize: 1))
            .With<Reference.FractionalMaxPoolNd>(() =>
                new Reference.FractionalMaxPool2d(2, outputSize: 1)
            );
    });

    sealed class Echo() : Reference.Module<string, string>(nameof(Echo))
    {
        public override string Forward(string input) => input;
    }

    static Reference.SGD TheirDescent() =>
        new([TorchSharp.torch.full(2, 0.5).requires_grad_()], 0.1);

    static SequentialLR Row()
    {
        var optimizer = new SGD([Leaf()], 0.1);
        return new(optimizer, [new StepLR(optimizer, 2)], []);
    }

    static Tensor Leaf()
    {
        var leaf = Torch.Full([2, 2], 0.5);
        leaf.RequiresGrad = true;
        return leaf;
    }

    public static TheoryData<string, int> Sides() =>
        new()
        {
            { "Scratch", 700 },
            { "Reference", 600 },
            { "Comparison", 15 },
        };

    static Calls Of(string side)
    {
        return side switch
        {
            "Scratch" => OnScratch,
            "Reference" => OnReference.Value,
            _ => new Calls(typeof(Comparison.Engine).Assembly).With<Comparison.Engine>(() =>
                new Comparison.ScratchEngine()
            ),
        };
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void A_missing_argument_is_named_by_every_public_call(string side, int least)
    {
        var calls = Of(side);
        var (wrong, attacked, without) = (new List<string>(), 0, new SortedSet<string>());
        foreach (var method in calls.All())
        {
            var parameters = method.GetParameters();
            if (TakesNothing(method) || side == "Comparison" && !IsReader(method))
                continue;
            if (!parameters.Any(p => IsNeeded(p) || ElementIsNeeded(p)))
                continue;
            var instance =
                method.IsStatic || method is ConstructorInfo
                    ? null
                    : calls.Instance(method.DeclaringType!);
            if (instance is null && !method.IsStatic && method is MethodInfo)
            {
                without.Add(method.DeclaringType!.Name);
                continue;
            }
            foreach (var parameter in parameters)
            {
                if (IsNeeded(parameter))
                    Attack(parameter, null, "null");
                if (ElementIsNeeded(parameter))
                    Attack(
                        parameter,
                        Array.CreateInstance(Calls.Element(parameter.ParameterType)!, 1),
                        "[null]"
                    );
            }

            void Attack(ParameterInfo parameter, object? bad, string what)
            {
                attacked++;
                string? told = null;
                // What is refused for another argument is asked again with others.
                foreach (var kind in Kinds)
                {
                    Kind = kind;
                    object?[] args = [.. parameters.Select(calls.Argument)];
                    args[parameter.Position] = bad;
                    var refusal = Record.Exception(() => Calls.Invoke(method, instance, args));
                    // What TorchSharp is handed it refuses in its own way, which does not name an argument.
                    if (
                        IsNamed(refusal, method, parameter)
                        || side == "Reference" && (refusal is not null || IsTakenByPyTorch(method))
                    )
                        return;
                    args = [.. parameters.Select(calls.Argument)];
                    var whole = Record.Exception(() => Calls.Invoke(method, instance, args));
                    told =
                        $"{refusal?.GetType().Name ?? "nothing"} {refusal?.Message.Split('\n')[0]}";
                    if (
                        refusal is null
                        || refusal.GetType() != whole?.GetType()
                        || refusal.Message != whole.Message
                    )
                        break;
                }
                wrong.Add($"{Calls.Name(method)} {parameter.Name}={what}: {told}");
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {attacked}:\n{string.Join('\n', wrong)}\nwithout: {string.Join(' ', without)}"
        );
        Assert.True(side == "Comparison" || without.Count == 0, string.Join(' ', without));
        Assert.True(attacked >= least, $"only {attacked} were attacked");
    }

    static bool IsNamed(Exception? refusal, MethodBase method, ParameterInfo parameter) =>
        refusal is ArgumentException { ParamName: { } name }
        && (
            name == parameter.Name
            || method.Name.StartsWith("set_", StringComparison.Ordinal)
            || method.DeclaringType!.Name is "Slope" or "ChainRule" or "Accumulation"
        );

    // PyTorch's takes any arguments, and answers None for None; a picture book's training needs its pictures.
    static bool TakesNothing(MethodBase method) =>
        method.DeclaringType!.Name is "Identity"
        || !method.IsStatic
            && method is MethodInfo
            && method.DeclaringType.Name.StartsWith("Edited", StringComparison.Ordinal)
        || method is MethodInfo && method.DeclaringType.Name is "CifarRun";

    // What is read from files and of the repository; the rest is how the tool's own parts talk.
    static bool IsReader(MethodBase method) =>
        method.IsStatic
        && method.Name
            is "Read"
                or "Decode"
                or "Names"
                or "Page"
                or "PageOf"
                or "Write"
                or "WriteJson"
                or "Find"
        && method.DeclaringType!.Name is not ("SnapshotText" or "Catalogue");

    // A module that has its shapes already, an empty row, a bias that may be left out, a word that forward looks at.
    static bool IsTakenByPyTorch(MethodBase method) =>
        method.Name is "InitializeParameters" or "Each" or "NetworkLoss" or "NetworkGradients"
        || method.DeclaringType!.Name
            is "Sequential"
                or "EmbeddingBag"
                or "Upsample"
                or "ParamGroup"
        || method.Name == "load_state_dict";

    static bool IsNeeded(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType
        && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.NotNull;

    static bool ElementIsNeeded(ParameterInfo parameter) =>
        Calls.Element(parameter.ParameterType) is { IsValueType: false }
        && new NullabilityInfoContext().Create(parameter)
            is { ElementType.WriteState: NullabilityState.NotNull }
                or { GenericTypeArguments: [{ WriteState: NullabilityState.NotNull }] };
}
