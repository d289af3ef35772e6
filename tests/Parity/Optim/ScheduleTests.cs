using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of schedules, and what their formulas imply.</summary>
public sealed class ScheduleTests
{
    static object Optimizer(Side side, double lr = 0.1, string name = "SGD") =>
        side.Optimizer(
            "optim." + name,
            [side.Tensor(new[] { 1.0 }, requiresGrad: true)],
            ("lr", lr)
        );

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_22_after_the_step_of_a_schedule_the_group_holds_the_rate_of_the_next_epoch(
        string name
    )
    {
        var side = new Side(name);
        var optimizer = Optimizer(side);
        var schedule = side.Schedule("StepLR", optimizer, ("step_size", 10), ("gamma", 0.5));
        var (used, printed) = (new List<double>(), new List<double>());
        for (var epoch = 0; epoch < 20; epoch++)
        {
            used.Add(side.Rates(optimizer)[0]);
            side.Step(optimizer);
            side.StepSchedule(schedule);
            printed.Add(side.Rates(optimizer)[0]);
        }
        // Epoch 9 learns with 0.1, and the loop of the notes prints 0.05 for it.
        Assert.Equal((0.1, 0.05), (used[9], printed[9]));
        Assert.Equal(used.Skip(1), printed.SkipLast(1));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Thirty_epochs_and_then_a_tenth(string name)
    {
        var side = new Side(name);
        var optimizer = Optimizer(side);
        var schedule = side.Schedule("StepLR", optimizer, ("step_size", 30), ("gamma", 0.1));
        for (var epoch = 0; epoch < 60; epoch++)
        {
            Assert.Equal(epoch < 30 ? 0.1 : 0.01, side.Rates(optimizer)[0], 15);
            side.StepSchedule(schedule);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_rate_comes_from_the_one_before_and_equals_the_closed_form_where_nobody_interferes(
        string name
    )
    {
        var side = new Side(name);
        Follow("ExponentialLR", t => Math.Pow(0.9, t), ("gamma", 0.9));
        Follow("StepLR", t => Math.Pow(0.1, t / 7), ("step_size", 7));
        Follow("CosineAnnealingLR", t => (1 + Math.Cos(Math.PI * t / 60)) / 2, ("T_max", 60));
        Follow(
            "LinearLR",
            t => 0.2 + 0.8 * Math.Min(t, 12) / 12,
            ("start_factor", 0.2),
            ("total_iters", 12)
        );

        void Follow(string schedule, Func<int, double> closed, params (string, object?)[] options)
        {
            var optimizer = Optimizer(side);
            dynamic made = side.Schedule(schedule, optimizer, options);
            for (var t = 0; t <= 50; t++)
            {
                Assert.Equal(t, (long)made.LastEpoch);
                Assert.Equal(0.1 * closed(t), side.Rates(optimizer)[0], 1e-12);
                Assert.Equal(side.Rates(optimizer), (IReadOnlyList<double>)made.GetLastLr());
                side.StepSchedule((object)made);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_rate_that_is_changed_in_between_goes_on_from_there(string name)
    {
        var side = new Side(name);
        dynamic optimizer = Optimizer(side);
        var schedule = side.Schedule("ExponentialLR", (object)optimizer, ("gamma", 0.5));
        side.StepSchedule(schedule);
        optimizer.ParamGroups[0]["lr"] = 8.0;
        side.StepSchedule(schedule);
        // The closed form would go back to 0.1 · 0.25.
        Assert.Equal([4.0], side.Rates((object)optimizer));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Two_schedules_on_one_optimizer_multiply(string name)
    {
        var side = new Side(name);
        var optimizer = Optimizer(side);
        var (slow, steps) = (
            side.Schedule("ExponentialLR", optimizer, ("gamma", 0.9)),
            side.Schedule("StepLR", optimizer, ("step_size", 10), ("gamma", 0.5))
        );
        for (var epoch = 0; epoch < 25; epoch++)
        {
            side.StepSchedule(slow);
            side.StepSchedule(steps);
        }
        Assert.Equal(0.1 * Math.Pow(0.9, 25) * Math.Pow(0.5, 2), side.Rates(optimizer)[0], 1e-15);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_warm_up_rises_to_the_full_rate_before_the_decay_begins(string name)
    {
        var rates = new Side(name)
            .Example("ScheduleExample")
            .Where(line => line.Label.StartsWith("rate of epoch", StringComparison.Ordinal))
            .Select(line => (double)line.Value)
            .ToList();
        Assert.All(rates.Take(3).Zip(rates.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.Equal(0.1, rates.Max());
        Assert.Equal(0.1, rates[3]);
        Assert.All(
            rates.Skip(3).Zip(rates.Skip(4)),
            pair => Assert.True(pair.Second <= pair.First)
        );
        Assert.Equal(0.025, rates[^1], 15);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Momentum_is_lowest_where_the_rate_of_one_cycle_is_highest(string name)
    {
        var side = new Side(name);
        dynamic optimizer = side.Optimizer(
            "optim.AdamW",
            [side.Tensor(new[] { 1.0 }, requiresGrad: true)]
        );
        object schedule = side.Schedule(
            "OneCycleLR",
            (object)optimizer,
            ("max_lr", 0.5),
            ("total_steps", 30)
        );
        var (rates, momenta) = (new List<double>(), new List<double>());
        for (var step = 0; step < 30; step++)
        {
            rates.Add(side.Rates((object)optimizer)[0]);
            momenta.Add((((double, double))optimizer.ParamGroups[0]["betas"]).Item1);
            if (step < 29)
                side.StepSchedule(schedule);
        }
        Assert.Equal(0.5, rates.Max(), 15);
        Assert.Equal(8, rates.IndexOf(rates.Max()));
        Assert.Equal(8, momenta.IndexOf(momenta.Min()));
        Assert.Equal(0.5 / 25, rates[0], 15);
        Assert.Equal(0.5 / 25 / 1e4, rates[^1], 15);
        Assert.Equal((0.95, 0.85, 0.95), (momenta[0], momenta.Min(), momenta[^1]));
    }

    public static TheoryData<string, string> Schedules()
    {
        var cases = new TheoryData<string, string>();
        foreach (var side in new[] { "scratch", "torchsharp" })
        foreach (
            var schedule in new[]
            {
                "StepLR",
                "MultiStepLR",
                "ExponentialLR",
                "CosineAnnealingLR",
                "ReduceLROnPlateau",
                "LinearLR",
                "SequentialLR",
                "LambdaLR",
                "OneCycleLR",
                "MultiplicativeLR",
                "ConstantLR",
                "PolynomialLR",
                "CosineAnnealingWarmRestarts",
                "CyclicLR",
                "ChainedScheduler",
            }
        )
            cases.Add(side, schedule);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_loaded_schedule_goes_on_to_the_bit(string name, string schedule)
    {
        var side = new Side(name);
        var optimizer = Optimizer(side, name: "Adam");
        var made = Make(optimizer);
        for (var step = 0; step < 7; step++)
            Step(made, step);

        var other = Optimizer(side, lr: 5, name: "Adam");
        var resumed = Make(other);
        ((dynamic)other).LoadStateDict(((dynamic)optimizer).StateDict());
        ((dynamic)resumed).LoadStateDict(((dynamic)made).StateDict());
        Assert.Equal(side.Rates(optimizer), side.Rates(other));
        for (var step = 7; step < 20; step++)
        {
            Step(made, step);
            Step(resumed, step);
            Assert.Equal(side.Rates(optimizer), side.Rates(other));
            Assert.Equal(
                (IReadOnlyList<double>)((dynamic)made).GetLastLr(),
                (IReadOnlyList<double>)((dynamic)resumed).GetLastLr()
            );
        }
        Assert.NotEqual(0.1, side.Rates(optimizer)[0]);

        void Step(object on, int step) =>
            side.StepSchedule(
                on,
                schedule == "ReduceLROnPlateau" ? Math.Max(0.5, 1 - 0.1 * step) : null
            );

        object Make(object on) =>
            schedule switch
            {
                "StepLR" => side.Schedule(schedule, on, ("step_size", 3)),
                "MultiStepLR" => side.Schedule(schedule, on, ("milestones", new[] { 5, 9, 9 })),
                "ExponentialLR" => side.Schedule(schedule, on, ("gamma", 0.9)),
                "CosineAnnealingLR" => side.Schedule(schedule, on, ("T_max", 8)),
                "ReduceLROnPlateau" => side.Schedule(
                    schedule,
                    on,
                    ("patience", 2),
                    ("cooldown", 2),
                    ("factor", 0.5)
                ),
                "LinearLR" => side.Schedule(schedule, on, ("total_iters", 12)),
                "LambdaLR" => side.Schedule(
                    schedule,
                    on,
                    ("lr_lambda", new Func<long, double>(epoch => 1.0 / (1 + epoch)))
                ),
                "OneCycleLR" => side.Schedule(schedule, on, ("max_lr", 0.3), ("total_steps", 25)),
                "MultiplicativeLR" => side.Schedule(
                    schedule,
                    on,
                    ("lr_lambda", new Func<long, double>(epoch => 1 - 1.0 / (1 + epoch)))
                ),
                "ConstantLR" => side.Schedule(schedule, on, ("total_iters", 30)),
                "PolynomialLR" => side.Schedule(schedule, on, ("total_iters", 25), ("power", 2.0)),
                "CosineAnnealingWarmRestarts" => side.Schedule(
                    schedule,
                    on,
                    ("T_0", 3),
                    ("T_mult", 2)
                ),
                "CyclicLR" => side.Schedule(
                    schedule,
                    on,
                    ("base_lr", 0.01),
                    ("max_lr", 0.3),
                    ("step_size_up", 6)
                ),
                "ChainedScheduler" => side.Chained(
                    side.Schedule("CosineAnnealingWarmRestarts", on, ("T_0", 5)),
                    side.Schedule("ExponentialLR", on, ("gamma", 0.8))
                ),
                _ => side.Schedule(
                    schedule,
                    on,
                    (
                        "schedulers",
                        new[]
                        {
                            side.Schedule("LinearLR", on, ("total_iters", 4)),
                            side.Schedule("ExponentialLR", on, ("gamma", 0.8)),
                        }
                    ),
                    ("milestones", new[] { 9 })
                ),
            };
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_chain_of_schedules_is_refused_where_one_is_on_another_optimizer(string name)
    {
        var side = new Side(name);
        var (one, other) = (
            side.Schedule("LinearLR", Optimizer(side)),
            side.Schedule("StepLR", Optimizer(side), ("step_size", 3))
        );
        var error = Assert.Throws<ArgumentException>(() => side.Chained(one, other));
        Assert.Contains("index 1", error.Message);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Warm_restarts_go_to_no_epoch_below_0(string name)
    {
        var side = new Side(name);
        dynamic made = side.Schedule("CosineAnnealingWarmRestarts", Optimizer(side), ("T_0", 4));
        foreach (var epoch in new[] { -0.5, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() =>
            {
                made.Step(epoch);
            });
        made.Step(3.5);
        Assert.Equal(3L, (long)made.LastEpoch);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_row_of_schedules_is_refused_where_one_is_on_another_optimizer(string name)
    {
        var side = new Side(name);
        var (one, other) = (Optimizer(side), Optimizer(side));
        var error = Assert.Throws<ArgumentException>(() =>
            side.Schedule(
                "SequentialLR",
                one,
                (
                    "schedulers",
                    new[]
                    {
                        side.Schedule("LinearLR", one),
                        side.Schedule("StepLR", other, ("step_size", 3)),
                    }
                ),
                ("milestones", new[] { 5 })
            )
        );
        Assert.Contains("index 1", error.Message);
    }
}
