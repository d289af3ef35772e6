namespace Diptych.Scratch.Kernels;

/// <summary>Work that can be done range by range, in any order.</summary>
interface IRanges
{
    void Run(int start, int length);
}

/// <summary>Shares ranges of elements among threads where there are many.</summary>
static class Ranges
{
    /// <summary>From so many elements on a second thread pays.</summary>
    public const int Many = 1 << 17;

    /// <summary>A piece for one thread, which stays in a core's own cache.</summary>
    public const int Piece = 1 << 14;

    /// <summary>Does the work on elements 0 to count.</summary>
    public static void Share<TRanges>(int count, TRanges work)
        where TRanges : struct, IRanges
    {
        if (count >= Many)
            Workers.Run((count + Piece - 1) / Piece, new Pieces<TRanges>(count, Piece, work));
        else if (count > 0)
            work.Run(0, count);
    }

    /// <summary>Does the work on rows 0 to count, each of so many elements.</summary>
    public static void ShareRows<TRanges>(int count, int length, TRanges work)
        where TRanges : struct, IRanges
    {
        if ((long)count * length < Many)
        {
            if (count > 0)
                work.Run(0, count);
            return;
        }
        var some = Math.Max(1, Piece / Math.Max(1, length));
        Workers.Run((count + some - 1) / some, new Pieces<TRanges>(count, some, work));
    }

    readonly struct Pieces<TRanges>(int count, int some, TRanges work) : IPieces
        where TRanges : struct, IRanges
    {
        public void Run(int piece) => work.Run(piece * some, Math.Min(some, count - piece * some));
    }
}
