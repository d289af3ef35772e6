namespace Diptych.Comparison;

/// <summary>
/// Draws questions: recorded ones with other sizes, options, numbers and modes. The sizes that belong together change
/// together, so that most questions still can be answered; some cannot, and both sides have to refuse them.
/// </summary>
public sealed class QuestionSource
{
    /// <summary>No tensor of a question has more elements.</summary>
    const long MostElements = 3000;

    const int MostSteps = 3;

    // An argument with one of these names counts something else than elements.
    static readonly HashSet<string> NoSizes =
    [
        "dim",
        "dims",
        "start_dim",
        "end_dim",
        "stride",
        "padding",
        "dilation",
        "p",
        "norm_type",
        "padding_idx",
        "ignore_index",
        "num_layers",
    ];

    readonly IReadOnlyList<(string Family, string Target, List<Question> Templates)> targets;

    // All values that recorded calls give an option.
    readonly Dictionary<(string Target, string Name), List<object?>> pool = [];

    /// <summary>Takes the recorded questions of a checkout.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="family">A family, such as Convolution; null for all.</param>
    /// <exception cref="ArgumentException">There is no question in that family.</exception>
    public QuestionSource(Repository repository, string? family)
    {
        ArgumentNullException.ThrowIfNull(repository);
        targets =
        [
            .. Repository
                .Files(repository.Snapshots)
                .Select(file => (File: file, Family: repository.CaseName(file).Split('/')[0]))
                .Where(found => family is null || found.Family == family)
                .Select(found => (found.Family, Question: Question.From(Snapshot.Read(found.File))))
                .Where(found => found.Question is not null)
                .GroupBy(found => (found.Family, Target: found.Question!.Name))
                .OrderBy(group => group.Key.Family, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Target, StringComparer.Ordinal)
                .Select(group =>
                    (group.Key.Family, group.Key.Target, group.Select(g => g.Question!).ToList())
                ),
        ];
        if (targets.Count == 0)
            throw new ArgumentException($"No snapshot of the family {family} asks a question.");
        foreach (var (_, target, templates) in targets)
        foreach (var template in templates)
        foreach (var kwargs in template.Steps.Select(step => step.Kwargs).Prepend(template.Kwargs))
        foreach (var (name, value) in kwargs)
        {
            if (!pool.TryGetValue((target, name), out var values))
                pool.Add((target, name), values = []);
            if (value is not TensorArgument && !values.Contains(value))
                values.Add(value);
        }
    }

    /// <summary>How many concepts are asked about.</summary>
    public int Count => targets.Count;

    /// <summary>A question; the same one for the same two numbers, as long as the snapshots are the same.</summary>
    /// <param name="seed">A run's seed.</param>
    /// <param name="place">The question's place in the run.</param>
    /// <returns>The question and the family that it belongs to.</returns>
    public (string Family, Question Question) Draw(long seed, long place)
    {
        var random = new Random(unchecked((int)(seed * 1_000_003 + place * 7919)));
        var (family, target, templates) = targets[random.Next(targets.Count)];
        var question = templates[random.Next(templates.Count)];
        if (question.Of == QuestionSubject.Optimizer || question.Steps.Count > MostSteps)
            question = FewerSteps(question, random);
        question = WithOptions(question, target, random);
        // Two numbers that are put at one place by unpooling leave the one that comes last, in whatever order.
        if (!target.Contains("npool", StringComparison.Ordinal))
        {
            question = WithSizes(question, random);
            question = WithNumbers(question, random);
        }
        question = WithModes(question, templates.Any(Draws), random);
        return (family, question);
    }

    static Question FewerSteps(Question question, Random random) =>
        question.Of is QuestionSubject.Schedule or QuestionSubject.Random
            ? question with
            {
                // A random stream begins with its seed.
                Steps =
                [
                    .. question.Steps.Take(
                        Math.Max(
                            random.Next(1, question.Steps.Count + 1),
                            Math.Min(2, question.Steps.Count)
                        )
                    ),
                ],
            }
            : question with
            {
                Steps = [.. question.Steps.Take(random.Next(1, MostSteps + 1))],
            };

    // Options

    Question WithOptions(Question question, string target, Random random)
    {
        question = question with { Kwargs = Options(question.Kwargs, target, random, .3) };
        if (question.Of is not QuestionSubject.Optimizer and not QuestionSubject.Schedule)
            question = question with
            {
                Steps =
                [
                    .. question.Steps.Select(step =>
                        step with
                        {
                            Kwargs = Options(step.Kwargs, target, random, .2),
                        }
                    ),
                ],
            };
        return random.NextDouble() < .25
            ? question.Map(
                (_, value) =>
                    value is TensorArgument || random.NextDouble() > .15
                        ? value
                        : Tweak(value, random)
            )
            : question;
    }

    OrderedDictionary<string, object?> Options(
        IReadOnlyDictionary<string, object?> kwargs,
        string target,
        Random random,
        double chance
    )
    {
        var options = new OrderedDictionary<string, object?>();
        foreach (var (name, value) in kwargs)
            if (value is TensorArgument || random.NextDouble() > .1)
                options[name] =
                    random.NextDouble() < chance ? Option(target, name, value, random) : value;
        // An option of another recorded call.
        if (kwargs.Count > 0 || random.NextDouble() < .5)
        {
            var names = pool.Keys.Where(key => key.Target == target).ToList();
            if (names.Count > 0 && random.NextDouble() < .4)
            {
                var name = names[random.Next(names.Count)].Name;
                if (!options.ContainsKey(name) && pool[(target, name)].Count > 0)
                    options[name] = Option(target, name, null, random);
            }
        }
        return options;
    }

    object? Option(string target, string name, object? value, Random random)
    {
        if (value is TensorArgument)
            return value;
        var known = pool.GetValueOrDefault((target, name));
        return known is { Count: > 0 } && random.NextDouble() < .7
            ? known[random.Next(known.Count)]
            : Tweak(value, random);
    }

    static object? Tweak(object? value, Random random) =>
        value switch
        {
            bool truth => !truth,
            long number => random.Next(6) switch
            {
                0 => 0L,
                1 => 1L,
                2 => number + 1,
                3 => number - 1,
                4 => (long)random.Next(1, 6),
                _ => -number,
            },
            double number => random.Next(8) switch
            {
                0 => 0.0,
                1 => 1.0,
                2 => .5,
                3 => -number,
                4 => number * 10,
                5 => 1e-5,
                6 => number / 3,
                _ => Math.Round(random.NextDouble(), 3),
            },
            _ => value,
        };

    // Sizes

    static Question WithSizes(Question question, Random random)
    {
        var sizes = question
            .Values()
            .SelectMany(found =>
                found.Value is TensorArgument { Data.Sparse: null } tensor ? tensor.Data.Shape : []
            )
            .Where(size => size > 0)
            .Distinct()
            .Order()
            .ToList();
        // The entries of a sparse gradient lie in a shape of their own.
        var isSparse = question
            .Values()
            .Any(found => found.Value is TensorArgument { Data.Sparse: not null });
        if (sizes.Count == 0 || isSparse || random.NextDouble() < .3)
            return question;
        var map = new Dictionary<long, long>();
        var factor = random.Next(2, 4);
        // A factor keeps what divides what; a single new size changes one thing; new ones everywhere change all.
        var way = random.Next(4);
        foreach (var size in way == 0 ? [sizes[random.Next(sizes.Count)]] : sizes)
            map[size] =
                way == 1 ? size * factor
                : way == 2 && random.NextDouble() < .5 ? size
                : Size(random);
        long Mapped(long size) => map.GetValueOrDefault(size, size);
        if (
            question
                .Values()
                .Any(found =>
                    found.Value is TensorArgument tensor
                    && tensor.Data.Shape.Aggregate(1L, (count, size) => count * Mapped(size))
                        > MostElements
                )
        )
            return question;
        return question.Map(
            (name, value) =>
                value switch
                {
                    TensorArgument { Data.Sparse: null } tensor => tensor with
                    {
                        Data = Resized(
                            tensor.Data,
                            [.. tensor.Data.Shape.Select(Mapped)],
                            map,
                            random
                        ),
                    },
                    long number
                        when number > 1 && !NoSizes.Contains(name) && random.NextDouble() < .85 =>
                        Mapped(number),
                    _ => value,
                }
        );
    }

    static long Size(Random random) =>
        random.Next(60) switch
        {
            0 => 0,
            < 4 => random.Next(15, 40),
            < 8 => random.Next(8, 20),
            _ => random.Next(1, 9),
        };

    static TensorData Resized(
        TensorData data,
        long[] shape,
        Dictionary<long, long> map,
        Random random
    )
    {
        if (shape.AsSpan().SequenceEqual(data.Shape))
            return data;
        var count = shape.Aggregate(1L, (product, size) => product * size);
        Array elements = data.Elements switch
        {
            float[] numbers => Drawn(numbers, count, random),
            double[] numbers => Array.ConvertAll(
                Drawn(Array.ConvertAll(numbers, number => (float)number), count, random),
                number => (double)number
            ),
            long[] numbers => Indices(numbers, count, map, random),
            _ => Truths(count, random),
        };
        return new TensorData(data.Type, shape, elements);
    }

    // Indices stay below the size that they counted to, and an order stays one.
    static long[] Indices(long[] like, long count, Dictionary<long, long> map, Random random)
    {
        if (
            like.Length > 0
            && like.Order().SequenceEqual(Enumerable.Range(0, like.Length).Select(i => (long)i))
        )
        {
            var order = Enumerable.Range(0, (int)count).Select(i => (long)i).ToArray();
            random.Shuffle(order);
            return order;
        }
        var (low, high) = like.Length == 0 ? (0L, 0L) : (like.Min(), like.Max());
        var bound = map.Keys.Where(size => size > high).DefaultIfEmpty(high + 1).Min();
        high = Math.Max(low, map.GetValueOrDefault(bound, bound) - 1);
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
            numbers[i] = random.NextInt64(low, high + 1);
        return numbers;
    }

    static bool[] Truths(long count, Random random)
    {
        var chance = random.Next(5) switch
        {
            0 => 0,
            1 => 1,
            _ => .5,
        };
        var truths = new bool[count];
        for (var i = 0; i < count; i++)
            truths[i] = random.NextDouble() < chance;
        return truths;
    }

    // Numbers of the kind of those that were recorded: chances stay chances, labels stay labels.
    static float[] Drawn(float[] like, long count, Random random)
    {
        var finite = Array.FindAll(like, float.IsFinite);
        var labels = finite.Distinct().Take(4).ToArray();
        var (low, high) = finite.Length == 0 ? (-1f, 1f) : (finite.Min(), finite.Max());
        var numbers = new float[count];
        var scale = random.Next(6) switch
        {
            0 => 10,
            1 => .01,
            _ => 1,
        };
        for (var i = 0; i < count; i++)
            numbers[i] =
                labels.Length is > 0 and < 3 && finite.Length > 2
                    ? labels[random.Next(labels.Length)]
                : low >= 0 && high <= 1 ? random.NextSingle()
                : low > 0 ? low + (high - low) * random.NextSingle()
                : (float)(scale * Normal(random));
        return numbers;
    }

    static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
        * Math.Cos(2 * Math.PI * random.NextDouble());

    // Numbers

    static readonly float[] Extremes =
    [
        0,
        -0f,
        1,
        -1,
        float.PositiveInfinity,
        float.NegativeInfinity,
        float.NaN,
        1e30f,
        -1e30f,
        float.MaxValue,
        1e-30f,
        -1e-30f,
        1e-42f,
        88.8f,
        -104,
    ];

    static Question WithNumbers(Question question, Random random)
    {
        var way = random.Next(10);
        var sizes = new Dictionary<long, long>();
        return question.Map(
            (_, value) =>
                value is not TensorArgument { Data: { Sparse: null, Count: > 0 } data } tensor
                    ? value
                : way < 3 ? value
                : tensor with
                {
                    Data = data with
                    {
                        Elements = data.Elements switch
                        {
                            float[] numbers when way == 3 => Tied(numbers.Length, random),
                            float[] numbers when way == 4 => Sprinkled(numbers, random),
                            float[] numbers => Drawn(numbers, numbers.Length, random),
                            long[] numbers when way == 4 && random.NextDouble() < .2 => Shifted(
                                numbers,
                                random
                            ),
                            long[] numbers => Indices(numbers, numbers.Length, sizes, random),
                            bool[] truths => Truths(truths.Length, random),
                            var others => others,
                        },
                    },
                }
        );
    }

    static float[] Tied(int count, Random random)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
            numbers[i] = random.Next(-1, 2);
        return numbers;
    }

    static float[] Sprinkled(float[] numbers, Random random)
    {
        var copy = (float[])numbers.Clone();
        for (var n = random.Next(3); n > 0; n--)
            copy[random.Next(copy.Length)] = Extremes[random.Next(Extremes.Length)];
        return copy;
    }

    static long[] Shifted(long[] numbers, Random random)
    {
        var copy = (long[])numbers.Clone();
        copy[random.Next(copy.Length)] += random.Next(2) == 0 ? 1 : -1;
        return copy;
    }

    // Modes, seeds, and what wants a gradient

    static bool Draws(Question question) => question.Steps.Any(step => step.Seed is not null);

    static Question WithModes(Question question, bool draws, Random random)
    {
        var seeded = question with
        {
            Seed = random.NextDouble() < .5 ? question.Seed : random.Next(),
            HasPatternedState = random.NextDouble() < .5,
        };
        var steps = seeded
            .Steps.Select(step =>
                step with
                {
                    Seed = draws ? random.Next() : null,
                    Mode =
                        step.Mode is { } mode && random.NextDouble() < .2
                            ? mode == StepMode.Train
                                ? StepMode.Eval
                                : StepMode.Train
                            : step.Mode,
                }
            )
            .ToList();
        if (
            question.Of is QuestionSubject.Module or QuestionSubject.Optimizer
            && steps.Count < MostSteps
            && random.NextDouble() < .2
        )
            steps.Add(steps[^1]);
        seeded = seeded with { Steps = steps };
        return random.NextDouble() < .2
            ? seeded.Map(
                (_, value) =>
                    value
                        is TensorArgument
                        {
                            Data: { Type: ElementType.Float32, Sparse: null }
                        } tensor
                    && random.NextDouble() < .3
                        ? tensor with
                        {
                            RequiresGrad = !tensor.RequiresGrad,
                        }
                        : value
            )
            : seeded;
    }
}
