using System.Globalization;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of optimizers, and where they are wrong or loose.</summary>
public sealed class OptimizerTests
{
    /// <summary>A parameter after one step along one gradient.</summary>
    static double[] AfterOneStep(
        Side side,
        string optimizer,
        double[] start,
        double[] gradient,
        params (string Name, object? Value)[] options
    )
    {
        var parameter = side.Tensor(start, requiresGrad: true);
        var made = side.Optimizer("optim." + optimizer, [parameter], options);
        side.SetGradient64(parameter, gradient);
        side.Step(made);
        return side.Numbers(parameter);
    }

    // f(x, y) = (1 − x)² + 100 (y − x²)²
    static double[] RosenbrockGradient(double[] at) =>
        [-2 * (1 - at[0]) - 400 * at[0] * (at[1] - at[0] * at[0]), 200 * (at[1] - at[0] * at[0])];

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_figures_of_the_notes_on_Rosenbrock_are_these(string name)
    {
        var lines = new Side(name).Example("SGDExample").ToDictionary(l => l.Label, l => l.Value);
        Figure("SGD", 0, 404.0000, -0.1960, -0.6000);
        Figure("SGD", 4, 10.5059, -0.0797, -0.2354);
        Figure("SGD with momentum", 0, 404.0000, -0.1960, -0.6000);
        Figure("SGD with momentum", 4, 24.5593, 1.0812, 1.7860);

        void Figure(string way, int step, double loss, double x, double y)
        {
            Assert.Equal(loss, (double)lines[$"{way}, loss before step {step}:"], 4);
            var position = (TensorData)lines[$"{way}, position after step {step}:"];
            Assert.Equal(x, position[0], 4);
            Assert.Equal(y, position[1], 4);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void One_step_from_2_along_a_gradient_of_4_arrives_at_1_6_and_at_1_96(string name)
    {
        var side = new Side(name);
        Assert.Equal([2 - 0.1 * 4], AfterOneStep(side, "SGD", [2], [4], ("lr", 0.1)));
        Assert.Equal(1.6, AfterOneStep(side, "SGD", [2], [4], ("lr", 0.1))[0], 15);
        Assert.Equal(1.96, AfterOneStep(side, "SGD", [2], [4], ("lr", 0.01))[0], 15);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Momentum_of_0_is_plain_descent_that_remembers_nothing(string name)
    {
        var side = new Side(name);
        var parameter = side.Tensor(new[] { -1.0, -1.0 }, requiresGrad: true);
        var optimizer = side.Optimizer("optim.SGD", [parameter], ("lr", 0.001), ("momentum", 0.0));
        double[] by = [-1, -1];
        for (var step = 0; step < 20; step++)
        {
            side.SetGradient64(parameter, RosenbrockGradient(side.Numbers(parameter)));
            side.Step(optimizer);
            var gradient = RosenbrockGradient(by);
            by = [by[0] - 0.001 * gradient[0], by[1] - 0.001 * gradient[1]];
        }
        Assert.Equal(by[0], side.Numbers(parameter)[0], 12);
        Assert.Equal(by[1], side.Numbers(parameter)[1], 12);
        Assert.Empty(side.OptimizerStateNames(optimizer));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_first_step_of_Adam_is_the_rate_whatever_the_gradient_is_long(string name)
    {
        var moved = AfterOneStep(
            new Side(name),
            "Adam",
            [0, 0, 0, 0],
            [200, -5, 0.01, 0],
            ("lr", 0.1)
        );
        // ε = 1e-8 is all that is felt of the length.
        Assert.Equal(-0.1, moved[0], 1e-10);
        Assert.Equal(0.1, moved[1], 1e-9);
        Assert.Equal(-0.1, moved[2], 1e-6);
        Assert.Equal(0, moved[3]);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_effective_rate_of_Adagrad_never_rises_and_that_of_RMSprop_does(string name)
    {
        var side = new Side(name);
        var adagrad = EffectiveRates("Adagrad");
        Assert.All(adagrad.Zip(adagrad.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        var rmsprop = EffectiveRates("RMSprop");
        // Where gradients were large it falls; where they have become small it rises again, above where it began.
        Assert.True(rmsprop[4] < rmsprop[0]);
        Assert.True(rmsprop[^1] > rmsprop[4]);
        Assert.True(rmsprop[^1] > rmsprop[0]);

        List<double> EffectiveRates(string optimizer)
        {
            var parameter = side.Tensor(new[] { 0.0 }, requiresGrad: true);
            var made = side.Optimizer("optim." + optimizer, [parameter], ("lr", 0.1));
            var rates = new List<double>();
            for (var step = 0; step < 500; step++)
            {
                var gradient = step < 5 ? 10.0 : 0.1;
                var before = side.Numbers(parameter)[0];
                side.SetGradient64(parameter, gradient);
                side.Step(made);
                rates.Add((before - side.Numbers(parameter)[0]) / gradient);
            }
            return rates;
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Only_visited_rows_move_with_SparseAdam(string name)
    {
        var side = new Side(name);
        var (table, before) = Visited(side);
        side.Step(side.Optimizer("optim.SparseAdam", [table], ("lr", 0.1)));
        AssertMoved([true, false, true, false, false], before, side.Numbers(table));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_14_Adam_AdamW_and_RMSprop_refuse_sparse_gradients(string name)
    {
        var side = new Side(name);
        foreach (var optimizer in (string[])["Adam", "AdamW", "RMSprop"])
        {
            var (table, before) = Visited(side);
            var made = side.Optimizer("optim." + optimizer, [table]);
            var error = Assert.Throws<InvalidOperationException>(() => side.Step(made));
            Assert.StartsWith($"{optimizer} does not support sparse gradients", error.Message);
            Assert.Equal(before, side.Numbers(table));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_14_on_dense_gradients_AdamW_moves_every_row_visited_or_not(string name)
    {
        var side = new Side(name);
        var (table, before) = Visited(side, sparse: false);
        side.Step(side.Optimizer("optim.AdamW", [table]));
        AssertMoved([true, true, true, true, true], before, side.Numbers(table));

        // Adam has no decay; but a row that was visited once moves on without being visited again.
        (table, before) = Visited(side, sparse: false);
        var adam = side.Optimizer("optim.Adam", [table]);
        side.Step(adam);
        AssertMoved([true, false, true, false, false], before, side.Numbers(table));
        before = side.Numbers(table);
        side.SetGradient64(table, new double[10]);
        side.Step(adam);
        AssertMoved([true, false, true, false, false], before, side.Numbers(table));
    }

    // A table of five rows of two, of which rows 0 and 2 were looked up.
    static (object Table, double[] Before) Visited(Side side, bool sparse = true)
    {
        side.ManualSeed(0);
        var module = side.Module("nn.Embedding", [5, 2], ("sparse", sparse));
        var table = side.Parameter(module, "weight");
        var picked = side.Forward(module, side.Tensor(new long[] { 2, 0, 2 }));
        side.Backward(picked, new float[] { 1, 2, 3, 4, 5, 6 });
        return (table, side.Numbers(table));
    }

    static void AssertMoved(bool[] expected, double[] before, double[] after) =>
        Assert.Equal(
            expected,
            Enumerable.Range(0, 5).Select(row => before[2 * row] != after[2 * row]).ToArray()
        );

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_3_AdamW_multiplies_by_1_minus_rate_times_decay(string name)
    {
        // A zero gradient leaves the decay alone: 2 · (1 − 0.1 · 0.5), where the notes would have 2 · (1 − 0.5).
        var moved = AfterOneStep(
            new Side(name),
            "AdamW",
            [2],
            [0],
            ("lr", 0.1),
            ("weight_decay", 0.5)
        );
        Assert.Equal(1.9, moved[0], 15);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_4_weight_decay_is_the_gradient_of_half_lambda_w_squared(string name)
    {
        var side = new Side(name);
        double[] w = [3, -2];
        var step = AfterOneStep(side, "SGD", w, [0, 0], ("lr", 1.0), ("weight_decay", 0.1));
        var gradient = w.Zip(step, (before, after) => before - after).ToArray();
        for (var i = 0; i < w.Length; i++)
        {
            Assert.Equal(Slope(i, 0.1 / 2), gradient[i], 1e-8);
            Assert.Equal(2 * gradient[i], Slope(i, 0.1), 1e-8);
        }

        // The slope of c ‖w‖² along one element.
        double Slope(int i, double c) =>
            c * (Math.Pow(w[i] + 1e-4, 2) - Math.Pow(w[i] - 1e-4, 2)) / 2e-4;
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_5_epsilon_stands_outside_of_the_root(string name)
    {
        var side = new Side(name);
        // g = 3, ε = 1: 3 / (√9 + 1), where the notes would have 3 / √(9 + 1) = 0.949.
        Assert.Equal(-0.75, Step("Adagrad"), 15);
        Assert.Equal(-0.75, Step("RMSprop", ("alpha", 0.0)), 15);
        Assert.Equal(-0.75, Step("Adam"), 12);

        double Step(string optimizer, params (string, object?)[] options) =>
            AfterOneStep(side, optimizer, [0], [3], [("lr", 1.0), ("eps", 1.0), .. options])[0];
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_6_Nesterov_of_PyTorch_and_of_the_books_are_one_method(string name)
    {
        Assert.InRange(Difference(new Side(name), rateAt: _ => 1e-4), 0, 3e-15);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_6_but_a_schedule_makes_them_two(string name)
    {
        Assert.InRange(
            Difference(new Side(name), rateAt: step => step < 20 ? 1e-4 : 2e-5),
            1e-4,
            1
        );
    }

    // Over 200 steps on Rosenbrock: the books' method takes the gradient at φ − lr·μ·v, and PyTorch stores that point.
    static double Difference(Side side, Func<int, double> rateAt)
    {
        const double Momentum = 0.9;
        var parameter = side.Tensor(new[] { -1.0, -1.0 }, requiresGrad: true);
        var optimizer = side.Optimizer(
            "optim.SGD",
            [parameter],
            ("lr", rateAt(0)),
            ("momentum", Momentum),
            ("nesterov", true)
        );
        var schedule = side.Schedule(
            "LambdaLR",
            optimizer,
            ("lr_lambda", new Func<long, double>(step => rateAt((int)step) / rateAt(0)))
        );
        double[] position = [-1, -1];
        double[] velocity = [0, 0];
        double largest = 0;
        for (var step = 0; step < 200; step++)
        {
            var rate = rateAt(step);
            var ahead = Ahead(rate);
            var at = side.Numbers(parameter);
            largest = Math.Max(largest, Math.Abs(at[0] - ahead[0]));
            largest = Math.Max(largest, Math.Abs(at[1] - ahead[1]));
            side.SetGradient64(parameter, RosenbrockGradient(at));
            side.Step(optimizer);
            side.StepSchedule(schedule);
            var gradient = RosenbrockGradient(ahead);
            for (var i = 0; i < 2; i++)
            {
                velocity[i] = Momentum * velocity[i] + gradient[i];
                position[i] -= rate * velocity[i];
            }
        }
        Assert.True(double.IsFinite(largest));
        return largest;

        double[] Ahead(double rate) =>
            [
                position[0] - rate * Momentum * velocity[0],
                position[1] - rate * Momentum * velocity[1],
            ];
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Of_five_optimizers_plain_descent_falls_least_and_momentum_helps_it(string name)
    {
        var falls = Falls(name);
        Assert.Equal(5, falls.Count);
        Assert.All(
            falls.Where(fall => fall.Key != "SGD"),
            fall => Assert.True(fall.Value > falls["SGD"])
        );
        Assert.True(falls["SGD with momentum"] > 3 * falls["SGD"]);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Erratum_18_RMSprop_falls_most_and_not_Adam(string name)
    {
        var falls = Falls(name);
        Assert.True(falls["RMSprop"] > 2 * Math.Max(falls["Adam"], falls["AdamW"]));
        // Its average begins at 0 and is not corrected: the first step is 1 / √(1 − α) = 10 times as long as Adam's.
        var side = new Side(name);
        var first = AfterOneStep(side, "RMSprop", [0], [3], ("lr", 0.01))[0];
        Assert.Equal(10, first / AfterOneStep(side, "Adam", [0], [3], ("lr", 0.01))[0], 6);
    }

    static Dictionary<string, double> Falls(string name) =>
        new Side(name)
            .Example("OptimizersExample")
            .ToDictionary(
                line => line.Label.TrimEnd(':'),
                line =>
                    double.Parse(((string)line.Value).Split(' ')[3], CultureInfo.InvariantCulture)
            );

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_step_skips_a_null_gradient_and_takes_a_zero_one(string name)
    {
        var side = new Side(name);
        var parameter = side.Tensor(new[] { 2.0 }, requiresGrad: true);
        var optimizer = side.Optimizer("optim.AdamW", [parameter]);
        side.Step(optimizer);
        Assert.Equal([2.0], side.Numbers(parameter));
        Assert.Empty(side.OptimizerStateNames(optimizer));
        side.SetGradient64(parameter, 0);
        side.Step(optimizer);
        Assert.True(side.Numbers(parameter)[0] < 2);
        Assert.Equal([1.0], side.OptimizerState(optimizer, "state.0.step"));
    }

    // The state: saved, loaded, refused

    public static TheoryData<string, string, string> Resumed()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var side in new[] { "scratch", "torchsharp" })
        foreach (var precision in new[] { "Float32", "Float64" })
        foreach (
            var optimizer in new[]
            {
                "SGD",
                "Adagrad",
                "RMSprop",
                "Adam",
                "AdamW",
                "SparseAdam",
                "SGD of sparse gradients",
                "Adadelta",
                "Adafactor",
                "Adamax",
                "ASGD",
                "NAdam",
                "RAdam",
                "Rprop",
            }
        )
            cases.Add(side, precision, optimizer);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Resumed))]
    public void A_loaded_state_goes_on_to_the_bit(string name, string precision, string optimizer)
    {
        var side = new Side(name, Enum.Parse<ElementType>(precision));
        var sparse = optimizer.Contains("parse", StringComparison.Ordinal);
        (string, object?)[] options = optimizer.Split(' ')[0] switch
        {
            "SGD" => [("lr", 0.03), ("momentum", 0.9)],
            "Adagrad" => [("lr", 0.2), ("lr_decay", 0.1), ("initial_accumulator_value", 0.5)],
            "RMSprop" => [("lr", 0.02), ("momentum", 0.5), ("centered", true)],
            "SparseAdam" => [("lr", 0.1), ("eps", 0.01)],
            "Adadelta" => [("lr", 0.7), ("rho", 0.8), ("weight_decay", 0.1)],
            "Adafactor" => [("lr", 0.1), ("beta2_decay", -0.5), ("weight_decay", 0.1)],
            "Adamax" => [("lr", 0.1), ("weight_decay", 0.1)],
            "ASGD" => [("lr", 0.03), ("lambd", 0.1), ("t0", 2.0)],
            "NAdam" => [("lr", 0.1), ("momentum_decay", 0.2), ("decoupled_weight_decay", true)],
            "RAdam" => [("lr", 0.1), ("weight_decay", 0.1)],
            "Rprop" => [("lr", 0.05)],
            _ => [("lr", 0.1), ("amsgrad", true), ("weight_decay", 0.1)],
        };
        var (module, table) = Table();
        dynamic made = Make(table, options);
        for (var step = 0; step < 5; step++)
            Walk(step, module, table, made);
        made.ParamGroups[0]["lr"] = 0.04;

        var (second, copy) = Table();
        side.Load(
            second,
            ("weight", Array.ConvertAll(side.Numbers(table), number => (float)number))
        );
        if (precision == "Float64")
            side.Load(
                module,
                ("weight", Array.ConvertAll(side.Numbers(table), number => (float)number))
            );
        // What it was made with is replaced by what the state says.
        dynamic resumed = Make(copy, []);
        resumed.LoadStateDict(made.StateDict());
        for (var step = 5; step < 10; step++)
        {
            Walk(step, module, table, made);
            Walk(step, second, copy, resumed);
        }
        Assert.Equal(side.Numbers(table), side.Numbers(copy));
        var names = side.OptimizerStateNames((object)made);
        Assert.NotEmpty(names);
        Assert.Equal(names, side.OptimizerStateNames((object)resumed));
        foreach (var state in names)
            Assert.Equal(
                side.OptimizerState((object)made, state),
                side.OptimizerState((object)resumed, state)
            );

        (object, object) Table()
        {
            side.ManualSeed(3);
            var embedding = side.Module("nn.Embedding", [4, 2], ("sparse", sparse));
            return (embedding, side.Parameter(embedding, "weight"));
        }

        object Make(object parameter, (string, object?)[] with) =>
            side.Optimizer("optim." + optimizer.Split(' ')[0], [parameter], with);

        void Walk(int step, object of, object parameter, object along)
        {
            side.SetGradient(parameter, null);
            long[] rows = [step % 4, (step + 2) % 4, step % 4];
            side.Backward(
                side.Forward(of, side.Tensor(rows)),
                Array.ConvertAll(new[] { 1, 2, 3, 4, 5, 6 }, i => i * 0.1f + step)
            );
            side.Step(along);
        }
    }

    public static TheoryData<string, string, string> Searches()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var side in new[] { "scratch", "torchsharp" })
        foreach (var precision in new[] { "Float32", "Float64" })
        foreach (var search in new[] { "", "strong_wolfe" })
            cases.Add(side, precision, search);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_loaded_state_of_LBFGS_goes_on_to_the_bit(
        string name,
        string precision,
        string search
    )
    {
        var side = new Side(name, Enum.Parse<ElementType>(precision));
        var (first, start) = (Position(-1, -1), new[] { -1.0, -1.0 });
        dynamic made = Make(first, ("lr", 0.1), ("max_iter", 3), ("history_size", 2));
        made.ParamGroups[0]["line_search_fn"] = search;
        for (var step = 0; step < 4; step++)
            side.Step((object)made, Closure(first));
        Assert.NotEqual(start, side.Numbers(first));
        // Both go on from the same rounded place.
        var place = side.Numbers(first);
        var second = Position(place[0], place[1]);
        dynamic resumed = Make(second);
        resumed.LoadStateDict(made.StateDict());
        for (var step = 0; step < 3; step++)
        {
            side.Step((object)made, Closure(first));
            side.Step((object)resumed, Closure(second));
        }
        Assert.Equal(side.Numbers(first), side.Numbers(second));
        var names = side.OptimizerStateNames((object)made);
        Assert.Contains("state.0.old_dirs.1", names);
        Assert.DoesNotContain("state.0.old_dirs.2", names);
        Assert.Equal(names.Order(), side.OptimizerStateNames((object)resumed).Order());
        foreach (var state in names)
            Assert.Equal(
                side.OptimizerState((object)made, state),
                side.OptimizerState((object)resumed, state)
            );

        object Position(double x, double y) => side.Tensor(new[] { x, y }, requiresGrad: true);

        object Make(object parameter, params (string, object?)[] with) =>
            side.Optimizer("optim.LBFGS", [parameter], with);

        Func<object> Closure(object position) =>
            () =>
            {
                side.SetGradient(position, null);
                var loss = side.Call("objectives.rosenbrock", position);
                side.Backward(loss);
                return loss;
            };
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void LBFGS_refuses_several_groups_an_unknown_search_and_no_place_to_remember(string name)
    {
        var side = new Side(name);
        var (a, b) = (Leaf(), Leaf());
        Assert.Contains(
            "parameter groups",
            Assert
                .Throws<ArgumentException>(() =>
                    side.Optimizer("optim.LBFGS", [side.Group([a]), side.Group([b])])
                )
                .Message
        );
        Assert.Contains("'bisection'", Refused(("line_search_fn", "bisection")));
        Assert.Contains("history_size is 0", Refused(("history_size", 0)));
        dynamic later = side.Optimizer("optim.LBFGS", [a]);
        later.AddParamGroup((dynamic)side.Group([b]));
        Assert.Throws<InvalidOperationException>(() => side.Step((object)later, Square));

        object Leaf() => side.Tensor(new[] { 3.0 }, requiresGrad: true);

        string Refused(params (string, object?)[] options)
        {
            var made = side.Optimizer("optim.LBFGS", [a], [("lr", 0.1), .. options]);
            return Assert.Throws<InvalidOperationException>(() => side.Step(made, Square)).Message;
        }

        object Square()
        {
            side.SetGradient(a, null);
            var loss = side.Call("nn.functional.mse_loss", a, side.Tensor(new[] { 1.0 }));
            side.Backward(loss);
            return loss;
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void LBFGS_ends_where_the_gradient_is_flat(string name)
    {
        var side = new Side(name);
        var place = side.Tensor(new[] { 3.0, -2.0 }, requiresGrad: true);
        var made = side.Optimizer(
            "optim.LBFGS",
            [place],
            ("max_iter", 100),
            ("tolerance_change", 0.0),
            ("line_search_fn", "strong_wolfe")
        );
        var evaluations = 0;
        var first = side.Number(side.Step(made, Rosenbrock));
        Assert.Equal(4 + 100 * 11 * 11, first, 9);
        Assert.All(side.Numbers(place), x => Assert.Equal(1, x, 1e-7));
        Assert.InRange(evaluations, 20, 99);
        Assert.All(side.Gradient(place)!, slope => Assert.InRange(slope, -1e-7, 1e-7));
        Assert.Equal([(double)evaluations], side.OptimizerState(made, "state.0.func_evals"));
        evaluations = 0;
        side.Step(made, Rosenbrock);
        Assert.Equal(1, evaluations);

        object Rosenbrock()
        {
            evaluations++;
            side.SetGradient(place, null);
            var loss = side.Call("objectives.rosenbrock", place);
            side.Backward(loss);
            return loss;
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_state_has_the_names_of_PyTorch(string name)
    {
        var side = new Side(name);
        var (a, b) = (
            side.Tensor(new[] { 1.0 }, requiresGrad: true),
            side.Tensor(new[] { 2.0 }, requiresGrad: true)
        );
        dynamic optimizer = side.Optimizer(
            "optim.Adam",
            [side.Group([a]), side.Group([b], ("lr", 0.5))],
            ("amsgrad", true)
        );
        side.SetGradient64(b, 1);
        side.Step((object)optimizer);
        Dictionary<string, object> state = optimizer.StateDict();
        Assert.Equal(
            ["state.1.step", "state.1.exp_avg", "state.1.exp_avg_sq", "state.1.max_exp_avg_sq"],
            state.Keys.Where(key => key.StartsWith("state.", StringComparison.Ordinal))
        );
        Assert.Equal(1e-3, state["param_groups.0.lr"]);
        Assert.Equal(0.5, state["param_groups.1.lr"]);
        Assert.Equal((0.9, 0.999), state["param_groups.1.betas"]);
        Assert.Equal(new long[] { 1 }, state["param_groups.1.params"]);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_state_of_other_groups_is_refused(string name)
    {
        var side = new Side(name);
        dynamic one = side.Optimizer("optim.Adam", [Leaf()]);
        dynamic two = side.Optimizer("optim.Adam", [Leaf(), Leaf()]);
        dynamic groups = side.Optimizer("optim.Adam", [side.Group([Leaf()]), side.Group([Leaf()])]);
        Assert.Contains(
            "number of parameter groups",
            Assert
                .Throws<ArgumentException>(() =>
                {
                    one.LoadStateDict(groups.StateDict());
                })
                .Message
        );
        Assert.Contains(
            "number of parameter groups",
            Assert
                .Throws<ArgumentException>(() =>
                {
                    groups.LoadStateDict(one.StateDict());
                })
                .Message
        );
        Assert.Contains(
            "doesn't match the size",
            Assert
                .Throws<ArgumentException>(() =>
                {
                    one.LoadStateDict(two.StateDict());
                })
                .Message
        );

        object Leaf() => side.Tensor(new[] { 1.0 }, requiresGrad: true);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_group_is_refused_with_an_unknown_option_or_a_parameter_that_is_in_one(string name)
    {
        var side = new Side(name);
        var (a, b) = (
            side.Tensor(new[] { 1.0 }, requiresGrad: true),
            side.Tensor(new[] { 2.0 }, requiresGrad: true)
        );
        Assert.Contains("rate", Refused(side.Group([a], ("rate", 0.1))));
        Assert.Contains("more than one", Refused(side.Group([a, b]), side.Group([b])));
        Assert.Contains("more than one", Refused(side.Group([a, a])));
        Assert.Contains("non-leaf", Refused(side.Group([side.Call("nn.functional.relu", a)])));

        string Refused(params object[] groups) =>
            Assert.Throws<ArgumentException>(() => side.Optimizer("optim.SGD", groups)).Message;
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_group_that_comes_later_takes_the_options_of_the_optimizer(string name)
    {
        var side = new Side(name);
        var (a, b) = (
            side.Tensor(new[] { 1.0 }, requiresGrad: true),
            side.Tensor(new[] { 1.0 }, requiresGrad: true)
        );
        dynamic optimizer = side.Optimizer("optim.Adagrad", [a], ("lr", 0.5));
        optimizer.AddParamGroup((dynamic)side.Group([b], ("eps", 1.0)));
        side.SetGradient64(a, 3);
        side.SetGradient64(b, 3);
        side.Step((object)optimizer);
        Assert.Equal([0.5, 0.5], side.Rates((object)optimizer));
        Assert.Equal(1 - 0.5, side.Numbers(a)[0], 9);
        Assert.Equal(1 - 0.5 * 3 / 4, side.Numbers(b)[0], 12);
    }
}
