using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Arrays that come back are found again, and no more of them are held than was said.</summary>
public sealed class MemoryPoolTests
{
    [Theory]
    [InlineData(64, 64)]
    [InlineData(65, 72)]
    [InlineData(72, 72)]
    [InlineData(127, 128)]
    [InlineData(128, 128)]
    [InlineData(129, 144)]
    [InlineData(1000, 1024)]
    [InlineData(1025, 1152)]
    public void An_array_is_at_most_an_eighth_longer_than_asked_for(int count, int length)
    {
        Elsewhere(() =>
        {
            var memory = MemoryPool<float>.Rent(count);
            Assert.Equal(length, memory.Length);
            MemoryPool<float>.Return(memory);
            Assert.Same(memory, MemoryPool<float>.Rent(length));
        });
    }

    [Fact]
    public void The_longest_array_is_as_long_as_asked_for() =>
        Elsewhere(() =>
            Assert.Equal(Array.MaxLength, MemoryPool<bool>.Rent(Array.MaxLength).Length)
        );

    [Fact]
    public void Arrays_of_several_lengths_are_kept_apart_and_the_latest_comes_first()
    {
        Elsewhere(() =>
        {
            var (a, b, c) = (new double[64], new double[64], new double[72]);
            MemoryPool<double>.Return(a);
            MemoryPool<double>.Return(c);
            MemoryPool<double>.Return(b);
            Assert.Same(b, MemoryPool<double>.Rent(64));
            Assert.Same(a, MemoryPool<double>.Rent(64));
            Assert.Same(c, MemoryPool<double>.Rent(66));
            Assert.NotSame(a, MemoryPool<double>.Rent(64));
        });
    }

    [Fact]
    public void An_array_of_another_length_is_not_taken()
    {
        Elsewhere(() =>
        {
            var odd = new double[65];
            MemoryPool<double>.Return(odd);
            Assert.Equal(72, MemoryPool<double>.Rent(65).Length);
        });
    }

    [Fact]
    public void A_thread_holds_one_GiB_and_no_more()
    {
        // A quarter of it each; the pages are never touched.
        Elsewhere(() =>
        {
            const int Quarter = 1 << 25;
            var all = new double[5][];
            for (var i = 0; i < 5; i++)
                all[i] = GC.AllocateUninitializedArray<double>(Quarter);
            foreach (var one in all)
                MemoryPool<double>.Return(one);
            Assert.Same(all[3], MemoryPool<double>.Rent(Quarter));
            MemoryPool<double>.Return(all[4]);
            Assert.Same(all[4], MemoryPool<double>.Rent(Quarter));
            Assert.Same(all[2], MemoryPool<double>.Rent(Quarter));
        });
    }

    // What a thread holds goes with it.
    static void Elsewhere(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
