using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Memory of a scope's tensors serves again, and what shall live on does.</summary>
public sealed class DisposeScopeTests
{
    static readonly long[] Size = [1000];

    [Fact]
    public void Memory_of_an_ended_scope_serves_the_next()
    {
        Storage first;
        Array memory;
        using (Torch.NewDisposeScope())
        {
            first = Torch.Zeros(Size).Storage;
            memory = first.Data;
        }
        using (Torch.NewDisposeScope())
            Assert.Same(memory, Torch.Ones(Size).Storage.Data);
        Assert.Throws<ObjectDisposedException>(() => first.Data);
    }

    [Fact]
    public void Memory_that_served_before_is_zero_where_zeros_are_asked_for()
    {
        using (Torch.NewDisposeScope())
            Torch.Full(Size, 7);
        using (Torch.NewDisposeScope())
            Assert.All(Torch.Zeros(Size).ToArray<float>(), one => Assert.Equal(0, one));
    }

    [Fact]
    public void A_tensor_whose_scope_is_over_is_refused()
    {
        Tensor lost;
        using (Torch.NewDisposeScope())
            lost = Torch.Ones(Size);
        var e = Assert.Throws<ObjectDisposedException>(() => lost + 1);
        Assert.Contains("MoveToOuterDisposeScope", e.Message, StringComparison.Ordinal);
    }

    // PyTorch's sparse gradient shares the cotangent; memory that a scope lends may have one owner only.
    [Fact]
    public void A_sparse_gradient_gives_no_cotangent_back_to_the_pool()
    {
        var embedding = new Embedding(9, 100, sparse: true);
        var words = Torch.Tensor(new long[] { 1, 5, 1 });
        Tensor pooled;
        using (Torch.NewDisposeScope())
            pooled = Torch.Ones([3, 100]).DetachFromDisposeScope();
        var own = Torch.Ones([3, 100]);
        foreach (var (dy, isShared) in new[] { (pooled, false), (own, true) })
        {
            using (Torch.NewDisposeScope())
            {
                embedding.ZeroGrad();
                embedding.Forward(words).Backward(dy);
            }
            var values = embedding.Weight.Grad!.Values;
            Assert.Equal(isShared, values.Storage == dy.Storage);
            Assert.All(values.ToArray<float>(), one => Assert.Equal(1, one));
            using (Torch.NewDisposeScope())
                embedding.ZeroGrad();
            using (Torch.NewDisposeScope())
                Torch.Full([3, 100], 7);
            Assert.All(dy.ToArray<float>(), one => Assert.Equal(1, one));
        }
    }

    [Fact]
    public void What_is_moved_out_lives_as_long_as_the_scope_around()
    {
        Tensor moved,
            kept;
        using (Torch.NewDisposeScope())
        {
            using (Torch.NewDisposeScope())
            {
                moved = Torch.Ones(Size).MoveToOuterDisposeScope();
                kept = Torch.Ones(Size).DetachFromDisposeScope();
            }
            Assert.Equal(1000, moved.Sum().Item());
        }
        Assert.Throws<ObjectDisposedException>(() => moved.Sum());
        Assert.Equal(1000, kept.Sum().Item());
    }

    [Fact]
    public void Ending_an_outer_scope_ends_those_within()
    {
        var outer = Torch.NewDisposeScope();
        Torch.NewDisposeScope();
        var inner = Torch.Ones(Size);
        outer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => inner.Sum());
        outer.Dispose();
    }

    [Fact]
    public void Parameters_gradients_buffers_and_states_of_optimizers_outlive_their_scope()
    {
        Linear linear;
        BatchNorm1d norm;
        Adam adam;
        using (Torch.NewDisposeScope())
        {
            (linear, norm) = (new Linear(100, 100), new BatchNorm1d(100));
            adam = new Adam(linear.Parameters());
        }
        for (var step = 0; step < 3; step++)
            using (Torch.NewDisposeScope())
            {
                adam.ZeroGrad();
                norm.Forward(linear.Forward(Torch.Randn([10, 100]))).Pow(3).Sum().Backward();
                adam.Step();
            }
        Assert.All(linear.Weight.Grad!.ToArray<float>(), one => Assert.False(float.IsNaN(one)));
        Assert.All(norm.RunningVar!.ToArray<float>(), one => Assert.True(one > 0));
        Assert.NotEmpty(adam.StateDict().Values.OfType<Tensor>());
        Assert.All(adam.StateDict().Values.OfType<Tensor>(), state => state.ToArray<float>());
    }

    [Fact]
    public void A_gradient_is_the_leafs_own_memory()
    {
        // One step hands the same gradient to two leaves, another what it was given.
        var a = Torch.Ones(Size);
        var b = Torch.Ones(Size);
        a.RequiresGrad = b.RequiresGrad = true;
        var dy = Torch.Ones(Size);
        (a + b).Backward(dy);
        a.Grad!.Fill(5);
        Assert.Equal(1, b.Grad!.ToArray<float>()[0]);
        Assert.Equal(1, dy.ToArray<float>()[0]);
        a.Grad = null;
        (a * 2).Backward(dy);
        a.Grad!.Fill(7);
        Assert.Equal(1, dy.ToArray<float>()[0]);
    }

    [Fact]
    public void A_gradient_that_is_replaced_goes_with_the_scope_at_hand()
    {
        var w = Torch.Ones(Size);
        w.RequiresGrad = true;
        using (Torch.NewDisposeScope())
            (w * 2).Sum().Backward();
        var old = w.Grad!;
        using (Torch.NewDisposeScope())
        {
            w.Grad = null;
            Assert.Equal(2000, old.Sum().Item());
        }
        Assert.Throws<ObjectDisposedException>(() => old.Sum());
    }

    [Fact]
    public void A_sparse_gradient_lives_and_goes_with_its_indices()
    {
        var embedding = new Embedding(9, 2, sparse: true);
        var words = Torch.Zeros([100], ScalarType.Int64);
        using (Torch.NewDisposeScope())
            for (var call = 0; call < 2; call++)
                embedding.Forward(words + 3).Sum().Backward();
        var old = embedding.Weight.Grad!;
        Assert.Equal(600, old.Indices.Sum().Item());
        using (Torch.NewDisposeScope())
        {
            embedding.Weight.Grad = null;
            Assert.Equal(600, old.Indices.Sum().Item());
        }
        Assert.Throws<ObjectDisposedException>(() => old.Indices.Sum());
    }

    [Fact]
    public void What_a_scope_took_back_is_refused_wherever_it_is_named()
    {
        Tensor lost;
        using (Torch.NewDisposeScope())
            lost = Torch.Ones(Size);
        var w = Torch.Ones(Size);
        foreach (
            var call in (Action[])
                [
                    () => w.Grad = lost,
                    () => lost.MoveToOuterDisposeScope(),
                    () => lost.DetachFromDisposeScope(),
                    () => lost.Detach(),
                    () => lost.Reshape([10, 100]),
                    () => lost.Transpose(0, 0),
                    () => _ = new Parameter(lost),
                ]
        )
            Assert.StartsWith(
                "The scope in which this tensor was made is over, and its memory serves others: take what shall live on out of it",
                Assert.Throws<ObjectDisposedException>(call).Message,
                StringComparison.Ordinal
            );
        Assert.Null(w.Grad);
    }

    [Fact]
    public void Memory_of_every_type_serves_again()
    {
        foreach (var dtype in Enum.GetValues<ScalarType>())
        {
            Array memory;
            using (Torch.NewDisposeScope())
                memory = Torch.Zeros(Size, dtype).Storage.Data;
            using (Torch.NewDisposeScope())
                Assert.Same(memory, Torch.Zeros(Size, dtype).Storage.Data);
        }
    }

    [Fact]
    public void The_shortest_memory_that_serves_again_has_64_elements()
    {
        using var _ = Torch.NewDisposeScope();
        Assert.False(Torch.Zeros([63]).Storage.IsPooled);
        Assert.True(Torch.Zeros([64]).Storage.IsPooled);
    }

    [Fact]
    public void A_scope_that_is_over_takes_nothing_more()
    {
        var scope = Torch.NewDisposeScope();
        var kept = Torch.Ones(Size).DetachFromDisposeScope();
        scope.Dispose();
        Assert.StartsWith(
            "The scope is over already.",
            Assert.Throws<ObjectDisposedException>(() => kept.Storage.BelongTo(scope)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_scope_ends_on_its_own_thread()
    {
        using var scope = Torch.NewDisposeScope();
        Exception? refusal = null;
        var thread = new Thread(() => refusal = Record.Exception(scope.Dispose));
        thread.Start();
        thread.Join();
        Assert.Equal(
            "A dispose scope ends on the thread that began it: each thread has its own.",
            Assert.IsType<InvalidOperationException>(refusal).Message
        );
    }

    [Fact]
    public void After_inner_scopes_that_were_left_open_the_outer_one_is_at_hand_again()
    {
        using var outermost = Torch.NewDisposeScope();
        using (Torch.NewDisposeScope())
            Torch.NewDisposeScope();
        Assert.Same(outermost, DisposeScope.Current);
        using (var next = Torch.NewDisposeScope())
            Assert.Same(next, DisposeScope.Current);
    }

    [Fact]
    public void What_is_converted_or_first_made_in_a_scope_outlives_it()
    {
        var linear = new Linear(10, 10);
        var lazy = new LazyLinear(10);
        using (Torch.NewDisposeScope())
        {
            linear.To(ScalarType.Float64);
            lazy.Forward(Torch.Ones([1, 10]));
        }
        Assert.Equal(100, linear.Weight.ToArray<double>().Length);
        Assert.Equal(100, lazy.Weight.ToArray<float>().Length);
    }
}
