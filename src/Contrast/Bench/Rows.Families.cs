using TorchSharp;
using static TorchSharp.torch.nn;

namespace Diptych.Contrast.Bench;

static partial class Rows
{
    const long FourMillion = 1 << 22;

    static IEnumerable<Row> Tensors() =>
        [
            Product("64", 64, 64, 64),
            Product("256", 256, 256, 256),
            Product("1024", 1024, 1024, 1024),
            Product("2048", 2048, 2048, 2048),
            Product("100", 100, 100, 100),
            Product("333", 333, 333, 333),
            Product("1000×17×513", 1000, 17, 513),
            Function("copy, 4 M", "Tensors", [FourMillion], x => x.Clone(), x => x.clone()),
            new Row(
                "add, 4 M",
                "Tensors",
                () =>
                {
                    var (a, b) = (
                        Scratch.Torch.Randn([FourMillion]),
                        Scratch.Torch.Randn([FourMillion])
                    );
                    return () => _ = a + b;
                },
                () =>
                {
                    var (a, b) = (torch.randn(FourMillion), torch.randn(FourMillion));
                    return () => _ = a + b;
                }
            )
            {
                Bytes = 3 * Float * FourMillion,
            },
            Function("exp, 4 M", "Tensors", [FourMillion], x => x.Exp(), x => x.exp()),
            Function("sum, 4 M", "Tensors", [FourMillion], x => x.Sum(), x => x.sum()) with
            {
                Bytes = Float * FourMillion,
            },
        ];

    static IEnumerable<Row> Convolution() =>
        [
            .. Conv("32×3×32×32→32 k5", 32, 3, 32, 32, 5),
            .. Conv("32×32×16×16→32 k5", 32, 32, 16, 32, 5),
            .. Conv("32×32×8×8→64 k5", 32, 32, 8, 64, 5),
            .. Conv("8×64×56×56→64 k3", 8, 64, 56, 64, 3),
        ];

    // Padding keeps the size.
    static IEnumerable<Row> Conv(string name, long n, long from, long size, long to, long kernel) =>
        Both(
            $"conv {name}",
            "Convolution",
            [n, from, size, size],
            () =>
            {
                var conv = new Scratch.Conv2d(from, to, kernel, padding: kernel / 2);
                return (conv, conv.Forward);
            },
            () =>
            {
                var conv = Conv2d(from, to, kernel, padding: kernel / 2);
                return (conv, conv.forward);
            },
            2.0 * n * from * to * Taps(size, kernel),
            Float * n * size * size * (from + to)
        );

    // What the kernel's places meet of a square picture, added up over all positions; the zeros around are no work.
    static double Taps(long size, long kernel)
    {
        var padding = kernel / 2;
        double along = size * kernel - padding * (padding + 1);
        return along * along;
    }

    static IEnumerable<Row> Pooling() =>
        [
            .. Both(
                "max pooling 32×64×32×32 k2",
                "Pooling",
                [32, 64, 32, 32],
                () =>
                {
                    var pool = new Scratch.MaxPool2d(2);
                    return (pool, pool.Forward);
                },
                () =>
                {
                    var pool = MaxPool2d(2);
                    return (pool, pool.forward);
                },
                bytes: Float * 32 * 64 * 32 * 32 * 1.25
            ),
            .. Both(
                "average pooling 32×64×32×32 k2",
                "Pooling",
                [32, 64, 32, 32],
                () =>
                {
                    var pool = new Scratch.AvgPool2d(2);
                    return (pool, pool.Forward);
                },
                () =>
                {
                    var pool = AvgPool2d(2);
                    return (pool, pool.forward);
                },
                bytes: Float * 32 * 64 * 32 * 32 * 1.25
            ),
        ];

    static IEnumerable<Row> Activation() =>
        [
            Function(
                "relu, 4 M",
                "Activation",
                [FourMillion],
                x => Scratch.Functional.Relu(x),
                x => functional.relu(x)
            ),
            Function(
                "sigmoid, 4 M",
                "Activation",
                [FourMillion],
                x => Scratch.Functional.Sigmoid(x),
                x => x.sigmoid()
            ),
            Function("tanh, 4 M", "Activation", [FourMillion], x => x.Tanh(), x => x.tanh()),
            Function(
                "gelu, 4 M",
                "Activation",
                [FourMillion],
                x => Scratch.Functional.Gelu(x),
                x => functional.gelu(x)
            ),
            Function(
                "softmax, 4096×1024",
                "Activation",
                [4096, 1024],
                x => Scratch.Functional.Softmax(x, 1),
                x => functional.softmax(x, 1)
            ),
            Function(
                "log-softmax, 4096×1024",
                "Activation",
                [4096, 1024],
                x => Scratch.Functional.LogSoftmax(x, 1),
                x => functional.log_softmax(x, 1)
            ),
        ];

    static IEnumerable<Row> Normalization() =>
        [
            .. Both(
                "layernorm, 4096×1024",
                "Normalization",
                [4096, 1024],
                () =>
                {
                    var norm = new Scratch.LayerNorm([1024]);
                    return (norm, norm.Forward);
                },
                () =>
                {
                    var norm = LayerNorm(1024);
                    return (norm, norm.forward);
                },
                bytes: 2 * Float * FourMillion
            ),
            .. Both(
                "batchnorm, 64×64×32×32",
                "Normalization",
                [64, 64, 32, 32],
                () =>
                {
                    var norm = new Scratch.BatchNorm2d(64);
                    return (norm, norm.Forward);
                },
                () =>
                {
                    var norm = BatchNorm2d(64);
                    return (norm, norm.forward);
                },
                bytes: 2 * Float * FourMillion
            ),
        ];

    static IEnumerable<Row> Recurrent() =>
        [
            .. Both(
                "LSTM 64×32×64→128",
                "Recurrent",
                [64, 32, 64],
                () =>
                {
                    var lstm = new Scratch.LSTM(64, 128);
                    return (lstm, x => lstm.Forward(x).Output);
                },
                () =>
                {
                    var lstm = LSTM(64, 128);
                    return (lstm, x => lstm.call(x, null).Item1);
                },
                2.0 * 64 * 32 * 4 * 128 * (64 + 128)
            ),
            .. Both(
                "GRU 64×32×64→128",
                "Recurrent",
                [64, 32, 64],
                () =>
                {
                    var gru = new Scratch.GRU(64, 128);
                    return (gru, x => gru.Forward(x).Output);
                },
                () =>
                {
                    var gru = GRU(64, 128);
                    return (gru, x => gru.call(x, null).Item1);
                },
                2.0 * 64 * 32 * 3 * 128 * (64 + 128)
            ),
            .. Both(
                "RNN 64×32×64→128",
                "Recurrent",
                [64, 32, 64],
                () =>
                {
                    var rnn = new Scratch.RNN(64, 128);
                    return (rnn, x => rnn.Forward(x).Output);
                },
                () =>
                {
                    var rnn = RNN(64, 128);
                    return (rnn, x => rnn.call(x, null).Item1);
                },
                2.0 * 64 * 32 * 128 * (64 + 128)
            ),
        ];

    static IEnumerable<Row> Transformer() =>
        [
            .. EncoderLayer(0),
            .. EncoderLayer(0.1),
            .. Both(
                "MultiheadAttention 512×4×256, 8 heads",
                "Transformer",
                [512, 4, 256],
                () =>
                {
                    var attention = new Scratch.MultiheadAttention(256, 8);
                    return (
                        attention,
                        x => attention.Forward(x, x, x, needWeights: false).AttnOutput
                    );
                },
                () =>
                {
                    var attention = MultiheadAttention(256, 8);
                    return (
                        attention,
                        x => attention.call(x, x, x, null, need_weights: false, null).Item1
                    );
                },
                2.0 * 512 * 4 * 256 * (4 * 256 + 2 * 512)
            ),
        ];

    static IEnumerable<Row> EncoderLayer(double dropout) =>
        Both(
            FormattableString.Invariant($"TransformerEncoderLayer 128×8×256, dropout {dropout}"),
            "Transformer",
            [128, 8, 256],
            () =>
            {
                var layer = new Scratch.TransformerEncoderLayer(256, 8, 1024, dropout);
                return (layer, x => layer.Forward(x));
            },
            () =>
            {
                var layer = TransformerEncoderLayer(256, 8, 1024, dropout);
                return (layer, x => layer.call(x, null, null));
            },
            2.0 * 128 * 8 * 256 * (4 * 256 + 2 * 1024 + 2 * 128)
        );

    static IEnumerable<Row> Sparse()
    {
        const long Words = 30000,
            Features = 256,
            Many = 4096;
        yield return new Row(
            "embedding 4096 of 30000×256, sparse gradient",
            "Sparse",
            () =>
            {
                var embedding = new Scratch.Embedding(Words, Features, sparse: true);
                var words = Scratch.Torch.Randint(Words, [Many]);
                var dy = Scratch.Torch.Ones([Many, Features]);
                return () =>
                {
                    embedding.ZeroGrad();
                    embedding.Forward(words).Backward(dy);
                };
            },
            () =>
            {
                var embedding = Embedding(Words, Features, sparse: true);
                var words = torch.randint(Words, [Many]);
                var dy = torch.ones(Many, Features);
                return () =>
                {
                    embedding.zero_grad();
                    embedding.call(words).backward([dy]);
                };
            }
        )
        {
            Bytes = 2 * Float * Many * Features,
        };
    }

    static IEnumerable<Row> Loss() => [CrossEntropy(4096, 10), CrossEntropy(128, 30000)];

    static Row CrossEntropy(long n, long classes) =>
        new(
            $"cross-entropy {n}×{classes}, with backward",
            "Loss",
            () =>
            {
                var x = Scratch.Torch.Randn([n, classes]);
                var target = Scratch.Torch.Randint(classes, [n]);
                var loss = new Scratch.CrossEntropyLoss();
                x.RequiresGrad = true;
                return () =>
                {
                    x.Grad = null;
                    loss.Forward(x, target).Backward();
                };
            },
            () =>
            {
                var x = torch.randn(n, classes);
                var target = torch.randint(classes, [n]);
                x.requires_grad = true;
                return () =>
                {
                    x.grad = null;
                    functional.cross_entropy(x, target).backward();
                };
            }
        )
        {
            Bytes = 2 * Float * n * classes,
        };

    static IEnumerable<Row> Random() =>
        [
            new Row(
                "rand, 4 M",
                "Random",
                () => () => Scratch.Torch.Rand([FourMillion]),
                () => () => torch.rand(FourMillion)
            )
            {
                Bytes = Float * FourMillion,
            },
            new Row(
                "randn, 4 M",
                "Random",
                () => () => Scratch.Torch.Randn([FourMillion]),
                () => () => torch.randn(FourMillion)
            )
            {
                Bytes = Float * FourMillion,
            },
            Function(
                "bernoulli, 4 M",
                "Random",
                [FourMillion],
                x => Scratch.Torch.Bernoulli(x, 0.3),
                x => torch.empty_like(x).bernoulli_(0.3)
            ) with
            {
                Bytes = Float * FourMillion,
            },
        ];
}
