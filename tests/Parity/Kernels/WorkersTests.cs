using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>Pieces of work shared among threads: each is done once, whoever does it.</summary>
public sealed class WorkersTests
{
    sealed class Work(int pieces, Action<int> also) : IPieces
    {
        public int[] Done { get; } = new int[pieces];

        public void Run(int piece)
        {
            Interlocked.Increment(ref Done[piece]);
            also(piece);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_is_done_once(int threads) =>
        With(
            threads,
            () =>
            {
                for (var round = 0; round < 200; round++)
                {
                    var work = new Work(1 + round % 17, _ => { });
                    Workers.Run(work.Done.Length, work);
                    Assert.All(work.Done, count => Assert.Equal(1, count));
                }
            }
        );

    [Fact]
    public void What_a_piece_throws_reaches_the_caller_when_the_others_are_done() =>
        With(
            3,
            () =>
            {
                var work = new Work(
                    9,
                    piece =>
                    {
                        if (piece == 4)
                            throw new InvalidOperationException("the fourth");
                    }
                );
                var error = Assert.Throws<InvalidOperationException>(() => Workers.Run(9, work));
                Assert.Equal("the fourth", error.Message);
                Assert.All(work.Done, count => Assert.Equal(1, count));
            }
        );

    [Fact]
    public void Work_within_work_and_beside_work_is_done_too() =>
        With(
            4,
            () =>
            {
                var inner = Enumerable.Range(0, 6).Select(_ => new Work(7, _ => { })).ToArray();
                var outer = new Work(6, piece => Workers.Run(7, inner[piece]));
                var beside = new Work(8, _ => { });
                var other = new Thread(() => Workers.Run(8, beside));
                other.Start();
                Workers.Run(6, outer);
                other.Join();
                foreach (var work in inner.Append(outer).Append(beside))
                    Assert.All(work.Done, count => Assert.Equal(1, count));
            }
        );

    static void With(int threads, Action test)
    {
        var before = Workers.Threads;
        Workers.Threads = threads;
        try
        {
            test();
        }
        finally
        {
            Workers.Threads = before;
        }
    }
}
