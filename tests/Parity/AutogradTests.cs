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
}
