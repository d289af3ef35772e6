using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What optimizers and schedules keep beside the numbers that the snapshots show, and what they do without an argument.</summary>
public sealed class OptimStateTests
{
    static SGD Sgd(params ParamGroup[] groups) => new SGD(groups, lr: 0.1, momentum: 0.9);

    static ParamGroup Group(params double[] start) => new([new Parameter(Torch.Tensor(start))]);

    [Fact]
    public void A_missing_argument_has_its_name()
    {
        var optimizer = Sgd(Group(1));
        var tensor = Torch.Ones([2]);
        foreach (
            var (name, call) in ((string, Action)[])
                [
                    ("groups", () => Sgd(null!)),
                    ("group", () => optimizer.AddParamGroup(null!)),
                    ("closure", () => optimizer.Step(null!)),
                    ("closure", () => new LBFGS([Group(1)]).Step(null!)),
                    ("stateDict", () => optimizer.LoadStateDict(null!)),
                    ("optimizer", () => _ = new ExponentialLR(null!, 0.5)),
                    ("stateDict", () => new ExponentialLR(optimizer, 0.5).LoadStateDict(null!)),
                    ("lrLambda", () => _ = new LambdaLR(optimizer, (Func<long, double>)null!)),
                    (
                        "lrLambda",
                        () => _ = new MultiplicativeLR(optimizer, (Func<long, double>)null!)
                    ),
                    (
                        "lrLambda",
                        () => _ = new LambdaLR(optimizer, (IEnumerable<Func<long, double>>)null!)
                    ),
                    (
                        "lrLambda",
                        () =>
                            _ = new MultiplicativeLR(
                                optimizer,
                                (IEnumerable<Func<long, double>>)null!
                            )
                    ),
                    ("schedulers", () => _ = new ChainedScheduler(null!, optimizer)),
                    ("milestones", () => _ = new SequentialLR(optimizer, [], null!)),
                    ("baseLr", () => _ = new CyclicLR(optimizer, null!, 0.1)),
                    ("maxLr", () => _ = new CyclicLR(optimizer, 0.1, null!)),
                    ("maxLr", () => _ = new OneCycleLR(optimizer, null!, totalSteps: 5)),
                    ("parameters", () => Utils.ClipGradNorm((IEnumerable<Tensor>)null!, 1)),
                    ("tensors", () => Utils.GetTotalNorm(null!)),
                    ("parameters", () => Utils.ClipGradsWithNorm(null!, 1, tensor)),
                    ("totalNorm", () => Utils.ClipGradsWithNorm([tensor], 1, null!)),
                    ("parameters", () => Utils.ClipGradValue((IEnumerable<Tensor>)null!, 1)),
                    ("parameters", () => Utils.ParametersToVector(null!)),
                    ("vec", () => Utils.VectorToParameters(null!, [tensor])),
                    ("parameters", () => Utils.VectorToParameters(tensor, null!)),
                    ("position", () => Objectives.Rosenbrock(null!)),
                    ("first", () => Objectives.Network(null!, tensor)),
                    ("table", () => Objectives.Lookup(null!, tensor)),
                ]
        )
            Assert.Throws<ArgumentNullException>(name, call);
    }

    [Fact]
    public void What_divides_by_zero_is_named()
    {
        var optimizer = Sgd(Group(1));
        Assert.Throws<ArgumentException>(
            "divFactor",
            () => new OneCycleLR(optimizer, 0.1, totalSteps: 5, divFactor: 0)
        );
        Assert.Throws<ArgumentException>(
            "finalDivFactor",
            () => new OneCycleLR(optimizer, 0.1, totalSteps: 5, finalDivFactor: 0)
        );
        Assert.StartsWith(
            "Expected positive integer total_steps, but got 0",
            Assert
                .Throws<ArgumentException>(() => new OneCycleLR(optimizer, 0.1, totalSteps: 0))
                .Message
        );
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_schedule_of_schedules_knows_its_rates_and_steps(string name)
    {
        var side = new Side(name);
        object Made() =>
            side.Optimizer(
                "optim.SGD",
                [side.Tensor(new[] { 1.0 }, requiresGrad: true)],
                ("lr", 0.1)
            );
        var (chained, plateau, row) = (Made(), Made(), Made());
        Follow(chained, side.Chained(side.Schedule("ExponentialLR", chained, ("gamma", 0.5))), 0);
        Follow(plateau, side.Schedule("ReduceLROnPlateau", plateau, ("patience", 0)), 0, 1.0);
        Follow(
            row,
            side.Schedule(
                "SequentialLR",
                row,
                ("schedulers", new[] { side.Schedule("ExponentialLR", row, ("gamma", 0.5)) }),
                ("milestones", Array.Empty<int>())
            ),
            0
        );

        void Follow(object optimizer, dynamic schedule, long start, double? metric = null)
        {
            for (var step = 0; step < 3; step++)
            {
                Assert.Equal(start + step, (long)schedule.LastEpoch);
                Assert.Equal(side.Rates(optimizer), (IReadOnlyList<double>)schedule.GetLastLr());
                side.StepSchedule((object)schedule, metric);
            }
            Assert.NotEqual(0.1, side.Rates(optimizer)[0]);
        }
    }

    [Fact]
    public void A_loaded_schedule_of_schedules_stands_in_the_same_epoch()
    {
        var optimizer = Sgd(Group(1));
        foreach (
            var make in (Func<LRScheduler>[])
                [
                    () => new ChainedScheduler([new ExponentialLR(optimizer, 0.5)]),
                    () => new SequentialLR(optimizer, [new ExponentialLR(optimizer, 0.5)], []),
                    () => new ReduceLROnPlateau(optimizer, patience: 0),
                ]
        )
        {
            var (made, loaded) = (make(), make());
            for (var step = 0; step < 2; step++)
                if (made is ReduceLROnPlateau plateau)
                    plateau.Step(1.0);
                else
                    made.Step();
            Assert.NotEqual(made.LastEpoch, loaded.LastEpoch);
            loaded.LoadStateDict(made.StateDict());
            Assert.Equal(made.LastEpoch, loaded.LastEpoch);
            Assert.Equal(made.GetLastLr(), loaded.GetLastLr());
        }
    }

    [Fact]
    public void A_cycle_notes_its_momenta_in_the_group()
    {
        var optimizer = Sgd(Group(1));
        _ = new CyclicLR(optimizer, 0.01, 0.1, baseMomentum: 0.5, maxMomentum: 0.75);
        Assert.Equal(0.5, optimizer.ParamGroups[0]["base_momentum"]);
        Assert.Equal(0.75, optimizer.ParamGroups[0]["max_momentum"]);
        var plain = Sgd(Group(1));
        _ = new OneCycleLR(plain, 0.1, totalSteps: 5, cycleMomentum: false);
        Assert.DoesNotContain("max_momentum", plain.ParamGroups[0].Options.Keys);
        plain.ParamGroups[0]["lr"] = 0.05;
        _ = new CyclicLR(plain, 0.01, 0.1, lastEpoch: 3);
        Assert.DoesNotContain("max_momentum", plain.ParamGroups[0].Options.Keys);
    }

    [Fact]
    public void A_group_may_bring_what_schedules_keep_in_it()
    {
        string[] scheduled = ["initial_lr", "max_lr", "min_lr", "max_momentum", "base_momentum"];
        foreach (var option in scheduled)
        {
            var group = Group(1);
            group[option] = 1;
            Assert.Equal(1.0, Sgd(group).ParamGroups[0][option]);
        }
    }

    [Fact]
    public void An_optimizer_without_parameters_is_refused_in_PyTorchs_words() =>
        Assert.StartsWith(
            "optimizer got an empty parameter list",
            Assert.Throws<ArgumentException>("groups", () => Sgd()).Message
        );

    [Fact]
    public void A_state_that_is_loaded_replaces_all_that_was_there()
    {
        var (fresh, walked) = (Sgd(Group(1)), Sgd(Group(1)));
        walked.ParamGroups[0]["max_lr"] = 3.0;
        walked.ParamGroups[0].Parameters[0].Grad = Torch.Tensor(new[] { 1.0 });
        walked.Step();
        Assert.Contains("state.0.momentum_buffer", walked.StateDict().Keys);
        walked.LoadStateDict(fresh.StateDict());
        Assert.Equal(fresh.StateDict().Keys.Order(), walked.StateDict().Keys.Order());
        Assert.DoesNotContain("params", walked.ParamGroups[0].Options.Keys);
    }

    [Fact]
    public void Counts_keep_their_type_and_averages_take_the_parameters()
    {
        foreach (
            var make in (Func<ParamGroup, Optimizer>[])
                [
                    group => new ASGD([group]),
                    group => new NAdam([group]),
                    group => new Adam([group]),
                ]
        )
        {
            var (single, real) = (new ParamGroup([new Parameter(Torch.Ones([2]))]), Group(1, 1));
            var (from, to) = (make(single), make(real));
            single.Parameters[0].Grad = Torch.Ones([2]);
            from.Step();
            var saved = from.StateDict();
            to.LoadStateDict(saved);
            foreach (var (name, value) in to.StateDict())
                if (value is Tensor tensor && saved[name] is Tensor before)
                    Assert.Equal(
                        tensor.Rank == 0 ? before.Dtype : ScalarType.Float64,
                        tensor.Dtype
                    );
        }
    }

    [Fact]
    public void Gradients_are_forgotten_or_set_to_zero()
    {
        var optimizer = Sgd(Group(1));
        var parameter = optimizer.ParamGroups[0].Parameters[0];
        var gradient = Torch.Tensor(new[] { 2.0 });
        parameter.Grad = gradient;
        optimizer.ZeroGrad(setToNone: false);
        Assert.Equal([0.0], parameter.Grad!.ToArray<double>());
        optimizer.ZeroGrad();
        Assert.Null(parameter.Grad);
        optimizer.ZeroGrad(setToNone: false);
        Assert.Null(parameter.Grad);

        var table = new Parameter(Torch.Ones([3, 2]));
        Functional.Embedding(Torch.Tensor(new long[] { 1 }), table, sparse: true).Sum().Backward();
        Assert.True(table.Grad!.IsSparse);
        new SGD([new ParamGroup([table])]).ZeroGrad(setToNone: false);
        Assert.False(table.Grad!.IsSparse);
        Assert.Equal(new float[6], table.Grad.ToArray<float>());
    }
}
