#if !MUTATION // minutes a mutant, for memory and threads alone
using System.Diagnostics;
using System.Runtime;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>A training step in a scope leaves the garbage collector little to do, and a thread that ends nothing.</summary>
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

    // What TorchSharp lets go of while libtorch reads it must not be collected then: docs/divergences.md.
    [Fact]
    public void No_collection_begins_on_a_thread_of_its_own() =>
        Assert.Equal(GCLatencyMode.Batch, GCSettings.LatencyMode);

    // Each thread has a pool of its own, which goes with it; the threads that share its kernels stay and are the same.
    [Fact]
    public void Threads_come_and_go_and_leave_nothing_behind()
    {
        var (x, weight) = (Torch.Randn([300, 200]), Torch.Randn([100, 200]));
        var expected = Draws.Numbers(Functional.Linear(x, weight));
        var before = Torch.GetNumThreads();
        try
        {
            var early = Rounds(20);
            var late = Rounds(200);
            Assert.True(
                late.Memory < early.Memory + (16 << 20) && late.Threads <= early.Threads + 2,
                $"{early.Memory >> 20} MiB and {early.Threads} threads became {late.Memory >> 20} MiB and {late.Threads}"
            );
        }
        finally
        {
            Torch.SetNumThreads(before);
        }

        (long Memory, int Threads) Rounds(int count)
        {
            for (var round = 0; round < count; round++)
            {
                Torch.SetNumThreads(1 + round % 4);
                var results = new double[3][];
                var threads = Enumerable
                    .Range(0, results.Length)
                    .Select(i => new Thread(() => results[i] = Compute()))
                    .ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
                Assert.All(results, result => Assert.Equal(expected, result));
            }
            using var process = Process.GetCurrentProcess();
            return (GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count);
        }

        double[] Compute()
        {
            using var scope = Torch.NewDisposeScope();
            return Draws.Numbers(Functional.Linear(x, weight));
        }
    }
}
#endif
