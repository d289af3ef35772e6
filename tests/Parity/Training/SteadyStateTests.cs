using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>A training step in a scope leaves the garbage collector little to do.</summary>
[Collection(nameof(SteadyStateTests))]
[CollectionDefinition(nameof(SteadyStateTests), DisableParallelization = true)]
public sealed class SteadyStateTests
{
    [Fact]
    public void A_step_of_the_notes_network_allocates_at_most_64_kilobytes()
    {
        var network = new CifarNetwork();
        var descent = new SGD(network.Parameters(), 1e-3, momentum: 0.9);
        var loss = new CrossEntropyLoss();
        var x = Torch.Randn([4, 3, 32, 32]);
        var target = Torch.Tensor(new long[] { 3, 1, 4, 1 });
        for (var step = 0; step < 20; step++)
            Step();

        const int Steps = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < Steps; step++)
            Step();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Steps;
        Assert.True(bytes <= 64 << 10, $"{bytes} bytes a step");

        void Step()
        {
            using var scope = Torch.NewDisposeScope();
            descent.ZeroGrad();
            loss.Forward(network.Forward(x), target).Backward();
            descent.Step();
        }
    }
}
