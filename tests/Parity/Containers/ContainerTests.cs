using TorchSharp;
using Xunit;
using R = Diptych.Reference;
using S = Diptych.Scratch;

namespace Diptych.Parity;

/// <summary>What the snapshots of containers cannot show: what their own methods answer.</summary>
public sealed class ContainerTests
{
    public static TheoryData<bool> Sides => [true, false];

    [Theory, MemberData(nameof(Sides))]
    public void A_list_answers_from_both_ends(bool scratch)
    {
        dynamic list = scratch
            ? new S.ModuleList<S.Linear>(new S.Linear(1, 2), new S.Linear(2, 3), new S.Linear(3, 4))
            : new R.ModuleList<R.Linear>(
                new R.Linear(1, 2),
                new R.Linear(2, 3),
                new R.Linear(3, 4)
            );
        Assert.Equal(3, list.Count);
        Assert.Same(list[2], list[-1]);
        Assert.Same(list[0], list[-3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-4]);
        var tail = list[1..9];
        Assert.Equal(2, tail.Count);
        Assert.Same(list[1], tail[0]);
        Assert.Equal(0, list[5..2].Count);
        var last = list[-1];
        Assert.Same(last, list.Pop(-1));
        Assert.Equal(2, list.Count);
        Assert.Same(list, list.Append(last));
        Assert.Equal(3, list.Count);
    }

    [Theory, MemberData(nameof(Sides))]
    public void A_dictionary_of_modules_keeps_the_order_of_its_names(bool scratch)
    {
        dynamic dict = scratch
            ? new S.ModuleDict<S.Linear>(("b", new S.Linear(1, 2)), ("a", new S.Linear(2, 3)))
            : new R.ModuleDict<R.Linear>(("b", new R.Linear(1, 2)), ("a", new R.Linear(2, 3)));
        var (first, second) = (dict["b"], dict["a"]);
        dict["b"] = second;
        dict["c"] = first;
        Assert.Equal(["b", "a", "c"], (IEnumerable<string>)dict.Keys());
        Assert.True(dict.Contains("c"));
        Assert.False(dict.Contains("d"));
        Assert.Throws<KeyNotFoundException>(() => dict["d"]);
        Assert.Same(first, dict.Pop("c"));
        Assert.Equal(2, dict.Count);
    }

    [Theory, MemberData(nameof(Sides))]
    public void A_place_that_is_not_there_is_told_with_how_many_there_are(bool scratch)
    {
        dynamic layer = scratch ? new S.Linear(1, 2) : new R.Linear(1, 2);
        dynamic modules = scratch
            ? new S.ModuleList<S.Linear>(layer)
            : new R.ModuleList<R.Linear>(layer);
        Refused(1, "modules", () => modules[1]);
        Refused(-2, "modules", () => modules[-2]);
        Refused(1, "modules", () => modules[1] = layer);
        Refused(-2, "modules", () => modules.Pop(-2));
        Refused(
            -1,
            "modules",
            () =>
            {
                modules.Insert(-1, layer);
                return null;
            }
        );
        Refused(
            2,
            "modules",
            () =>
            {
                modules.Insert(2, layer);
                return null;
            }
        );
        Assert.Equal(1, modules.Count);
        dynamic parameters = scratch
            ? new S.ParameterList(S.Torch.Ones([2]))
            : new R.ParameterList(TorchSharp.torch.ones(2));
        Refused(1, "parameters", () => parameters[1]);
        Refused(-2, "parameters", () => parameters[-2]);
        Refused(1, "parameters", () => parameters[1] = parameters[0]);

        static void Refused(long index, string what, Func<object?> call) =>
            Assert.StartsWith(
                $"index {index} is out of range: there are 1 {what}",
                Assert.Throws<ArgumentOutOfRangeException>(nameof(index), call).Message
            );
    }

    [Fact]
    public void Nothing_is_no_list_and_no_module()
    {
        var (list, dict) = (new S.ModuleList<S.Linear>(), new S.ModuleDict<S.Linear>());
        Assert.Throws<ArgumentNullException>("modules", () => new S.ModuleList<S.Linear>(null!));
        Assert.Throws<ArgumentNullException>("modules", () => list.Extend(null!));
        Assert.Throws<ArgumentNullException>(
            "modules",
            () => list.Extend([new S.Linear(1, 2), null!])
        );
        Assert.Throws<ArgumentNullException>("module", () => list.Insert(0, null!));
        Assert.Empty(list);
        list.Append(new S.Linear(1, 2));
        Assert.Throws<ArgumentNullException>("value", () => list[0] = null!);
        Assert.NotNull(list[0]);
        Assert.Throws<ArgumentNullException>("modules", () => dict.Update(null!));
        Assert.Throws<ArgumentNullException>("value", () => dict["a"] = null!);
        Assert.Equal(0, dict.Count);

        var (row, named) = (new S.ParameterList(S.Torch.Ones([2])), new S.ParameterDict());
        Assert.Throws<ArgumentNullException>("value", () => row[0] = null!);
        Assert.NotNull(row[0]);
        Assert.Throws<ArgumentNullException>("values", () => row.Extend(null!));
        Assert.Throws<ArgumentNullException>("value", () => row.Append(null!));
        Assert.Throws<ArgumentNullException>("value", () => named["a"] = null!);
        Assert.Throws<ArgumentNullException>(
            "parameters",
            () => named.Update((IEnumerable<(string, S.Tensor)>)null!)
        );
        Assert.Throws<ArgumentNullException>(
            "parameters",
            () => named.Update((S.ParameterDict)null!)
        );
        Assert.Equal(0, named.Count);

        Assert.Throws<ArgumentNullException>("edits", () => new S.EditedModuleList([], null!));
        Assert.Throws<ArgumentNullException>("edits", () => new S.EditedModuleDict([], null!));
        Assert.Throws<ArgumentNullException>("edits", () => new S.EditedParameterList([], null!));
        Assert.Throws<ArgumentNullException>("edits", () => new S.EditedParameterDict([], null!));
    }

    [Fact]
    public void An_edit_that_is_none_is_named()
    {
        Refused(() => new S.EditedModuleList([], [("turn", 0, null)]));
        Refused(() => new S.EditedModuleDict([], [("turn", "a", null)]));
        Refused(() => new S.EditedParameterList([], [("turn", 0, null)]));
        Refused(() => new S.EditedParameterDict([], [("turn", "a", null)]));

        static void Refused(Func<object> call) =>
            Assert.StartsWith(
                "there is no edit turn",
                Assert.Throws<ArgumentException>("edits", call).Message
            );
    }

    [Theory, MemberData(nameof(Sides))]
    public void A_dictionary_that_is_cleared_has_nothing_in_its_state(bool scratch)
    {
        if (scratch)
        {
            var modules = new S.ModuleDict<S.Linear>(("a", new S.Linear(1, 2)));
            var parameters = new S.ParameterDict(("a", S.Torch.Ones([2])));
            modules.Clear();
            parameters.Clear();
            Assert.Empty(modules.StateDict());
            Assert.Empty(parameters.StateDict());
            return;
        }
        using var layers = new R.ModuleDict<R.Linear>(("a", new R.Linear(1, 2)));
        using var tensors = new R.ParameterDict(("a", TorchSharp.torch.ones(2)));
        layers.Clear();
        tensors.Clear();
        Assert.Empty(layers.state_dict());
        Assert.Empty(tensors.state_dict());
    }

    // The snapshots write their own numbers over those that a polynomial is made with.
    [Fact]
    public void An_edit_brings_its_own_numbers()
    {
        var scratch = new S.EditedParameterDict([], [("update", "a", S.Torch.Tensor(1.5))]);
        Assert.Equal(1.5, scratch.StateDict()["coefficients.a"].Item());
        Assert.Equal(3, scratch.StateDict()["coefficients.after"].Item());
        using var reference = new R.EditedParameterDict(
            [],
            [("update", "a", TorchSharp.torch.tensor(1.5))]
        );
        Assert.Equal(1.5, reference.state_dict()["coefficients.a"].item<double>());
        Assert.Equal(3, reference.state_dict()["coefficients.after"].item<double>());
        Assert.Throws<InvalidOperationException>(() =>
            new S.EditedParameterDict([], [("share", "a", null)])
        );
        Assert.Throws<InvalidOperationException>(() =>
            new R.EditedParameterDict([], [("share", "a", null)])
        );
    }

    [Theory, MemberData(nameof(Sides))]
    public void The_mode_reaches_inside(bool scratch)
    {
        if (scratch)
        {
            var inner = new S.Dropout();
            new S.ModuleList<S.Module>(new S.ModuleDict<S.Module>(("inner", inner))).Eval();
            Assert.False(inner.Training);
            return;
        }
        using var dropout = new R.Dropout();
        using var list = new R.ModuleList<TorchSharp.torch.nn.Module>(
            new R.ModuleDict<TorchSharp.torch.nn.Module>(("inner", dropout))
        );
        list.eval();
        Assert.False(dropout.training);
    }

    [Fact]
    public void A_parameter_in_two_places_is_named_once_and_stands_in_the_state_twice()
    {
        var scratch = new S.ParameterList(S.Torch.Ones([2]));
        scratch.Append(scratch[0]);
        Assert.Equal(["0"], scratch.NamedParameters().Select(named => named.Name));
        Assert.Equal(["0", "1"], scratch.StateDict().Keys);

        using var reference = new R.ParameterList(TorchSharp.torch.ones(2));
        reference.Append(reference[0]);
        reference.to(torch.ScalarType.Float64);
        Assert.Equal(["0"], reference.named_parameters().Select(named => named.name));
        Assert.Equal(["0", "1"], reference.state_dict().Keys);
        Assert.Same(reference[0], reference[1]);
    }

    [Fact]
    public void A_tensor_becomes_a_parameter_on_its_own_memory()
    {
        var tensor = S.Torch.Ones([2]);
        var scratch = S.ParameterDict.FromKeys(["a", "b"], tensor);
        Assert.NotSame(scratch["a"], scratch["b"]);
        Assert.Null(scratch.Get("c"));
        Assert.Same(scratch["b"], scratch.Get("c", scratch["b"]));
        Assert.Same(scratch["a"], scratch.SetDefault("a", S.Torch.Zeros([3])));
        tensor.Fill(5);
        Assert.Equal([5f, 5f], scratch["a"].ToArray<float>());

        using var other = TorchSharp.torch.ones(2);
        using var reference = R.ParameterDict.FromKeys(["a", "b"], other);
        Assert.NotSame(reference["a"], reference["b"]);
        Assert.Null(reference.Get("c"));
        Assert.Same(reference["b"], reference.Get("c", reference["b"]));
        Assert.Same(reference["a"], reference.SetDefault("a", TorchSharp.torch.zeros(3)));
        other.fill_(5);
        Assert.Equal([5f, 5f], reference["a"].data<float>().ToArray());
    }
}
