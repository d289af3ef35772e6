namespace Diptych.Comparison;

/// <summary>Makes a question on which two sides differ smaller, as long as they still do.</summary>
public static class Shrinker
{
    /// <summary>The smallest question that is found, one simplification after the other.</summary>
    /// <param name="question">One on which the sides differ.</param>
    /// <param name="differs">Whether they still do on another.</param>
    /// <param name="most">How many others are tried at most.</param>
    public static Question Shrink(Question question, Func<Question, bool> differs, int most)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(differs);
        var tried = new HashSet<string> { question.Text() };
        for (var found = true; found; )
        {
            found = false;
            foreach (var simpler in Simpler(question))
            {
                if (tried.Count > most)
                    return question;
                if (!tried.Add(simpler.Text()) || !differs(simpler))
                    continue;
                (question, found) = (simpler, true);
                break;
            }
        }
        return question;
    }

    static IEnumerable<Question> Simpler(Question question) =>
        FewerSteps(question)
            .Concat(FewerArguments(question))
            .Concat(Plainer(question))
            .Concat(Smaller(question))
            .Concat(RounderTensors(question))
            .Concat(RounderOptions(question));

    static IEnumerable<Question> FewerSteps(Question question)
    {
        for (var i = 0; i < question.Steps.Count && question.Steps.Count > 1; i++)
            yield return question with
            {
                Steps = [.. question.Steps.Where((_, at) => at != i)],
            };
    }

    static IEnumerable<Question> FewerArguments(Question question)
    {
        foreach (var kwargs in Fewer(question.Kwargs))
            yield return question with
            {
                Kwargs = kwargs,
            };
        for (var i = 0; i < question.Steps.Count; i++)
            foreach (var kwargs in Fewer(question.Steps[i].Kwargs))
                yield return With(question, i, question.Steps[i] with { Kwargs = kwargs });
    }

    static IEnumerable<OrderedDictionary<string, object?>> Fewer(
        IReadOnlyDictionary<string, object?> kwargs
    )
    {
        foreach (var name in kwargs.Keys)
        {
            var fewer = new OrderedDictionary<string, object?>(kwargs);
            fewer.Remove(name);
            yield return fewer;
        }
    }

    static IEnumerable<Question> Plainer(Question question)
    {
        yield return question with
        {
            HasPatternedState = false,
        };
        yield return question with
        {
            Seed = 0,
        };
        for (var i = 0; i < question.Steps.Count; i++)
        {
            var step = question.Steps[i];
            yield return With(question, i, step with { Backward = false });
            if (step.Seed is not null)
                yield return With(question, i, step with { Seed = 0 });
        }
        foreach (
            var asked in EachTensor(
                question,
                tensor => tensor.RequiresGrad ? [tensor with { RequiresGrad = false }] : []
            )
        )
            yield return asked;
    }

    // A size becomes smaller wherever it stands.
    static IEnumerable<Question> Smaller(Question question)
    {
        var sizes = question
            .Values()
            .SelectMany(found => found.Value is TensorArgument t ? t.Data.Shape : [])
            .Where(size => size > 0)
            .Distinct()
            .OrderDescending()
            .ToList();
        foreach (var size in sizes)
        foreach (
            var smaller in new[] { 1, 2, size / 2, size - 1 }
                .Where(s => s > 0 && s < size)
                .Distinct()
        )
        foreach (var withOptions in new[] { true, false })
            yield return question.Map(
                (_, value) =>
                    value switch
                    {
                        TensorArgument { Data.Sparse: null } tensor => tensor with
                        {
                            Data = Cropped(tensor.Data, size, smaller),
                        },
                        long number when withOptions && number == size => smaller,
                        _ => value,
                    }
            );
    }

    static TensorData Cropped(TensorData data, long size, long smaller)
    {
        long[] shape = [.. data.Shape.Select(extent => extent == size ? smaller : extent)];
        if (shape.AsSpan().SequenceEqual(data.Shape))
            return data;
        var count = shape.Aggregate(1L, (product, extent) => product * extent);
        var elements = Array.CreateInstance(data.Elements.GetType().GetElementType()!, count);
        for (long i = 0; i < count; i++)
        {
            var (left, source, stride) = (i, 0L, 1L);
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                source += left % shape[d] * stride;
                left /= shape[d];
                stride *= data.Shape[d];
            }
            elements.SetValue(data.Elements.GetValue(source), i);
        }
        return new TensorData(data.Type, shape, elements);
    }

    static IEnumerable<Question> RounderTensors(Question question) =>
        EachTensor(
            question,
            tensor =>
                tensor.Data is { Elements: float[] numbers, Sparse: null } data
                    ? Rounder(numbers)
                        .Where(rounder => !rounder.AsSpan().SequenceEqual(numbers))
                        .Select(rounder => tensor with { Data = data with { Elements = rounder } })
                    : []
        );

    static IEnumerable<float[]> Rounder(float[] numbers)
    {
        yield return Array.ConvertAll(numbers, _ => 1f);
        yield return Array.ConvertAll(numbers, MathF.Round);
        yield return Array.ConvertAll(numbers, number => MathF.Round(number, 1));
        if (numbers.Length > 64)
            yield break;
        for (var i = 0; i < numbers.Length; i++)
            foreach (var rounder in new[] { 0, 1, MathF.Round(numbers[i]) })
                if (numbers[i] is not (0 or 1))
                {
                    var copy = (float[])numbers.Clone();
                    copy[i] = rounder;
                    yield return copy;
                }
    }

    static IEnumerable<Question> RounderOptions(Question question) =>
        Each(
            question,
            value =>
                value switch
                {
                    long number when number is not (0 or 1) => new object?[] { 0L, 1L, number / 2 },
                    double number when number is not (0 or 1 or .5) =>
                    [
                        0.0,
                        1.0,
                        .5,
                        Math.Round(number, 1),
                    ],
                    true => [false],
                    _ => [],
                }
        );

    static IEnumerable<Question> EachTensor(
        Question question,
        Func<TensorArgument, IEnumerable<TensorArgument>> simpler
    ) => Each(question, value => value is TensorArgument tensor ? simpler(tensor) : []);

    // The question with one value replaced, for every value and every replacement.
    static IEnumerable<Question> Each(
        Question question,
        Func<object?, IEnumerable<object?>> simpler
    )
    {
        var values = question.Values();
        for (var at = 0; at < values.Count; at++)
            foreach (var replacement in simpler(values[at].Value))
            {
                var i = 0;
                var place = at;
                yield return question.Map((_, value) => i++ == place ? replacement : value);
            }
    }

    static Question With(Question question, int at, QuestionStep step) =>
        question with
        {
            Steps = [.. question.Steps.Select((old, i) => i == at ? step : old)],
        };
}
