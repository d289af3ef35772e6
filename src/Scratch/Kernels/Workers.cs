namespace Diptych.Scratch.Kernels;

/// <summary>Work in pieces that do not depend on one another.</summary>
interface IPieces
{
    /// <summary>Does one piece.</summary>
    void Run(int piece);
}

/// <summary>Threads that share the pieces of a kernel's work. Who does which piece changes no bit of the result.</summary>
/// <remarks>
/// The caller takes pieces itself and never waits for a thread to wake: one that sleeps comes late, finds nothing left,
/// and has cost nothing. Between two calls the threads look out for a while before they sleep.
/// </remarks>
static class Workers
{
    // About as long as a training step takes between two kernels, in turns of a spinning loop.
    const int Patience = 2000;

    static readonly Lock Gate = new();
    static readonly SemaphoreSlim Bell = new(0);
    static int threads = Environment.ProcessorCount;
    static int started = 1;
    static int asleep;
    static long jobs;
    static volatile Job? current;

    [ThreadStatic]
    static bool busy;

    /// <summary>How many threads work, the caller's among them.</summary>
    public static int Threads
    {
        get => threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            threads = value;
        }
    }

    /// <summary>Does all pieces and returns when they are done. Within another work, or beside one, all are done here.</summary>
    public static void Run<TPieces>(int pieces, TPieces work)
        where TPieces : IPieces
    {
        if (pieces <= 1 || threads == 1 || busy || !Gate.TryEnter())
        {
            for (var piece = 0; piece < pieces; piece++)
                work.Run(piece);
            return;
        }
        try
        {
            var job = new Job<TPieces>(pieces, work);
            Start();
            current = job;
            if (Volatile.Read(ref asleep) is > 0 and var sleepers)
                Bell.Release(Math.Min(sleepers, threads - 1));
            job.TakePart(isCaller: true);
            job.Wait();
        }
        finally
        {
            current = null;
            Gate.Exit();
        }
    }

    static void Start()
    {
        for (; started < threads; started++)
            new Thread(Work) { IsBackground = true, Name = $"kernel worker {started}" }.Start(
                started
            );
    }

    static void Work(object? number)
    {
        // The number and not the job, which would keep its tensors alive.
        long last = 0;
        while (true)
        {
            var turns = 0;
            while (current is not { } job || job.Number == last || (int)number! >= threads)
            {
                if (++turns < Patience)
                {
                    Thread.SpinWait(20);
                    continue;
                }
                Interlocked.Increment(ref asleep);
                Bell.Wait();
                Interlocked.Decrement(ref asleep);
                turns = 0;
            }
            if (current is { } found)
            {
                last = found.Number;
                found.TakePart(isCaller: false);
            }
        }
    }

    abstract class Job(int pieces)
    {
        public long Number { get; } = ++jobs;

        int taken;
        int front;
        int back;
        int done;
        Exception? error;

        // The caller takes pieces from the front and the others from the back: so, from one kernel to the next, a core
        // mostly finds in its own cache what it wrote there itself.
        public void TakePart(bool isCaller)
        {
            busy = true;
            while (Interlocked.Increment(ref taken) <= pieces)
            {
                var piece = isCaller ? front++ : pieces - Interlocked.Increment(ref back);
                // What one piece throws is thrown again to the caller, when all pieces are over.
#pragma warning disable CA1031
                try
                {
                    Run(piece);
                }
                catch (Exception e)
                {
                    error = e;
                }
#pragma warning restore CA1031
                Interlocked.Increment(ref done);
            }
            busy = false;
        }

        public void Wait()
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref done) < pieces)
                spin.SpinOnce(sleep1Threshold: -1);
            if (error is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }

        protected abstract void Run(int piece);
    }

    sealed class Job<TPieces>(int pieces, TPieces work) : Job(pieces)
        where TPieces : IPieces
    {
        protected override void Run(int piece) => work.Run(piece);
    }
}
