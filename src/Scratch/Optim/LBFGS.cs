namespace Diptych.Scratch;

/// <summary>
/// A quasi-Newton method of limited memory: p ← p + t·d with d = −H·g, where H is an inverse Hessian made of the last steps s
/// and the changes y of the gradient along them, H₀ = (yᵀs / yᵀy)·I.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.LBFGS</c>. Nocedal 1980, https://doi.org/10.1090/S0025-5718-1980-0572855-7; the line search is that of
/// Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6. All parameters are one vector; a step runs
/// several iterations and evaluates the objective as often as it needs to. What it remembers stands in the state of
/// the first parameter, lists with their items' numbers: <c>old_dirs.0</c> is the oldest y, <c>old_stps.0</c> its s.
/// </remarks>
public sealed class LBFGS : Optimizer
{
    /// <summary>An optimizer of all parameters together.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The length of a step, or where a line search begins.</param>
    /// <param name="maxIter">How many iterations a step has at most.</param>
    /// <param name="maxEval">After how many evaluations of the objective a step ends; 5/4 of the iterations where null.</param>
    /// <param name="toleranceGrad">It ends where no element of the gradient is larger.</param>
    /// <param name="toleranceChange">It ends where neither a parameter nor the loss changes by more, or the slope is not below minus this.</param>
    /// <param name="historySize">How many steps are remembered.</param>
    /// <param name="lineSearchFn">"strong_wolfe", or null for steps of a fixed length.</param>
    /// <exception cref="ArgumentException">A negative rate, or no parameters.</exception>
    public LBFGS(
        IEnumerable<Tensor> parameters,
        double lr = 1,
        long maxIter = 20,
        long? maxEval = null,
        double toleranceGrad = 1e-7,
        double toleranceChange = 1e-9,
        long historySize = 100,
        string? lineSearchFn = null
    )
        : this(
            [new ParamGroup(parameters)],
            lr,
            maxIter,
            maxEval,
            toleranceGrad,
            toleranceChange,
            historySize,
            lineSearchFn
        ) { }

    /// <summary>One group, with options of its own.</summary>
    /// <param name="groups">The group; an option that it lacks is the one given here.</param>
    /// <param name="lr">The length of a step, or where a line search begins.</param>
    /// <param name="maxIter">How many iterations a step has at most.</param>
    /// <param name="maxEval">After how many evaluations of the objective a step ends; 5/4 of the iterations where null.</param>
    /// <param name="toleranceGrad">It ends where no element of the gradient is larger.</param>
    /// <param name="toleranceChange">It ends where neither a parameter nor the loss changes by more, or the slope is not below minus this.</param>
    /// <param name="historySize">How many steps are remembered.</param>
    /// <param name="lineSearchFn">"strong_wolfe", or null for steps of a fixed length.</param>
    /// <exception cref="ArgumentException">A negative rate, no parameters, or several groups.</exception>
    public LBFGS(
        IEnumerable<ParamGroup> groups,
        double lr = 1,
        long maxIter = 20,
        long? maxEval = null,
        double toleranceGrad = 1e-7,
        double toleranceChange = 1e-9,
        long historySize = 100,
        string? lineSearchFn = null
    )
        : base(
            groups,
            ("lr", lr),
            ("max_iter", maxIter),
            ("max_eval", maxEval ?? maxIter * 5 / 4),
            ("tolerance_grad", toleranceGrad),
            ("tolerance_change", toleranceChange),
            ("history_size", historySize),
            // None is an empty word among the options.
            ("line_search_fn", lineSearchFn ?? "")
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(
            ParamGroups.Count == 1,
            "LBFGS doesn't support per-parameter options (parameter groups)",
            nameof(groups)
        );
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Always: it evaluates the objective itself.</exception>
    public override void Step() =>
        throw new InvalidOperationException(
            "LBFGS.step() missing 1 required positional argument: 'closure'"
        );

    /// <summary>Runs up to <c>max_iter</c> iterations. PyTorch: <c>step(closure)</c>.</summary>
    /// <param name="closure">Forgets the gradients, computes the loss and goes back from it, and returns it.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="InvalidOperationException">
    /// A group was added, the line search is unknown, the history has no place, or the loss is not one number.
    /// </exception>
    public override Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        if (ParamGroups.Count != 1)
            throw new InvalidOperationException(
                "LBFGS doesn't support per-parameter options (parameter groups)"
            );
        using var _ = Autograd.NoGrad();
        var group = ParamGroups[0];
        var lr = (double)group["lr"];
        var (maxIter, maxEval) = (Whole("max_iter"), Whole("max_eval"));
        var historySize = Whole("history_size");
        var (toleranceGrad, toleranceChange) = (
            (double)group["tolerance_grad"],
            (double)group["tolerance_change"]
        );
        var search = (string)group["line_search_fn"];
        var state = Remembered.First().State;
        if (state.Count == 0)
            foreach (var count in (string[])["func_evals", "n_iter"])
                state[count] = Torch.Zeros([], ScalarType.Int64);

        var first = Evaluated(closure);
        var loss = Number(first);
        var gradient = Gradient(group.Parameters);
        var evaluations = 1;
        Add("func_evals", 1);
        if (Largest(gradient) <= toleranceGrad)
            return first;

        var memory = new Memory(state);
        for (long iteration = 1; iteration <= maxIter; iteration++)
        {
            var isFirst = Add("n_iter", 1) == 1;
            if (isFirst)
                memory.Begin(gradient);
            else
                memory.Go(gradient, historySize);
            var d = memory.Direction;
            var lossBefore = loss;
            memory.Loss = loss;
            memory.Gradient = gradient;
            var t = isFirst ? Math.Min(1, 1 / Number(gradient.Abs().Sum())) * lr : lr;
            memory.Length = t;
            var slope = Dot(gradient, d);
            if (slope > -toleranceChange)
                break;

            var isFlat = false;
            var more = 0;
            if (search != "")
            {
                if (search != "strong_wolfe")
                    throw new InvalidOperationException(
                        $"only 'strong_wolfe' is supported, not '{search}'"
                    );
                var start = group.Parameters.Select(parameter => parameter.Clone()).ToList();
                (var found, more) = StrongWolfe(
                    at =>
                    {
                        Move(group.Parameters, d, at);
                        var value = Number(Evaluated(closure));
                        var slopes = Gradient(group.Parameters);
                        foreach (var (parameter, place) in group.Parameters.Zip(start))
                            parameter.CopyFrom(place);
                        return new(at, value, slopes, Dot(slopes, d));
                    },
                    new(0, loss, gradient, slope),
                    t,
                    Largest(d)
                );
                (t, loss, gradient) = (found.Length, found.Loss, found.Gradient);
                memory.Length = t;
                Move(group.Parameters, d, t);
                isFlat = Largest(gradient) <= toleranceGrad;
            }
            else
            {
                Move(group.Parameters, d, t);
                // After the last iteration nobody asks.
                if (iteration != maxIter)
                {
                    loss = Number(Evaluated(closure));
                    gradient = Gradient(group.Parameters);
                    isFlat = Largest(gradient) <= toleranceGrad;
                    more = 1;
                }
            }
            evaluations += more;
            Add("func_evals", more);
            if (
                evaluations >= maxEval
                || isFlat
                || Largest(d * t) <= toleranceChange
                || Math.Abs(loss - lossBefore) < toleranceChange
            )
                break;
        }
        memory.Save();
        return first;

        long Whole(string option) => Convert.ToInt64(group[option], null);

        long Add(string name, int more) =>
            (long)Number(state[name].Fill(Number(state[name]) + more));
    }

    // No parameter moves alone.
    private protected override void Update(ParamGroup group, Moving moving) => Step();

    // A length that meets both of Wolfe's conditions: the loss falls by a share of what the slope promises, and the
    // slope becomes flatter. First outwards, until two lengths have one between them, then inwards.
    static (Point Found, int Evaluations) StrongWolfe(
        Func<double, Point> at,
        Point start,
        double t,
        double largest
    )
    {
        const double Fall = 1e-4;
        const double Flat = 0.9;
        const double Narrowest = 1e-9;
        const int Most = 25;

        var (previous, next) = (start, at(t));
        var evaluations = 1;
        var tries = 0;
        (Point A, Point B)? between = null;
        for (; tries < Most && between is null; tries++)
        {
            if (!Falls(next) || tries > 1 && next.Loss >= previous.Loss)
                between = (previous, next);
            else if (IsFlat(next))
                return (next, evaluations);
            else if (next.Slope >= 0)
                between = (previous, next);
            if (between is not null)
                break;
            t = Interpolate(
                previous,
                next,
                next.Length + 0.01 * (next.Length - previous.Length),
                next.Length * 10
            );
            (previous, next) = (next, at(t));
            evaluations++;
        }
        var (a, b) = between ?? (start, next);
        var isALower = a.Loss <= b.Loss;
        var isStuck = false;
        while (tries < Most && Math.Abs(b.Length - a.Length) * largest >= Narrowest)
        {
            var (least, most) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
            t = Interpolate(a, b, least, most);
            // Too near to a border twice, or on it: a tenth away from it.
            var margin = 0.1 * (most - least);
            var isNear = Math.Min(most - t, t - least) < margin;
            if (isNear && (isStuck || t >= most || t <= least))
            {
                t = Math.Abs(t - most) < Math.Abs(t - least) ? most - margin : least + margin;
                isStuck = false;
            }
            else
                isStuck = isNear;

            var trial = at(t);
            evaluations++;
            tries++;
            var low = isALower ? a : b;
            var high = isALower ? b : a;
            if (!Falls(trial) || trial.Loss >= low.Loss)
            {
                (a, b) = isALower ? (a, trial) : (trial, b);
                isALower = a.Loss <= b.Loss;
                continue;
            }
            if (IsFlat(trial))
                return (trial, evaluations);
            if (trial.Slope * (high.Length - low.Length) >= 0)
                high = low;
            (a, b) = isALower ? (trial, high) : (high, trial);
        }
        return (isALower ? a : b, evaluations);

        bool Falls(Point point) => !(point.Loss > start.Loss + Fall * point.Length * start.Slope);

        bool IsFlat(Point point) => Math.Abs(point.Slope) <= -Flat * start.Slope;
    }

    // Where the cubic through two points with these slopes is lowest, within bounds; in the middle where it has no minimum.
    static double Interpolate(Point a, Point b, double least, double most)
    {
        var (left, right) = a.Length <= b.Length ? (a, b) : (b, a);
        var bend = a.Slope + b.Slope - 3 * (a.Loss - b.Loss) / (a.Length - b.Length);
        var square = bend * bend - a.Slope * b.Slope;
        if (!(square >= 0))
            return (least + most) / 2;
        var root = Math.Sqrt(square);
        var lowest =
            right.Length
            - (right.Length - left.Length)
                * ((right.Slope + root - bend) / (right.Slope - left.Slope + 2 * root));
        return Math.Min(Math.Max(lowest, least), most);
    }

    // All gradients in one row, zeros where there is none.
    static Tensor Gradient(IReadOnlyList<Tensor> parameters) =>
        Torch.Cat([
            .. parameters.Select(parameter =>
                parameter.Grad is not { } gradient
                    ? Torch.Zeros([parameter.Count], parameter.Dtype)
                    : (gradient.IsSparse ? gradient.ToDense() : gradient).Reshape([-1])
            ),
        ]);

    static void Move(IReadOnlyList<Tensor> parameters, Tensor d, double t)
    {
        long start = 0;
        foreach (var parameter in parameters)
        {
            var count = parameter.Count;
            var part = d.Narrow(0, start, count).Reshape(parameter.Shape);
            parameter.CopyFrom(parameter.AddScaled(part, t));
            start += count;
        }
    }

    static double Largest(Tensor x) => Number(x.Abs().Amax(0));

    static double Dot(Tensor a, Tensor b) => Number((a * b).Sum());

    static double Number(Tensor x) => x.Item();

    /// <summary>A place along the direction: how far it is, and the loss, its gradient and its slope there.</summary>
    sealed record Point(double Length, double Loss, Tensor Gradient, double Slope);

    /// <summary>What is remembered between iterations, and between steps in the state.</summary>
    sealed class Memory
    {
        readonly OptimizerState state;
        readonly List<Tensor> changes;
        readonly List<Tensor> steps;

        // 1 / yᵀs of each, and what the way to the last direction left there.
        readonly List<Tensor> inverses;
        readonly List<Tensor> shares;
        Tensor? direction;
        Tensor? scale;

        public Memory(OptimizerState state)
        {
            this.state = state;
            (changes, steps) = (Listed("old_dirs"), Listed("old_stps"));
            (inverses, shares) = (Listed("ro"), Listed("al"));
            direction = state.GetValueOrDefault("d");
            scale = state.GetValueOrDefault("H_diag");
            Gradient = state.GetValueOrDefault("prev_flat_grad");
            Length = state.TryGetValue("t", out var t) ? Number(t) : 0;
            Loss = state.TryGetValue("prev_loss", out var loss) ? Number(loss) : 0;
        }

        public Tensor Direction => direction!;

        public Tensor? Gradient { get; set; }

        public double Length { get; set; }

        public double Loss { get; set; }

        /// <summary>The first direction, straight down.</summary>
        public void Begin(Tensor gradient)
        {
            direction = -gradient;
            scale = One(gradient, 1);
        }

        /// <summary>The next direction, −H·g by the two loops over what is remembered.</summary>
        public void Go(Tensor gradient, long historySize)
        {
            var y = gradient - Gradient!;
            var s = Direction * Length;
            var ys = Dot(y, s);
            if (ys > 1e-10)
            {
                if (historySize < 1)
                    throw new InvalidOperationException(
                        $"LBFGS has no place for a step where history_size is {historySize}"
                    );
                if (changes.Count == historySize)
                    foreach (var list in (List<Tensor>[])[changes, steps, inverses])
                        list.RemoveAt(0);
                changes.Add(y);
                steps.Add(s);
                inverses.Add(One(gradient, 1 / ys));
                scale = One(gradient, ys / Dot(y, y));
            }
            var q = -gradient;
            shares.Clear();
            for (var i = changes.Count - 1; i >= 0; i--)
            {
                shares.Insert(0, One(gradient, Dot(steps[i], q) * Number(inverses[i])));
                q = q.AddScaled(changes[i], -Number(shares[0]));
            }
            q *= Number(scale!);
            for (var i = 0; i < changes.Count; i++)
            {
                var share = Dot(changes[i], q) * Number(inverses[i]);
                q = q.AddScaled(steps[i], Number(shares[i]) - share);
            }
            direction = q;
        }

        /// <summary>Into the state.</summary>
        public void Save()
        {
            if (direction is null)
                return;
            Keep("d", direction);
            Keep("t", One(direction, Length));
            Keep("old_dirs", changes);
            Keep("old_stps", steps);
            Keep("ro", inverses);
            Keep("H_diag", scale!);
            Keep("prev_flat_grad", Gradient!);
            Keep("prev_loss", One(direction, Loss));
            Keep("al", shares);
        }

        void Keep(string name, List<Tensor> list)
        {
            foreach (var (i, tensor) in list.Index())
                Keep($"{name}.{i}", tensor);
        }

        void Keep(string name, Tensor tensor) => state[name] = tensor;

        List<Tensor> Listed(string name)
        {
            var list = new List<Tensor>();
            while (state.TryGetValue($"{name}.{list.Count}", out var tensor))
                list.Add(tensor);
            return list;
        }

        static Tensor One(Tensor like, double value) => Torch.Tensor(value, like.Dtype);
    }
}
