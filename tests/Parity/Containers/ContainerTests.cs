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

    [Fact]
    public void A_vector_is_written_back_into_the_parameters()
    {
        var scratch = new S.Linear(2, 1);
        var row = S.Torch.Tensor((float[])[1, 2, 3, 4]);
        S.Utils.VectorToParameters(row, scratch.Parameters());
        Assert.Equal([1f, 2f], scratch.Weight.ToArray<float>());
        Assert.Equal(
            [1f, 2f, 3f],
            S.Utils.ParametersToVector(scratch.Parameters()).ToArray<float>()
        );
        Assert.Throws<ArgumentException>(() =>
            S.Utils.VectorToParameters(row.Narrow(0, 0, 2), scratch.Parameters())
        );

        using var reference = new R.Linear(2, 1);
        using var vector = TorchSharp.torch.tensor((float[])[1, 2, 3, 4]);
        R.Utils.VectorToParameters(vector, reference.parameters());
        Assert.Equal(
            [1f, 2f, 3f],
            R.Utils.ParametersToVector(reference.parameters()).data<float>().ToArray()
        );
        Assert.Throws<ArgumentException>(() =>
            R.Utils.VectorToParameters(vector.narrow(0, 0, 2), reference.parameters())
        );
    }
}
