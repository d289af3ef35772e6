using System.Globalization;
using Diptych.Comparison;
using Diptych.Scratch;

namespace Diptych.Contrast.Book;

/// <summary>The pictures of a topic. Every number in them was computed by Scratch or TorchSharp, or recorded from PyTorch.</summary>
sealed class Figures(Repository repository)
{
    readonly ScratchEngine scratch = new();
    readonly TorchSharpEngine torchsharp = new();

    /// <summary>The pictures, in their order; mostly none.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cases">Its cases where they were run.</param>
    public IReadOnlyList<Html> Of(Topic topic, IReadOnlyList<RunCase> cases) =>
        [
            .. Curves(topic),
            .. Windows(topic),
            .. Borders(topic),
            .. Descents(topic),
            .. Schedules(topic),
            .. Training(topic, cases),
            .. Normalizations(topic),
            .. Randomness(topic),
            .. Sequences(topic),
            .. Attention(topic),
            .. Graphs(topic),
        ];

    // Curves

    /// <summary>Activations with the arguments that are drawn.</summary>
    static readonly Dictionary<string, object?[]> Activations = new()
    {
        ["nn.ReLU"] = [],
        ["nn.LeakyReLU"] = [0.1],
        ["nn.GELU"] = [],
        ["nn.Sigmoid"] = [],
        ["nn.Tanh"] = [],
        ["nn.CELU"] = [],
        ["nn.ELU"] = [],
        ["nn.SELU"] = [],
        ["nn.SiLU"] = [],
        ["nn.Mish"] = [],
        ["nn.Softplus"] = [],
        ["nn.Softsign"] = [],
        ["nn.Softshrink"] = [],
        ["nn.Hardshrink"] = [],
        ["nn.Tanhshrink"] = [],
        ["nn.Hardtanh"] = [],
        ["nn.Hardsigmoid"] = [],
        ["nn.Hardswish"] = [],
        ["nn.ReLU6"] = [],
        ["nn.LogSigmoid"] = [],
        ["nn.PReLU"] = [],
        ["nn.RReLU"] = [],
        ["nn.Threshold"] = [1.0, -1.0],
    };

    /// <summary>Losses of one number against a target, and where they are drawn.</summary>
    static readonly Dictionary<string, (double Target, double From, double To, string X)> Losses =
        new()
        {
            ["nn.MSELoss"] = (0, -3, 3, "error x − y"),
            ["nn.L1Loss"] = (0, -3, 3, "error x − y"),
            ["nn.SmoothL1Loss"] = (0, -3, 3, "error x − y"),
            ["nn.HuberLoss"] = (0, -3, 3, "error x − y"),
            ["nn.BCELoss"] = (1, 0.02, 0.98, "probability x of the true class"),
            ["nn.BCEWithLogitsLoss"] = (1, -5, 5, "logit x of the true class"),
            ["nn.SoftMarginLoss"] = (1, -5, 5, "x where y = 1"),
            ["nn.HingeEmbeddingLoss"] = (-1, -1, 3, "distance x where y = −1"),
            ["nn.PoissonNLLLoss"] = (2, -2, 3, "logarithm x of the rate where y = 2"),
        };

    IEnumerable<Html> Curves(Topic topic)
    {
        var name = topic.Main.Name;
        if (Activations.TryGetValue(name, out var arguments))
            yield return Curve(
                name,
                arguments,
                new Dictionary<string, object?>(),
                null,
                -5,
                5,
                "x",
                "y"
            );
        if (Losses.TryGetValue(name, out var loss))
            yield return Curve(
                name,
                [],
                new Dictionary<string, object?> { ["reduction"] = "none" },
                loss.Target,
                loss.From,
                loss.To,
                loss.X,
                "loss"
            );
        if (name is "nn.Softmax" or "nn.LogSoftmax" or "nn.Softmin")
            foreach (var figure in Softmax(name))
                yield return figure;
    }

    Html Curve(
        string name,
        object?[] arguments,
        Dictionary<string, object?> options,
        double? target,
        double from,
        double to,
        string x,
        string y
    )
    {
        // An even number, so that no point lies on a corner.
        const int Count = 400;
        var xs = Enumerable
            .Range(0, Count)
            .Select(i => from + (to - from) * i / (Count - 1))
            .ToArray();
        var (values, slopes) = Sides(scratch);
        var (others, otherSlopes) = Sides(torchsharp);
        var apart = values
            .Concat(slopes)
            .Zip(others.Concat(otherSlopes), (a, b) => Math.Abs(a - b))
            .Max();
        var words =
            $"{name}: {y} over {x}, from {Text(values[0])} at {Text(from)} to {Text(values[^1])} at {Text(to)}; its slope is from {Text(slopes.Min())} to {Text(slopes.Max())}.";
        var plot = Svg.Plot(
            [
                new(y, [.. xs.Zip(values)], 1),
                new("its slope, from the gradient", [.. xs.Zip(slopes)], 3),
            ],
            words,
            x,
            ""
        );
        return Html.Of(
            $"{new Html(plot.Text.Replace("</figcaption>", $"<span>Scratch in float64; TorchSharp lies within {apart.ToString("0e+0", CultureInfo.InvariantCulture)} of it.</span></figcaption>", StringComparison.Ordinal))}"
        );

        (double[] Values, double[] Slopes) Sides(Engine engine)
        {
            engine.Begin(ElementType.Float64);
            var module = engine.Construct(name, arguments, options);
            engine.Cast(module);
            engine.Train(module, false);
            var input = Argument(xs, [Count], requiresGrad: true);
            object?[] inputs = target is { } t
                ? [input, Argument([.. xs.Select(_ => t)], [Count])]
                : [input];
            var output = engine.Forward(module, inputs, new Dictionary<string, object?>())[0]!;
            var read = engine.Read(output);
            engine.Backward([
                (
                    output,
                    new TensorData(ElementType.Float64, [Count], xs.Select(_ => 1.0).ToArray())
                ),
            ]);
            return (Numbers(read), Numbers(engine.Gradient(engine.TensorOf(input))!));
        }
    }

    static IEnumerable<Html> Softmax(string name)
    {
        // The ten logits of the notes.
        float[] logits =
        [
            1.8846f,
            0.2688f,
            0.5111f,
            -0.9009f,
            -0.7383f,
            -0.4083f,
            -0.4371f,
            0.3352f,
            -0.0817f,
            -0.4138f,
        ];
        var x = Torch.Tensor(logits);
        var y = name switch
        {
            "nn.Softmax" => Functional.Softmax(x, 0),
            "nn.LogSoftmax" => Functional.LogSoftmax(x, 0).Exp(),
            _ => Functional.Softmin(x, 0),
        };
        var values = y.ToArray<float>();
        yield return Svg.Bars(
            [.. values.Select((value, i) => ($"{i}", (double)value))],
            $"Bars: of ten logits from {Text(logits.Min())} to {Text(logits.Max())}, class {Array.IndexOf(values, values.Max())} gets most, {Text(values.Max())}.",
            "class",
            name == "nn.LogSoftmax" ? "e to the result" : "probability",
            $"The notes' ten logits, {string.Join(", ", logits.Select(logit => Text(logit)))}, on Scratch."
        );
    }

    // Pictures

    // A drawn picture in gray, (16, 16), each number the mean of 2 × 2.
    Tensor Drawn()
    {
        var picture = new Cifar10(
            Path.Combine(repository.Snapshots, "Training", "Pictures", "pictures.bin")
        ).GetItem(16)[0];
        return Functional.AvgPool2d(picture.Mean([0], keepdim: true), 2);
    }

    IEnumerable<Html> Windows(Topic topic)
    {
        var picture = Drawn();
        switch (topic.Address)
        {
            case "Convolution/Conv":
                var edges = Torch.Tensor(
                    new float[,,,]
                    {
                        {
                            {
                                { -1, 0, 1 },
                                { -2, 0, 2 },
                                { -1, 0, 1 },
                            },
                        },
                    }
                );
                yield return Window(
                    "A 3 × 3 kernel that finds upright edges",
                    picture,
                    Functional.Conv2d(picture, edges),
                    Plain(14, 14, 3, 1)
                );
                yield return Window(
                    "The same kernel with stride 2 and dilation 2",
                    picture,
                    Functional.Conv2d(picture, edges, stride: 2, dilation: 2),
                    Plain(6, 6, 5, 2),
                    hole: 2
                );
                break;
            case "Convolution/OutputSize" or "Pooling/PoolOutputSize":
                yield return Window(
                    "Size 16, window 4, stride 3: ⌊(16 − 4) / 3⌋ + 1 = 5",
                    picture,
                    Functional.AvgPool2d(picture, 4, 3),
                    Plain(5, 5, 4, 3)
                );
                break;
            case "Pooling/MaxPool":
                yield return Window(
                    "The largest number of each 2 × 2 window",
                    picture,
                    Functional.MaxPool2d(picture, 2),
                    Plain(8, 8, 2, 2)
                );
                yield return Window(
                    "Windows of 4 × 4 that overlap, stride 2",
                    picture,
                    Functional.MaxPool2d(picture, 4, 2),
                    Plain(7, 7, 4, 2)
                );
                break;
            case "Pooling/AvgPool":
                yield return Window(
                    "The mean of each 2 × 2 window",
                    picture,
                    Functional.AvgPool2d(picture, 2),
                    Plain(8, 8, 2, 2)
                );
                break;
            case "Pooling/LPPool":
                yield return Window(
                    "The square root of the sum of squares of each 2 × 2 window",
                    picture,
                    Functional.LpPool2d(picture, 2, 2),
                    Plain(8, 8, 2, 2)
                );
                break;
            case "Pooling/AdaptiveAvgPool":
                yield return Window(
                    "Five windows for sixteen numbers: some of four, and they overlap",
                    picture,
                    Functional.AdaptiveAvgPool2d(picture, 5),
                    Adaptive(16, 5)
                );
                break;
            case "Pooling/AdaptiveMaxPool":
                yield return Window(
                    "Five windows for sixteen numbers: some of four, and they overlap",
                    picture,
                    Functional.AdaptiveMaxPool2d(picture, 5),
                    Adaptive(16, 5)
                );
                break;
        }
    }

    static List<(int X, int Y, int W, int H)> Plain(int columns, int rows, int size, int stride) =>
        [
            .. Enumerable
                .Range(0, columns * rows)
                .Select(i => (i % columns * stride, i / columns * stride, size, size)),
        ];

    static List<(int X, int Y, int W, int H)> Adaptive(int size, int count)
    {
        (int From, int Size) Window(int i) =>
            (i * size / count, ((i + 1) * size + count - 1) / count - i * size / count);
        return
        [
            .. Enumerable
                .Range(0, count * count)
                .Select(i =>
                    (
                        Window(i % count).From,
                        Window(i / count).From,
                        Window(i % count).Size,
                        Window(i / count).Size
                    )
                ),
        ];
    }

    static Html Window(
        string caption,
        Tensor input,
        Tensor output,
        List<(int X, int Y, int W, int H)> windows,
        int hole = 1
    )
    {
        const double Side = 224;
        const double Gap = 48;
        var (columns, rows) = ((int)input.Shape[^1], (int)output.Shape[^1]);
        var (cell, other) = (Side / columns, Side / rows);
        var at = windows.Count / 2 + rows / 2;
        var (x, y, w, h) = windows[at];
        var words =
            $"{caption}. On the left a picture of {columns} × {columns} numbers, on the right the {rows} × {rows} results; the marked window of the picture makes the marked result.";
        return Svg.Figure(
            Svg.Picture(
                2 * Side + Gap,
                Side + 4,
                words,
                Html.Of(
                    $"{Svg.Cells(Numbers(input), columns, cell, 2, 2, gray: true)}{Svg.Cells(Numbers(output), rows, other, Side + Gap - 2, 2, gray: true)}<path class=\"arrow\" d=\"M{Side + 14} {Side / 2}h18m-6 -5l6 5l-6 5\"/><rect class=\"here in\" x=\"{2 + x * cell}\" y=\"{2 + y * cell}\" width=\"{w * cell}\" height=\"{h * cell}\"/><rect class=\"here out\" x=\"{Side + Gap - 2 + at % rows * other}\" y=\"{2 + at / rows * other}\" width=\"{other}\" height=\"{other}\"/>"
                ),
                Html.Of(
                    $" tabindex=\"0\" data-cell=\"{cell}\" data-out=\"{other}\" data-left=\"{Side + Gap - 2}\" data-at=\"{at}\" data-windows=\"{string.Join(' ', windows.Select(v => $"{v.X},{v.Y},{v.W},{v.H}"))}\""
                )
            ),
            Html.Of(
                $"{caption}{(hole > 1 ? $"; of the window every {hole}nd number counts" : "")}. <span>Computed by Scratch. Point at a result, or use the arrow keys.</span>"
            ),
            "window"
        );
    }

    IEnumerable<Html> Borders(Topic topic)
    {
        var picture = Drawn().Reshape([1, 1, 16, 16]);
        (string Caption, Tensor Result)[] shown = topic.Address switch
        {
            "Padding/ReflectionPad" =>
            [
                (
                    "Mirrored at the edge, without repeating it",
                    new ReflectionPad2d(4).Forward(picture)
                ),
            ],
            "Padding/ReplicationPad" =>
            [
                ("The edge, again and again", new ReplicationPad2d(4).Forward(picture)),
            ],
            "Padding/CircularPad" =>
            [
                ("The other side goes on", new CircularPad2d(4).Forward(picture)),
            ],
            "Padding/ZeroPad" =>
            [
                ("Zeros, which are black here", new ZeroPad2d(4).Forward(picture)),
            ],
            "Padding/ConstantPad" =>
            [
                ("One number, here 0.5", new ConstantPad2d(4, 0.5).Forward(picture)),
            ],
            "Convolution/Pad" =>
            [
                ("reflect", Functional.Pad(picture, [4, 4, 4, 4], "reflect")),
                ("circular", Functional.Pad(picture, [4, 4, 4, 4], "circular")),
            ],
            "Vision/Upsample" or "Vision/Interpolate" =>
            [
                ("nearest", Functional.Interpolate(picture, scaleFactor: 3, mode: "nearest")),
                ("bilinear", Functional.Interpolate(picture, scaleFactor: 3, mode: "bilinear")),
                ("bicubic", Functional.Interpolate(picture, scaleFactor: 3, mode: "bicubic")),
            ],
            _ => [],
        };
        foreach (var (caption, result) in shown)
        {
            var size = (int)result.Shape[^1];
            yield return Svg.Figure(
                Svg.Picture(
                    500,
                    244,
                    $"{caption}: a picture of 16 × 16 numbers, and the {size} × {size} numbers that come of it.",
                    Html.Of(
                        $"{Svg.Cells(Numbers(picture), 16, 10, 2, 42, gray: true)}<path class=\"arrow\" d=\"M186 122h40m-6 -5l6 5l-6 5\"/>{Svg.Cells(Numbers(result), size, 240.0 / size, 250, 2, gray: true)}{(size == 24 ? Html.Of($"<rect class=\"here\" x=\"290\" y=\"42\" width=\"160\" height=\"160\"/>") : Html.None)}"
                    )
                ),
                Html.Of($"{caption}. <span>Computed by Scratch.</span>"),
                "window"
            );
        }
        if (topic.Address == "Images/Grayscale")
        {
            var colours = new Cifar10(
                Path.Combine(repository.Snapshots, "Training", "Pictures", "pictures.bin")
            ).GetItem(16)[0];
            var channels = Enumerable
                .Range(0, 3)
                .Select(c => Functional.AvgPool2d(colours, 2)[c])
                .ToList();
            var gray = channels[0] * 0.299 + channels[1] * 0.587 + channels[2] * 0.114;
            yield return Sheets(
                [
                    ("red", channels[0]),
                    ("green", channels[1]),
                    ("blue", channels[2]),
                    ("0.299 r + 0.587 g + 0.114 b", gray),
                ],
                16,
                8,
                "A drawn picture: its red, green and blue channel, and the weighted sum of them.",
                "Three channels and the gray that they make, on Scratch.",
                gray: true
            );
        }
    }

    /// <summary>Tables beside each other.</summary>
    static Html Sheets(
        IReadOnlyList<(string Title, Tensor Values)> tables,
        int columns,
        double cell,
        string words,
        string caption,
        bool gray = false
    )
    {
        var rows = tables.Max(table => (int)table.Values.Count / columns);
        var step = Math.Max(columns * cell + 20, 110);
        return Svg.Figure(
            Svg.Picture(
                tables.Count * step,
                rows * cell + 26,
                words,
                Html.Of(
                    tables.Select(
                        (table, i) =>
                            Html.Of(
                                $"<text class=\"name\" x=\"{i * step + 2}\" y=\"14\">{table.Title}</text>{Svg.Cells(Numbers(table.Values), columns, cell, i * step + 2, 22, gray)}"
                            )
                    )
                )
            ),
            Html.Of($"{caption}"),
            "window"
        );
    }

    // Descents

    /// <summary>Optimizers with the options that go well down this valley.</summary>
    static readonly Dictionary<
        string,
        (string Title, Dictionary<string, object?> Options)[]
    > Optimizers = new()
    {
        ["optim.SGD"] =
        [
            ("lr 0.001", new() { ["lr"] = 0.001 }),
            ("lr 0.0002, momentum 0.9", new() { ["lr"] = 0.0002, ["momentum"] = 0.9 }),
        ],
        ["optim.Adagrad"] = [("lr 0.3", new() { ["lr"] = 0.3 })],
        ["optim.RMSprop"] = [("lr 0.02", new() { ["lr"] = 0.02 })],
        ["optim.Adam"] = [("lr 0.1", new() { ["lr"] = 0.1 })],
        ["optim.AdamW"] =
        [
            ("weight decay 0.01", new() { ["lr"] = 0.1 }),
            ("weight decay 1", new() { ["lr"] = 0.1, ["weight_decay"] = 1.0 }),
        ],
        ["optim.Adadelta"] = [("lr 20", new() { ["lr"] = 20.0 })],
        ["optim.Adamax"] = [("lr 0.2", new() { ["lr"] = 0.2 })],
        ["optim.ASGD"] = [("lr 0.001", new() { ["lr"] = 0.001 })],
        ["optim.NAdam"] = [("lr 0.1", new() { ["lr"] = 0.1 })],
        ["optim.RAdam"] = [("lr 0.0005", new() { ["lr"] = 0.0005 })],
        ["optim.Rprop"] = [("lr 0.01", new() { ["lr"] = 0.01 })],
        ["optim.LBFGS"] =
        [
            ("lr 0.5, one iteration a step", new() { ["lr"] = 0.5, ["max_iter"] = 1L }),
        ],
    };

    IEnumerable<Html> Descents(Topic topic)
    {
        if (!Optimizers.TryGetValue(topic.Main.Name, out var runs))
            yield break;
        const int Steps = 150;
        var lines = new List<Line>();
        var losses = new List<Line>();
        double apart = 0;
        foreach (var (number, (title, options)) in runs.Index())
        {
            var (path, loss) = Descend(scratch, topic.Main.Name, options, Steps);
            var (other, _) = Descend(torchsharp, topic.Main.Name, options, Steps);
            apart = path.Zip(other, (a, b) => Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)))
                .Max();
            lines.Add(new(title, path, number == 0 ? 1 : 3));
            losses.Add(
                new(
                    title,
                    [
                        .. loss.Select(
                            (value, step) => ((double)step, Math.Log10(Math.Max(value, 1e-12)))
                        ),
                    ],
                    number == 0 ? 1 : 3
                )
            );
        }
        yield return Valley(topic.Name, lines, Steps, apart);
        yield return Svg.Plot(
            losses,
            $"The logarithm of the loss over {Steps} steps of {topic.Name}: from {Text(losses[0].Points[0].Y)} to {Text(losses[0].Points[^1].Y)}.",
            "step",
            "log₁₀ of the loss"
        );
    }

    static (List<(double X, double Y)> Path, List<double> Losses) Descend(
        Engine engine,
        string target,
        Dictionary<string, object?> options,
        int steps
    )
    {
        engine.Begin(ElementType.Float64);
        var argument = Argument([-1, -1], [2], requiresGrad: true);
        var parameter = engine.TensorOf(argument);
        var optimizer = engine.Construct(target, [new List<object?> { parameter }], options);
        var path = new List<(double, double)> { (-1, -1) };
        var losses = new List<double>();
        for (var i = 0; i < steps; i++)
        {
            var loss = engine.Step(
                optimizer,
                () =>
                {
                    engine.SetGradient(parameter, null);
                    var value = engine.Call(
                        "objectives.rosenbrock",
                        [argument],
                        new Dictionary<string, object?>()
                    )[0]!;
                    engine.Backward([
                        (value, new TensorData(ElementType.Float64, [], new[] { 1.0 })),
                    ]);
                    return value;
                }
            );
            losses.Add(engine.Read(loss)[0]);
            var at = engine.Read(parameter);
            if (!double.IsFinite(at[0]) || !double.IsFinite(at[1]))
                break;
            path.Add((at[0], at[1]));
        }
        return (path, losses);
    }

    static Html Valley(string name, List<Line> paths, int steps, double apart)
    {
        const int Columns = 121;
        const int Rows = 121;
        const double Size = 420;
        double X(double x) => (x + 2) / 4 * Size;
        double Y(double y) => (2.5 - y) / 4 * Size;
        // The heights on a grid of [−2, 2] × [−1.5, 2.5], by Scratch.
        var x = Torch
            .Tensor(
                Enumerable.Range(0, Columns).Select(i => -2 + 4.0 * i / (Columns - 1)).ToArray()
            )
            .Reshape([1, Columns]);
        var y = Torch
            .Tensor(Enumerable.Range(0, Rows).Select(i => 2.5 - 4.0 * i / (Rows - 1)).ToArray())
            .Reshape([Rows, 1]);
        var heights = Numbers((1 - x).Pow(2) + 100 * (y - x.Pow(2)).Pow(2));
        double[] levels = [0.5, 2, 8, 32, 128, 512, 1500];
        var lines = levels.Select(level =>
            Html.Of(
                $"<path class=\"contour\" d=\"{string.Concat(Contours.At(heights, Columns, level).Select(piece => $"M{Html.Number(piece.From.X * Size / (Columns - 1))} {Html.Number(piece.From.Y * Size / (Rows - 1))}L{Html.Number(piece.To.X * Size / (Columns - 1))} {Html.Number(piece.To.Y * Size / (Rows - 1))}"))}\"/>"
            )
        );
        var end = paths[0].Points[^1];
        return Svg.Figure(
            Svg.Picture(
                Size,
                Size,
                $"Rosenbrock's valley from above, and the way of {name} in {steps} steps from (−1, −1) to ({Text(end.X)}, {Text(end.Y)}); the lowest point is (1, 1).",
                Html.Of(
                    $"{lines}{paths.Select(path => Html.Of($"<path class=\"line s{path.Style}\" d=\"M{string.Join('L', path.Points.Select(point => $"{Html.Number(X(Math.Clamp(point.X, -3, 3)))} {Html.Number(Y(Math.Clamp(point.Y, -3, 4)))}"))}\"/><path class=\"dots s{path.Style}\" d=\"{string.Concat(path.Points.Take(40).Select(point => $"M{Html.Number(X(Math.Clamp(point.X, -3, 3)))} {Html.Number(Y(Math.Clamp(point.Y, -3, 4)))}h0"))}\"/>"))}<circle class=\"start\" cx=\"{X(-1)}\" cy=\"{Y(-1)}\" r=\"4\"/><path class=\"goal\" d=\"M{X(1) - 5} {Y(1)}h10m-5 -5v10\"/>"
                )
            ),
            Html.Of(
                $"{Svg.Legend(paths.Select(path => (path.Name, path.Style)))}<span>{steps} steps down Rosenbrock's valley on Scratch, from the dot to the cross; TorchSharp's way lies within {apart.ToString("0e+0", CultureInfo.InvariantCulture)} of it.</span>"
            ),
            "valley"
        );
    }

    // Schedules

    IEnumerable<Html> Schedules(Topic topic)
    {
        if (!topic.Main.Name.StartsWith("optim.lr_scheduler.", StringComparison.Ordinal))
            yield break;
        var shown = Repository
            .Files(Path.Combine(repository.Snapshots, topic.Address))
            .Select(Snapshot.Read)
            .OfType<ScheduleSnapshot>()
            .Where(schedule =>
                schedule.Initial.LearningRates.Distinct().Count() == 1 && schedule.Steps.Count >= 10
            )
            .Take(4);
        foreach (var schedule in shown)
        {
            var rates = schedule
                .Steps.Select(step => step.Rates)
                .Prepend(schedule.Initial)
                .ToList();
            var points = rates
                .Select((rate, epoch) => ((double)epoch, rate.LearningRates[0]))
                .ToList();
            var lines = new List<Line> { new("learning rate", points, 1) };
            var call = PythonCall.Of(schedule);
            var plot = Svg.Plot(
                lines,
                $"{call}: the learning rate begins with {Text(points[0].Item2)}, ends with {Text(points[^1].Item2)}, and lies between {Text(points.Min(p => p.Item2))} and {Text(points.Max(p => p.Item2))}.",
                "epoch",
                "learning rate"
            );
            yield return new Html(
                plot.Text.Replace(
                        "<figcaption>",
                        $"<figcaption><code>{Html.Encode(call)}</code> as recorded from PyTorch. ",
                        StringComparison.Ordinal
                    )
                    .Replace(Svg.Legend([("learning rate", 1)]).Text, "", StringComparison.Ordinal)
            );
        }
    }

    // Training

    static IEnumerable<Html> Training(Topic topic, IReadOnlyList<RunCase> cases)
    {
        if (topic.Address != "Training/CifarTraining")
            yield break;
        foreach (var run in cases)
        {
            if (run.Snapshot is not TrainingSnapshot training)
                continue;
            var lines = new List<Line>
            {
                new("PyTorch", Points(training.Losses.In(ElementType.Float32)), 4),
            };
            foreach (var (number, result) in run.Results.Index())
                if (
                    result.Compared.FirstOrDefault(pair => pair.Name == "losses")?.Actual is
                    { } losses
                )
                    lines.Add(
                        new(
                            result.Engine == "scratch" ? "Scratch" : "TorchSharp",
                            Points(losses),
                            number == 0 ? 1 : 2
                        )
                    );
            yield return Svg.Plot(
                lines,
                $"The loss of every step of {run.Name} on all three sides, one line over the other: from {Text(lines[0].Points[0].Y)} to {Text(lines[0].Points[^1].Y)}.",
                "step",
                run.Name
            );
        }

        static List<(double, double)> Points(TensorData losses) =>
            [.. Enumerable.Range(0, losses.Count).Select(i => ((double)i, losses[i]))];
    }

    // Normalization

    static IEnumerable<Html> Normalizations(Topic topic)
    {
        if (
            topic.Address
            is not (
                "Normalization/BatchNorm"
                or "Normalization/LayerNorm"
                or "Normalization/GroupNorm"
                or "Normalization/InstanceNorm"
                or "Normalization/RMSNorm"
            )
        )
            yield break;
        Torch.ManualSeed(0);
        // Four samples of four channels; the channels lie higher and higher, and so do the samples.
        var x =
            Torch.Randn([4, 4, 12]) * 0.5
            + Torch.Tensor(new float[] { -2, -0.5f, 0.5f, 2 }).Reshape([1, 4, 1])
            + Torch.Tensor(new float[] { -0.5f, 0, 0.5f, 1 }).Reshape([4, 1, 1]);
        var (y, what) = topic.Name switch
        {
            "BatchNorm" => (
                new BatchNorm1d(4).Forward(x),
                "Each row, a channel, has mean 0 and variance 1 over all four samples: that the samples lie higher and higher stays."
            ),
            "LayerNorm" => (
                new LayerNorm([4, 12]).Forward(x),
                "Each sample has mean 0 and variance 1 as a whole: that its channels lie higher and higher stays."
            ),
            "GroupNorm" => (
                new GroupNorm(2, 4).Forward(x),
                "In each sample the upper two channels have mean 0 and variance 1, and the lower two."
            ),
            "InstanceNorm" => (
                new InstanceNorm1d(4).Forward(x),
                "Each channel of each sample has mean 0 and variance 1 alone."
            ),
            _ => (
                new RMSNorm([4, 12]).Forward(x),
                "Each sample is divided by its root mean square; its mean stays."
            ),
        };
        foreach (var (title, values) in new[] { ("before", x), ("after", y.Detach()) })
            yield return Sheets(
                [.. Enumerable.Range(0, 4).Select(n => ($"sample {n + 1}, {title}", values[n]))],
                12,
                11,
                $"Four samples of four channels {title} {topic.Name}; the channels' means are {string.Join(", ", Numbers(values.Mean([0, 2])).Select(Text))}.",
                title == "before"
                    ? "Four samples, a row a channel: red lies above zero, blue below."
                    : what
            );
    }

    // Random numbers

    static IEnumerable<Html> Randomness(Topic topic)
    {
        Torch.ManualSeed(0);
        switch (topic.Address)
        {
            case "Random/RandomStream":
                yield return Histogram("torch.randn", Torch.Randn([20_000]), -4, 4);
                yield return Histogram("torch.rand", Torch.Rand([20_000]), 0, 1);
                break;
            case "Random/Init":
                yield return Histogram(
                    "kaiming_uniform_ of (100, 200)",
                    Init.KaimingUniform(Torch.Zeros([100, 200])),
                    -0.25,
                    0.25
                );
                yield return Histogram(
                    "xavier_normal_ of (100, 200)",
                    Init.XavierNormal(Torch.Zeros([100, 200])),
                    -0.35,
                    0.35
                );
                break;
            case "Dropout/Dropout":
                var ones = Torch.Ones([4, 6, 8]);
                yield return Masks(
                    "Dropout(0.5): each number alone",
                    new Dropout(0.5).Forward(ones)
                );
                break;
            case "Dropout/FeatureDropout":
                yield return Masks(
                    "Dropout1d(0.5): whole rows",
                    new Dropout1d(0.5).Forward(Torch.Ones([4, 6, 8]))
                );
                break;
        }

        static Html Masks(string title, Tensor kept) =>
            Sheets(
                [.. Enumerable.Range(0, 4).Select(n => ($"sample {n + 1}", kept[n]))],
                8,
                14,
                $"{title}: of {kept.Count} ones {Numbers(kept).Count(value => value != 0)} are left, each of them 2.",
                $"{title} of ones, under seed 0: what is left is divided by 1 − p. These are the places that PyTorch leaves out."
            );
    }

    static Html Histogram(string name, Tensor drawn, double from, double to)
    {
        const int Bins = 40;
        var counts = new double[Bins];
        foreach (var value in Numbers(drawn))
            if ((int)Math.Floor((value - from) / (to - from) * Bins) is >= 0 and < Bins and var bin)
                counts[bin]++;
        return Svg.Bars(
            [.. counts.Select((count, i) => (Text(from + (to - from) * (i + 0.5) / Bins), count))],
            $"A histogram of {drawn.Count} numbers of {name} from {Text(from)} to {Text(to)}: most, {counts.Max()}, lie around {Text(from + (to - from) * (Array.IndexOf(counts, counts.Max()) + 0.5) / Bins)}.",
            "",
            "how many",
            $"{name}: {drawn.Count} numbers of Scratch under seed 0, which are PyTorch's to the bit."
        );
    }

    // Sequences

    static IEnumerable<Html> Sequences(Topic topic)
    {
        Torch.ManualSeed(0);
        const int Times = 32;
        var wave = Torch
            .Tensor(Enumerable.Range(0, Times).Select(t => (float)Math.Sin(t / 2.5)).ToArray())
            .Reshape([Times, 1]);
        Tensor? states = topic.Address switch
        {
            "Recurrent/RNN" => new RNN(1, 8).Forward(wave).Output,
            "Recurrent/GRU" => new GRU(1, 8).Forward(wave).Output,
            "Recurrent/LSTM" => new LSTM(1, 8).Forward(wave).Output,
            _ => null,
        };
        if (states is not null)
            yield return Sheets(
                [
                    ($"input, a wave of {Times} steps", wave),
                    (
                        $"the 8 hidden units, step by step",
                        states.Detach().Transpose(0, 1).Contiguous()
                    ),
                ],
                Times,
                9,
                $"The hidden state of {topic.Name} with 8 units over {Times} steps of a wave: red lies above zero, blue below, and each unit follows the wave in its own way.",
                $"{topic.Name}(1, 8) on Scratch under seed 0, the first weights of PyTorch: a row a unit, time to the right."
            );
        if (topic.Address == "Transformer/PositionalEncoding")
            yield return Sheets(
                [
                    (
                        "position downward, number of the feature to the right",
                        new PositionalEncoding(48, dropout: 0, maxLen: 32).Forward(
                            Torch.Zeros([32, 1, 48])
                        )
                    ),
                ],
                48,
                9,
                "The encoding of 32 positions in 48 numbers: fast waves on the left, slower and slower ones to the right, sine and cosine by turns.",
                "What is added to 32 positions: sine and cosine by turns, slower to the right. Computed by Scratch."
            );
    }

    // Attention

    static IEnumerable<Html> Attention(Topic topic)
    {
        if (
            topic.Address
            is not ("Transformer/MultiheadAttention" or "Transformer/ScaledDotProductAttention")
        )
            yield break;
        Torch.ManualSeed(0);
        const int Tokens = 10;
        var x = new PositionalEncoding(16, dropout: 0, maxLen: Tokens).Forward(
            Torch.Randn([Tokens, 1, 16]) * 0.5
        );
        if (topic.Name == "MultiheadAttention")
        {
            var (_, weights) = new MultiheadAttention(16, 4).Forward(
                x,
                x,
                x,
                averageAttnWeights: false
            );
            yield return Sheets(
                [
                    .. Enumerable
                        .Range(0, 4)
                        .Select(head => ($"head {head + 1}", weights!.Detach()[0][head])),
                ],
                Tokens,
                13,
                $"The weights of four heads for {Tokens} tokens: each row, a query, adds up to one.",
                "A query a row, a key a column: red is what it attends to. Four heads on Scratch, with the first weights of seed 0."
            );
            yield break;
        }
        var q = x.Reshape([Tokens, 16]);
        var scores = q.MatMul(q.Transpose(0, 1)) / Math.Sqrt(16);
        var mask = Torch
            .Tensor(
                Enumerable
                    .Range(0, Tokens * Tokens)
                    .Select(i => i % Tokens > i / Tokens ? float.NegativeInfinity : 0)
                    .ToArray()
            )
            .Reshape([Tokens, Tokens]);
        yield return Sheets(
            [
                ("x xᵀ / √d", scores),
                ("softmax of it", Functional.Softmax(scores, -1)),
                ("softmax, causal", Functional.Softmax(scores + mask, -1)),
            ],
            Tokens,
            13,
            $"Attention of {Tokens} tokens to each other: the scores, their softmax, and the softmax with a causal mask, where nothing lies right of the diagonal.",
            "A query a row, a key a column: scores, weights, and the weights where no token sees a later one. Computed by Scratch."
        );
    }

    // Tapes

    static IEnumerable<Html> Graphs(Topic topic)
    {
        if (topic.Address is not ("Backpropagation/ChainRule" or "Backpropagation/Accumulation"))
            yield break;
        Torch.ManualSeed(0);
        var (first, second) = (new Linear(2, 3), new Linear(3, 1));
        var x = Torch.Tensor(
            new float[,]
            {
                { 0, 1 },
            },
            requiresGrad: true
        );
        var target = Torch.Tensor(
            new float[,]
            {
                { 1 },
            }
        );
        var loss = (second.Forward(Functional.Tanh(first.Forward(x))) - target).Pow(2).Mean();
        var names = new Dictionary<Tensor, string>(ReferenceEqualityComparer.Instance)
        {
            [x] = "x",
            [target] = "t",
            [first.Weight] = "W₁",
            [first.Bias!] = "b₁",
            [second.Weight] = "W₂",
            [second.Bias!] = "b₂",
        };
        yield return TapeGraph.Of(Tape.Walk(loss, names));
    }

    // Numbers

    static TensorArgument Argument(double[] numbers, long[] shape, bool requiresGrad = false) =>
        new(new TensorData(ElementType.Float64, shape, numbers), requiresGrad);

    static double[] Numbers(TensorData data) =>
        [.. Enumerable.Range(0, data.Count).Select(i => data[i])];

    static double[] Numbers(Tensor tensor) =>
        tensor.Detach().To(ScalarType.Float64).ToArray<double>();

    static string Text(double number) =>
        number.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
}
