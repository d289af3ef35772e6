using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>The arithmetic of an optimizer's step, for as many elements at once as there are lanes.</summary>
interface IOptimizerStep
{
    /// <summary>Moves elements of a parameter and what is remembered of them.</summary>
    /// <param name="p">The parameter.</param>
    /// <param name="g">Its gradient, turned around where the step goes uphill.</param>
    /// <param name="first">What is remembered, in the order of the call; zeros where nothing was given.</param>
    /// <param name="second">The second thing that is remembered.</param>
    /// <param name="third">The third thing that is remembered.</param>
    void Move<V>(ref V p, V g, ref V first, ref V second, ref V third)
        where V : struct, IReals<V>;
}

/// <summary>Steps of optimizers: one pass over a parameter, its gradient and all that is remembered of it, in place.</summary>
static class OptimizerSteps
{
    // So many elements are worth a second thread, and make a piece.
    const int Piece = 1 << 15;

    /// <summary>Takes one step in place.</summary>
    /// <param name="parameter">Any strides.</param>
    /// <param name="gradient">Of the parameter's shape and type, not sparse.</param>
    /// <param name="maximize">Whether to go uphill.</param>
    /// <param name="step">The arithmetic.</param>
    /// <param name="first">What is remembered, of the parameter's shape, contiguous.</param>
    /// <param name="second">More of it; not without the first.</param>
    /// <param name="third">More of it; not without the first.</param>
    /// <exception cref="ArgumentException">The gradient has another shape or type than the parameter.</exception>
    public static void Run<TStep>(
        Tensor parameter,
        Tensor gradient,
        bool maximize,
        TStep step,
        Tensor? first = null,
        Tensor? second = null,
        Tensor? third = null
    )
        where TStep : struct, IOptimizerStep
    {
        if (
            gradient.Dtype != parameter.Dtype
            || !gradient.Shape.SequenceEqual(parameter.Shape)
            || first is not null && !first.Shape.SequenceEqual(parameter.Shape)
        )
            throw new ArgumentException(
                $"The gradient of a parameter has its shape and type: {gradient} for {parameter}.",
                nameof(gradient)
            );
        var p = parameter.IsContiguous ? parameter : Copy.Clone(parameter);
        // A gap is filled with what is thrown away afterwards.
        if (third is not null)
            second ??= Torch.Zeros(p.Shape, p.Dtype);
        parameter.BeginInPlace();
        first?.BeginInPlace();
        second?.BeginInPlace();
        third?.BeginInPlace();
        gradient = Copy.Contiguous(gradient);
        if (p.Dtype == ScalarType.Float32)
            Run<float, TStep>(p, gradient, maximize, step, first, second, third);
        else
            Run<double, TStep>(p, gradient, maximize, step, first, second, third);
        if (!ReferenceEquals(p, parameter))
            Copy.Into(p, parameter);
    }

    static void Run<T, TStep>(
        Tensor p,
        Tensor g,
        bool maximize,
        TStep step,
        Tensor? first,
        Tensor? second,
        Tensor? third
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStep : struct, IOptimizerStep
    {
        var pass = new Pass<T, TStep>(
            new(p),
            new(g),
            first is null ? default : new(first),
            second is null ? default : new(second),
            third is null ? default : new(third),
            maximize,
            step,
            (int)p.Count
        );
        if (p.Count < 2 * Piece)
            pass.Part(0, (int)p.Count);
        else
            Workers.Run((int)((p.Count + Piece - 1) / Piece), pass);
    }

    /// <summary>The elements of a contiguous tensor.</summary>
    readonly struct Numbers<T>(Tensor tensor)
    {
        readonly T[]? memory = (T[])tensor.Storage.Data;
        readonly int start = (int)tensor.Offset;

        public bool Exist => memory is not null;

        /// <summary>The first of them; where there are none, a place that is never looked at.</summary>
        public ref T First =>
            ref memory is null
                ? ref Unsafe.NullRef<T>()
                : ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(memory), start);
    }

    readonly struct Pass<T, TStep>(
        Numbers<T> parameter,
        Numbers<T> gradient,
        Numbers<T> first,
        Numbers<T> second,
        Numbers<T> third,
        bool maximize,
        TStep step,
        int count
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStep : struct, IOptimizerStep
    {
        public void Run(int piece) => Part(piece * Piece, Math.Min(count, (piece + 1) * Piece));

        public void Part(int i, int end)
        {
            if (third.Exist)
                Part<Three>(i, end);
            else if (second.Exist)
                Part<Two>(i, end);
            else if (first.Exist)
                Part<One>(i, end);
            else
                Part<None>(i, end);
        }

        void Part<TCount>(int i, int end)
            where TCount : struct, ICount =>
            Vectors.Run<T, Loop<T, TStep, TCount>>(new(this, i, end));

        /// <summary>As many whole vectors as there are.</summary>
        /// <returns>Where the next one would begin.</returns>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Sweep<V, TCount>(int i, int end)
            where V : struct, IReals<V>
            where TCount : struct, ICount
        {
            if (i > end - V.Count)
                return i;
            // A local, which the loop keeps in registers.
            var move = step;
            ref var p = ref parameter.First;
            ref var g = ref gradient.First;
            ref var a = ref first.First;
            ref var b = ref second.First;
            ref var c = ref third.First;
            // Two at a time: what is made of the options is then made once for both.
            for (; i <= end - 2 * V.Count; i += 2 * V.Count)
            {
                Move<V, TCount>(move, ref p, ref g, ref a, ref b, ref c, i);
                Move<V, TCount>(move, ref p, ref g, ref a, ref b, ref c, i + V.Count);
            }
            if (i <= end - V.Count)
            {
                Move<V, TCount>(move, ref p, ref g, ref a, ref b, ref c, i);
                i += V.Count;
            }
            return i;
        }

        /// <summary>What is left over goes through a whole vector of its own.</summary>
        public void Rest<V, TCount>(int start, int count)
            where V : struct, IReals<V>
            where TCount : struct, ICount
        {
            Span<T> rest = stackalloc T[5 * V.Count];
            for (var i = 0; i < count; i++)
            {
                rest[i] = Unsafe.Add(ref parameter.First, start + i);
                rest[V.Count + i] = Unsafe.Add(ref gradient.First, start + i);
                if (TCount.Value > 0)
                    rest[2 * V.Count + i] = Unsafe.Add(ref first.First, start + i);
                if (TCount.Value > 1)
                    rest[3 * V.Count + i] = Unsafe.Add(ref second.First, start + i);
                if (TCount.Value > 2)
                    rest[4 * V.Count + i] = Unsafe.Add(ref third.First, start + i);
            }
            Move<V, TCount>(
                step,
                ref rest[0],
                ref rest[V.Count],
                ref rest[2 * V.Count],
                ref rest[3 * V.Count],
                ref rest[4 * V.Count],
                0
            );
            for (var i = 0; i < count; i++)
            {
                Unsafe.Add(ref parameter.First, start + i) = rest[i];
                if (TCount.Value > 0)
                    Unsafe.Add(ref first.First, start + i) = rest[2 * V.Count + i];
                if (TCount.Value > 1)
                    Unsafe.Add(ref second.First, start + i) = rest[3 * V.Count + i];
                if (TCount.Value > 2)
                    Unsafe.Add(ref third.First, start + i) = rest[4 * V.Count + i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Move<V, TCount>(TStep move, ref T p, ref T g, ref T a, ref T b, ref T c, nint at)
            where V : struct, IReals<V>
            where TCount : struct, ICount
        {
            var slope = V.Load(ref Unsafe.Add(ref g, at));
            if (maximize)
                slope = -slope;
            var position = V.Load(ref Unsafe.Add(ref p, at));
            var x = TCount.Value > 0 ? V.Load(ref Unsafe.Add(ref a, at)) : default;
            var y = TCount.Value > 1 ? V.Load(ref Unsafe.Add(ref b, at)) : default;
            var z = TCount.Value > 2 ? V.Load(ref Unsafe.Add(ref c, at)) : default;
            move.Move(ref position, slope, ref x, ref y, ref z);
            position.Store(ref Unsafe.Add(ref p, at));
            if (TCount.Value > 0)
                x.Store(ref Unsafe.Add(ref a, at));
            if (TCount.Value > 1)
                y.Store(ref Unsafe.Add(ref b, at));
            if (TCount.Value > 2)
                z.Store(ref Unsafe.Add(ref c, at));
        }
    }

    readonly struct Loop<T, TStep, TCount>(Pass<T, TStep> pass, int start, int end) : ILoop
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStep : struct, IOptimizerStep
        where TCount : struct, ICount
    {
        public void Run<V>()
            where V : struct, IReals<V>
        {
            var next = pass.Sweep<V, TCount>(start, end);
            if (next == end)
                return;
            // Parameters of a few elements are common: they shall not pay for a long vector.
            if (typeof(T) == typeof(float))
                Finish<Singles128>(next);
            else
                Finish<Doubles128>(next);
        }

        void Finish<V>(int next)
            where V : struct, IReals<V>
        {
            next = pass.Sweep<V, TCount>(next, end);
            if (next < end)
                pass.Rest<V, TCount>(next, end - next);
        }
    }

    /// <summary>How many things are remembered, known when the code is made.</summary>
    interface ICount
    {
        static abstract int Value { get; }
    }

    readonly struct None : ICount
    {
        public static int Value => 0;
    }

    readonly struct One : ICount
    {
        public static int Value => 1;
    }

    readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    readonly struct Three : ICount
    {
        public static int Value => 3;
    }
}
