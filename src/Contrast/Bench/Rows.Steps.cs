using TorchSharp;
using static TorchSharp.torch.nn;

namespace Diptych.Contrast.Bench;

static partial class Rows
{
    static IEnumerable<Row> Training() => [NotesStep(4), NotesStep(32)];

    // The network of the notes: forward, cross-entropy, backward and a step of SGD.
    static Row NotesStep(long batch) =>
        new(
            $"training step of the notes' network, batch {batch}",
            "Training",
            () =>
            {
                var network = new Scratch.CifarNetwork();
                var descent = new Scratch.SGD(network.Parameters(), 1e-4);
                var loss = new Scratch.CrossEntropyLoss();
                var x = Scratch.Torch.Randn([batch, 3, 32, 32]);
                var target = Scratch.Torch.Randint(10, [batch]);
                return () =>
                {
                    descent.ZeroGrad();
                    loss.Forward(network.Forward(x), target).Backward();
                    descent.Step();
                };
            },
            () =>
            {
                var network = Sequential(
                    Conv2d(3, 32, 5, padding: 2),
                    ReLU(),
                    MaxPool2d(2),
                    Conv2d(32, 32, 5, padding: 2),
                    ReLU(),
                    MaxPool2d(2),
                    Conv2d(32, 64, 5, padding: 2),
                    ReLU(),
                    MaxPool2d(2),
                    Flatten(),
                    Linear(1024, 64),
                    ReLU(),
                    Linear(64, 10)
                );
                var descent = torch.optim.SGD(network.parameters(), 1e-4);
                var x = torch.randn(batch, 3, 32, 32);
                var target = torch.randint(10, [batch]);
                return () =>
                {
                    descent.zero_grad();
                    functional.cross_entropy(network.call(x), target).backward();
                    descent.step();
                };
            }
        )
        {
            // The gradient of the pictures is not asked for.
            Operations =
                2.0
                    * batch
                    * (
                        2 * 3 * 32 * Taps(32, 5)
                        + 3 * 32 * 32 * Taps(16, 5)
                        + 3 * 32 * 64 * Taps(8, 5)
                    )
                + 3 * 2.0 * batch * (1024 * 64 + 64 * 10),
        };

    const long Million = 1 << 20;

    static IEnumerable<Row> Optim() =>
        [
            Descent(
                "SGD with momentum, 1 M",
                p => new Scratch.SGD([p], 1e-4, momentum: 0.9),
                p => torch.optim.SGD([p], 1e-4, momentum: 0.9),
                p =>
                {
                    var momentum = torch.zeros_like(p);
                    return () => p.add_(momentum.mul_(0.9).add_(p.grad!), alpha: -1e-4);
                },
                traffic: 5,
                arrays: 3
            ),
            Descent(
                "Adam, 1 M",
                p => new Scratch.Adam([p], 1e-4),
                p => torch.optim.Adam([p], 1e-4),
                p => AdamByHand(p, 0),
                traffic: 7,
                arrays: 4
            ),
            Descent(
                "AdamW, 1 M",
                p => new Scratch.AdamW([p], 1e-4),
                p => torch.optim.AdamW([p], 1e-4),
                p => AdamByHand(p, 1e-2),
                traffic: 7,
                arrays: 4
            ),
        ];

    static Row Descent(
        string name,
        Func<Scratch.Parameter, Scratch.Optimizer> scratch,
        Func<TorchSharp.Modules.Parameter, torch.optim.Optimizer> own,
        Func<torch.Tensor, Action> byHand,
        int traffic,
        int arrays
    ) =>
        new(
            name,
            "Optim",
            () =>
            {
                var p = new Scratch.Parameter(Scratch.Torch.Randn([Million]));
                p.Grad = Scratch.Torch.Randn([Million]);
                var descent = scratch(p);
                return descent.Step;
            },
            () =>
            {
                var p = new TorchSharp.Modules.Parameter(torch.randn(Million));
                p.grad = torch.randn(Million);
                var descent = own(p);
                return () => descent.step();
            },
            () =>
            {
                var p = new TorchSharp.Modules.Parameter(torch.randn(Million));
                p.grad = torch.randn(Million);
                var step = byHand(p);
                return () =>
                {
                    using var _ = torch.no_grad();
                    step();
                };
            }
        )
        {
            Bytes = traffic * Float * Million,
            Footprint = arrays * Float * Million,
            Usual = false,
        };

    // The update in as few passes over memory as operations in place allow.
    static Action AdamByHand(torch.Tensor p, double decay)
    {
        var (m, v, square) = (torch.zeros_like(p), torch.zeros_like(p), torch.zeros_like(p));
        var t = 0;
        return () =>
        {
            t++;
            if (decay != 0)
                p.mul_(1 - 1e-4 * decay);
            m.lerp_(p.grad!, 0.1);
            v.mul_(0.999).addcmul_(p.grad!, p.grad!, 0.001);
            square.copy_(v).sqrt_().div_(Math.Sqrt(1 - Math.Pow(0.999, t))).add_(1e-8);
            p.addcdiv_(m, square, -1e-4 / (1 - Math.Pow(0.9, t)));
        };
    }

    static IEnumerable<Row> Backpropagation() =>
        [
            new Row(
                "Linear(2, 1), with backward",
                "Backpropagation",
                () =>
                {
                    var linear = new Scratch.Linear(2, 1);
                    var x = Scratch.Torch.Randn([2, 2]);
                    var dy = Scratch.Torch.Ones([2, 1]);
                    return () =>
                    {
                        linear.ZeroGrad();
                        linear.Forward(x).Backward(dy);
                    };
                },
                () =>
                {
                    var linear = Linear(2, 1);
                    var x = torch.randn(2, 2);
                    var dy = torch.ones(2, 1);
                    return () =>
                    {
                        linear.zero_grad();
                        linear.call(x).backward([dy]);
                    };
                }
            )
            {
                Usual = false,
            },
            new Row(
                "XOR network, training step",
                "Backpropagation",
                () =>
                {
                    var network = new Scratch.Sequential(
                        new Scratch.Linear(2, 2),
                        new Scratch.Sigmoid(),
                        new Scratch.Linear(2, 1),
                        new Scratch.Sigmoid()
                    );
                    var descent = new Scratch.SGD(network.Parameters(), 0.1);
                    var loss = new Scratch.MSELoss();
                    var x = Scratch.Torch.Tensor(
                        new float[,]
                        {
                            { 0, 0 },
                            { 0, 1 },
                            { 1, 0 },
                            { 1, 1 },
                        }
                    );
                    var target = Scratch.Torch.Tensor(
                        new float[,]
                        {
                            { 0 },
                            { 1 },
                            { 1 },
                            { 0 },
                        }
                    );
                    return () =>
                    {
                        descent.ZeroGrad();
                        loss.Forward(network.Forward(x), target).Backward();
                        descent.Step();
                    };
                },
                () =>
                {
                    var network = Sequential(Linear(2, 2), Sigmoid(), Linear(2, 1), Sigmoid());
                    var descent = torch.optim.SGD(network.parameters(), 0.1);
                    var x = torch.tensor(
                        new float[,]
                        {
                            { 0, 0 },
                            { 0, 1 },
                            { 1, 0 },
                            { 1, 1 },
                        }
                    );
                    var target = torch.tensor(
                        new float[,]
                        {
                            { 0 },
                            { 1 },
                            { 1 },
                            { 0 },
                        }
                    );
                    return () =>
                    {
                        descent.zero_grad();
                        functional.mse_loss(network.call(x), target).backward();
                        descent.step();
                    };
                }
            )
            {
                Usual = false,
            },
        ];
}
