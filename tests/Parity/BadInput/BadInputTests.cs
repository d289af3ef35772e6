using System.Diagnostics;
using System.Runtime.InteropServices;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity.BadInput;

/// <summary>Every recorded call with one argument that makes no sense: what is thrown was meant to be thrown.</summary>
public sealed class BadInputTests
{
    static readonly Lazy<List<Attack>> Attacks = new(() =>
        [
            .. Attack
                .All(Repository.Files(Checkout.Repository.Snapshots).Select(Snapshot.Read))
                .Where(attack => !IsLeftOut(attack)),
        ]
    );

    // A number of steps may be any, and a recorded table answers few epochs.
    static bool IsLeftOut(Attack attack) =>
        attack.Target == "slope.descend" && attack.Place == "2"
        || attack.Target.EndsWith("LambdaLR", StringComparison.Ordinal)
        || attack.Target.EndsWith("MultiplicativeLR", StringComparison.Ordinal);

    // libtorch takes what memory there is: what it is not asked for is told below. It is slow too, and takes every sixth.
    static bool CanBeLarge(Attack attack) =>
        attack.Bad.Contains("2147483647", StringComparison.Ordinal)
        || attack.Bad.Contains("1099511627776", StringComparison.Ordinal)
        || attack.Bad.Contains("922337203685477580", StringComparison.Ordinal)
        || attack.Bad.Contains("E+300", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Only_what_is_meant_leaves_a_call(string side)
    {
        Engine engine = side == "scratch" ? new ScratchEngine() : new TorchSharpEngine();
        var attacks = Attacks
            .Value.Where((attack, i) => side == "scratch" || (i % 6 == 0 && !CanBeLarge(attack)))
            .ToList();
        Assert.True(attacks.Count > 2_000, $"only {attacks.Count} calls");
        var (wrong, refused) = (new List<string>(), 0);
        foreach (var attack in attacks)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            try
            {
                attack.Run(engine);
            }
            catch (UnknownConceptException) { }
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                refused++;
                if (Trouble(e) is { } trouble)
                    wrong.Add($"{attack.Title}: {trouble}");
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {attacks.Count}:\n{string.Join('\n', wrong.Take(40))}"
        );
        Assert.True(refused > 1_000, $"only {refused} were refused");
    }

    internal static string? Trouble(Exception e)
    {
        var what = $"{e.GetType().Name}: {e.Message.Split('\n')[0]}";
        if (
            e
            is not (
                ArgumentException
                or InvalidOperationException
                or NotSupportedException
                or KeyNotFoundException
                or InvalidDataException
                or IOException
                or ExternalException
            )
        )
            return what;
        // Thrown by a check of ours, or of TorchSharp's, and not somewhere below.
        var thrower = new StackTrace(e)
            .GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType)
            // A lambda that has run often is part of what calls it; where that itself complains, ThrowHelper does.
            .First(type =>
                type is { Name: "ThrowHelper" }
                || type?.Namespace is not (null or "System.Linq" or "System.Collections.Generic")
            )!;
        var isMeant =
            thrower.Assembly == typeof(Scratch.Tensor).Assembly
            || thrower.Assembly == typeof(Reference.LibTorch).Assembly
            || thrower.Assembly == typeof(TorchSharp.torch).Assembly
            || thrower.IsAssignableTo(typeof(ArgumentException))
                && e is ArgumentException { ParamName: not null };
        return isMeant && e.Message.Length >= 12 ? null : $"{what} ({thrower})";
    }

    /// <summary>What ended the process, or never ended, in libtorch, and what overflowed on the other side.</summary>
    public static TheoryData<string, string, object?[]> Refused()
    {
        var cases = new TheoryData<string, string, object?[]>();
        foreach (var side in (string[])["scratch", "torchsharp"])
        foreach (var far in (long[])[int.MaxValue, 1L << 40, long.MaxValue])
        {
            cases.Add(
                side,
                "nn.functional.conv1d",
                [Image(1, 1, 5), Image(1, 1, 2), null, 1L, far]
            );
            cases.Add(
                side,
                "nn.functional.conv1d",
                [Image(1, 1, 5), Image(1, 1, 2), null, 1L, 0L, far]
            );
            cases.Add(
                side,
                "nn.functional.conv_transpose1d",
                [Image(1, 1, 5), Image(1, 1, 2), null, far]
            );
            cases.Add(
                side,
                "nn.functional.conv_transpose1d",
                [Image(1, 1, 5), Image(1, 1, 2), null, 1L, far]
            );
            cases.Add(side, "nn.functional.unfold", [Image(1, 1, 4, 4), 2L, 1L, far]);
            cases.Add(side, "nn.functional.fold", [Image(1, 4, 9), 4L, 2L, 1L, far]);
            cases.Add(
                side,
                "nn.functional.pad",
                [Image(1, 1, 4, 4), new long[] { far, far, 1, 1 }, "replicate"]
            );
            cases.Add(side, "nn.functional.pad", [Image(1, 1, 4, 4), new long[] { far, 0 }]);
            cases.Add(side, "torch.rand", [far]);
            cases.Add(side, "torch.randn", [far]);
            cases.Add(side, "torch.randperm", [far]);
            cases.Add(side, "torch.rand", [new[] { far, far }]);
            cases.Add(side, "nn.functional.interpolate", [Image(1, 1, 4), far]);
        }
        foreach (var side in (string[])["scratch", "torchsharp"])
        {
            cases.Add(side, "torch.rand", [-1L]);
            cases.Add(side, "nn.functional.conv1d", [Image(1, 1, 5), Image(1, 1, 0)]);
            cases.Add(side, "nn.functional.conv_transpose1d", [Image(1, 1, 5), Image(1, 0, 2)]);
            cases.Add(side, "functional.conv_output_size", [Array.Empty<long>(), 3L]);
            cases.Add(
                side,
                "chain_rule.network_gradients",
                [Image(4, 2, 2), Image(2, 2), Image(2), Image(1, 2), Image(1), Image(4, 1)]
            );
            cases.Add(
                side,
                "accumulation.gradient_by_parts",
                [Image(1, 2), Image(4, 2), Image(1, 1), 4L, false]
            );
            foreach (var sample in (float[])[-3, 2, float.NaN])
                cases.Add(
                    side,
                    "nn.functional.fractional_max_pool2d",
                    [
                        Image(1, 1, 4, 4),
                        2L,
                        2L,
                        null,
                        new[,,]
                        {
                            {
                                { sample, sample },
                            },
                        },
                    ]
                );
        }
        return cases;
    }

    static Array Image(params int[] sizes) => Array.CreateInstance(typeof(float), sizes);

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_no_memory_holds_and_no_kernel_takes_is_refused_in_words(
        string side,
        string target,
        object?[] args
    )
    {
        var asked = new Side(side, ElementType.Float32);
        var refusal = Assert.ThrowsAny<Exception>(() =>
            asked.Calls(
                target,
                [
                    .. args.Select(arg =>
                        arg is Array { Rank: var rank } array && (rank > 1 || array is float[])
                            ? new TensorArgument(
                                new TensorData(
                                    ElementType.Float32,
                                    [.. Enumerable.Range(0, rank).Select(array.GetLongLength)],
                                    array.Cast<float>().ToArray()
                                ),
                                false
                            )
                            : arg
                    ),
                ]
            )
        );
        Assert.Null(Trouble(refusal));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_smaller_tensor_does_not_fill_a_larger_one(string side)
    {
        var asked = new Side(side, ElementType.Float32);
        Engine engine = side == "scratch" ? new ScratchEngine() : new TorchSharpEngine();
        engine.Begin(null);
        var module = asked.Module("nn.Linear", [2L, 3L]);
        var state = engine
            .State(module)
            .ToDictionary(named => named.Name, named => engine.Read(named.Tensor));
        state["bias"] = new TensorData(ElementType.Float32, [1], new[] { 1f });
        var refusal = Assert.Throws<ArgumentException>(() => engine.LoadState(module, state));
        Assert.Contains(
            "size mismatch for bias: copying a param with shape [1], the shape in current model is [3]",
            refusal.Message
        );
    }

    // Views without elements

    [Fact]
    public void A_view_without_elements_may_begin_behind_the_memory()
    {
        var empty = Scratch.Torch.Zeros([3, 0, 2]);
        Assert.Empty(empty.Narrow(0, 2, 1).ToArray<float>());
        Assert.Equal([1, 0, 2], empty.Narrow(0, 2, 1).Clone().Shape.ToArray());
    }

    [Fact]
    public void No_channels_stay_none_as_in_PyTorch()
    {
        // F.conv1d(torch.ones(2, 0, 6), torch.ones(3, 0, 3)).shape is (2, 0, 4).
        var x = Scratch.Torch.Zeros([2, 0, 6]);
        var w = Scratch.Torch.Zeros([3, 0, 3]);
        Assert.Equal([2, 0, 4], Scratch.Functional.Conv1d(x, w).Shape.ToArray());
        Reference.LibTorch.Load();
        Assert.Equal(
            [2, 0, 4],
            Reference
                .Functional.Conv1d(TorchSharp.torch.zeros(2, 0, 6), TorchSharp.torch.zeros(3, 0, 3))
                .shape
        );
    }
}
