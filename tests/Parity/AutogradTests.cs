using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>The tape: what it records, how it is walked, and when it refuses.</summary>
public sealed class AutogradTests
{
    static Parameter Leaf(params double[] values) => new(Tensor.FromArray(values, values.Length));

    [Fact]
    public void Gradients_add_up_over_uses_and_over_calls()
    {
        var w = Leaf(2);
        for (var call = 1; call <= 2; call++)
        {
            (w * w + w).Sum().Backward();
            Assert.Equal(5.0 * call, w.Grad!.Item());
        }
    }

    [Fact]
    public void A_graph_is_freed_by_backward_unless_it_is_retained()
    {
        var w = Leaf(3);
        var y = (w * w).Sum();
        y.Backward(retainGraph: true);
        y.Backward();
        Assert.Equal(12, w.Grad!.Item());
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Contains("a second time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_gradient_needed_can_be_collected_after_backward()
    {
        var w = Leaf(1, 2);
        var (y, saved) = Record(w);
        y.Backward();
        GC.Collect();
        Assert.False(saved.IsAlive);
        GC.KeepAlive(y);

        static (Tensor, WeakReference) Record(Tensor w)
        {
            var power = w.Exp();
            return ((power * power).Sum(), new WeakReference(power));
        }
    }

    [Fact]
    public void Nothing_is_recorded_in_a_no_grad_scope_of_this_thread()
    {
        var w = Leaf(1);
        using (Autograd.NoGrad())
        {
            using (Autograd.NoGrad()) { }
            Assert.False((w * 2).RequiresGrad);
            var elsewhere = false;
            var thread = new Thread(() => elsewhere = (w * 2).RequiresGrad);
            thread.Start();
            thread.Join();
            Assert.True(elsewhere);
        }
        Assert.True((w * 2).RequiresGrad);
    }

    [Fact]
    public void A_root_of_several_elements_needs_a_cotangent_of_its_shape()
    {
        var y = Leaf(1, 2) * 2;
        Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Throws<ArgumentException>(() => y.Backward(Torch.Ones([3], ScalarType.Float64)));
        Assert.Throws<ArgumentException>(() => y.Backward(Torch.Ones([2])));
        Assert.Throws<InvalidOperationException>(() => Torch.Ones([1]).Backward());
    }

    [Fact]
    public void A_saved_tensor_that_was_changed_in_place_is_noticed()
    {
        var x = Torch.Tensor(new[] { 1.0, 2.0 });
        var y = (Leaf(3, 4) * x).Sum();
        x.Fill(0);
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Contains(
            "modified by an inplace operation",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidOperationException>(() => Leaf(1).Fill(2));
    }

    [Fact]
    public void A_long_chain_and_a_wide_diamond_are_walked_once()
    {
        var w = Leaf(1);
        Tensor chain = w;
        for (var i = 0; i < 100_000; i++)
            chain = chain + 0;
        chain.Sum().Backward();
        Assert.Equal(1, w.Grad!.Item());

        w.Grad = null;
        Tensor diamond = w;
        for (var i = 0; i < 60; i++)
            diamond = diamond * 0.5 + diamond * 0.5;
        diamond.Sum().Backward();
        Assert.Equal(1, w.Grad!.Item(), 12);
    }

    [Fact]
    public void A_gradient_shares_no_memory_with_its_cotangent()
    {
        var (a, b) = (Leaf(1, 2), Leaf(3, 4));
        var cotangent = Torch.Ones([2], ScalarType.Float64);
        (a + b).Backward(cotangent);
        a.Grad!.Fill(9);
        Assert.Equal([1, 1], b.Grad!.ToArray<double>());
        Assert.Equal([1, 1], cotangent.ToArray<double>());
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_whole()
    {
        var layer = new Linear(2, 1);
        var before = layer.Weight.ToArray<float>();
        var state = new Dictionary<string, Tensor>
        {
            ["weight"] = Torch.Zeros([1, 2]),
            ["bias"] = Torch.Zeros([3]),
        };
        var error = Assert.Throws<ArgumentException>(() => layer.LoadStateDict(state));
        Assert.Contains("size mismatch for bias", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, layer.Weight.ToArray<float>());
        Assert.Contains(
            "Missing key",
            Assert
                .Throws<ArgumentException>(() =>
                    layer.LoadStateDict(new Dictionary<string, Tensor>())
                )
                .Message,
            StringComparison.Ordinal
        );

        var weight = layer.Weight;
        layer.To(ScalarType.Float64);
        Assert.Same(weight, layer.Weight);
        Assert.Equal(ScalarType.Float64, weight.Dtype);
    }

    [Fact]
    public void A_scope_within_a_scope_records_again()
    {
        var w = Leaf(1);
        using var _ = Autograd.NoGrad();
        using (Autograd.EnableGrad())
            Assert.True((w * 2).RequiresGrad);
        Assert.False((w * 2).RequiresGrad);
    }

    [Fact]
    public void Only_leaves_of_real_numbers_can_be_told_to_need_a_gradient()
    {
        var w = Leaf(1, 2);
        Says(
            "you can only change requires_grad flags of leaf variables.",
            () => (w * 2).RequiresGrad = false
        );
        Says(
            "only Tensors of floating point dtype can require gradients, not torch.int64",
            () => Torch.Arange(2).RequiresGrad = true
        );
        var x = Torch.Zeros([2]);
        x.RequiresGrad = true;
        x.RequiresGrad = false;
        Assert.False((x * 2).RequiresGrad);
    }

    [Fact]
    public void A_gradient_has_its_leafs_shape_and_type()
    {
        var w = Leaf(1, 2);
        Assert.StartsWith(
            "attempting to assign a gradient of size '[3]' to a tensor of size '[2]'.",
            Assert.Throws<ArgumentException>(() => w.Grad = Torch.Zeros([3])).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "attempting to assign a gradient with dtype 'torch.float32' to a tensor with dtype 'torch.float64'.",
            Assert.Throws<ArgumentException>(() => w.Grad = Torch.Zeros([2])).Message,
            StringComparison.Ordinal
        );
        Assert.Null(w.Grad);
    }

    [Fact]
    public void What_the_tape_cannot_follow_is_refused_and_nothing_is_written()
    {
        var w = Leaf(1, 2);
        var y = w * 2;
        foreach (var write in (Action<Tensor>[])[x => x.Fill(7), x => x.CopyFrom(Leaf(7, 7))])
        {
            Says(
                "a leaf Variable that requires grad is being used in an in-place operation.",
                () => write(w)
            );
            Says(
                "a recorded tensor cannot be changed in place; do it in a NoGrad scope or on Detach().",
                () => write(y)
            );
        }
        Assert.Equal([1, 2], w.ToArray<double>());
        Assert.Equal([2, 4], y.ToArray<double>());
    }

    [Fact]
    public void An_operation_in_place_is_refused_on_a_leaf_and_seen_by_those_that_saved_it()
    {
        var w = Leaf(-1, 2);
        Assert.Throws<InvalidOperationException>(() => Functional.Relu(w, inplace: true));
        var y = w * 1;
        var z = Functional.Relu(y, inplace: true);
        Assert.Equal([0, 2], y.ToArray<double>());
        z.Sum().Backward();
        Assert.Equal([0, 1], w.Grad!.ToArray<double>());

        var x = Torch.Tensor(new[] { -1.0, 2 });
        var product = w * x; // which needs x for w's gradient
        _ = Functional.Relu(x, inplace: true);
        Assert.Contains(
            "is at version 1; expected version 0",
            Assert.Throws<InvalidOperationException>(() => product.Sum().Backward()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Sparse_and_dense_gradients_add_up_in_either_order()
    {
        var rows = Torch.Tensor(new long[] { 1, 1 });
        foreach (var sparseFirst in (bool[])[true, false])
        {
            var table = new Parameter(Torch.Ones([3, 2], ScalarType.Float64));
            foreach (var sparse in (bool[])[sparseFirst, !sparseFirst])
                (
                    sparse
                        ? Functional.Embedding(rows, table, sparse: true).Sum()
                        : (table * 3).Sum()
                ).Backward();
            Assert.Equal([3, 3, 5, 5, 3, 3], table.Grad!.ToArray<double>());
        }
    }

    [Fact]
    public void An_operation_returns_a_gradient_for_each_of_its_inputs()
    {
        var y = new Short(Leaf(1), Leaf(2)).Apply();
        Says("Short has 2 inputs and returned 1 gradients.", () => y.Backward());
        Says(
            "element 0 of tensors does not require grad and does not have a grad_fn",
            () => Torch.Ones([1]).Backward()
        );
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal(
            "roots",
            Assert.Throws<ArgumentNullException>(() => Autograd.Backward(null!)).ParamName
        );
        Assert.Equal(
            "tensor",
            Assert.Throws<ArgumentNullException>(() => new Same(null!).Apply()).ParamName
        );
    }

    [Fact]
    public void Backward_says_what_a_root_needs()
    {
        var y = Leaf(1, 2) * 2;
        Says(
            "grad can be implicitly created only for scalar outputs; this one has shape [2]",
            () => y.Backward()
        );
        Assert.StartsWith(
            "Mismatch in shape: the gradient is torch.float64[3] and the output is torch.float64[2].",
            Assert
                .Throws<ArgumentException>(() => y.Backward(Torch.Ones([3], ScalarType.Float64)))
                .Message,
            StringComparison.Ordinal
        );
        y.Sum().Backward();
        Assert.EndsWith(
            "Specify retainGraph: true for the first backward.",
            Assert.Throws<InvalidOperationException>(() => y.Sum().Backward()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_operation_that_returns_its_input_leaves_it_a_leaf()
    {
        var w = Leaf(1, 2);
        var y = new Same(w).Apply();
        Assert.True(w.IsLeaf);
        Assert.False(y.IsLeaf);
        y.Sum().Backward();
        Assert.Equal([1, 1], w.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_cotangent_that_was_made_last_is_no_gradients_memory()
    {
        var w = Leaf(1, 2);
        var y = w.Reshape([2, 1]);
        var cotangent = Torch.Ones([2, 1], ScalarType.Float64);
        y.Backward(cotangent);
        w.Grad!.Fill(9);
        Assert.Equal([1, 1], cotangent.ToArray<double>());
    }

    [Fact]
    public void A_gradient_lies_in_memory_as_PyTorch_lays_it()
    {
        var w = new Parameter(Torch.Ones([2, 3]));
        // What the product hands on is new memory in the order of its transposed cotangent.
        (w * Torch.Ones([2, 3]))
            .Transpose(0, 1)
            .Backward(Torch.Ones([3, 2]));
        Assert.Equal([3, 1], w.Grad!.Strides.ToArray());
    }

    sealed class Same(Tensor x) : Operation(x)
    {
        protected override Tensor Forward() => Save(x);

        protected override Tensor?[] Backward(Tensor dy) => [dy];
    }

    sealed class Short(Tensor a, Tensor b) : Operation(a, b)
    {
        protected override Tensor Forward() => Torch.Ones([1], ScalarType.Float64);

        protected override Tensor?[] Backward(Tensor dy) => [dy];
    }

    static void Says(string sentence, Action call) =>
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(call).Message);
}
