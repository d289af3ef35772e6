namespace Diptych.Scratch;

/// <summary>The memory behind a tensor and all its views. PyTorch: <c>torch.UntypedStorage</c>.</summary>
sealed class Storage(Array data)
{
    [ThreadStatic]
    static long allocated;

    Array? data = data;
    DisposeScope? scope;

    /// <summary>Whether the memory serves others when the scope that it belongs to is over.</summary>
    public bool IsPooled { get; private init; }

    /// <summary>A float[], double[], long[] or bool[], which may be longer than what it holds.</summary>
    /// <exception cref="ObjectDisposedException">The scope that it was made in is over.</exception>
    public Array Data => data ?? throw Disposed();

    /// <summary>Refuses what would go on with memory that serves others.</summary>
    /// <exception cref="ObjectDisposedException">The scope that it was made in is over.</exception>
    public void ThrowIfOver()
    {
        if (data is null)
            throw Disposed();
    }

    /// <summary>Counts writes in place, so that backward can tell that a saved value has changed.</summary>
    public int Version { get; set; }

    /// <summary>Where this memory stands among all that this thread has asked for.</summary>
    public long Number { get; set; }

    /// <summary>How many times this thread has asked for memory.</summary>
    public static long Allocated => allocated;

    /// <summary>How many elements were asked for.</summary>
    public int Count { get; private init; } = data.Length;

    /// <param name="dtype">The type of the elements.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="unset">Whether they may hold anything, and not zeros.</param>
    public static Storage Allocate(ScalarType dtype, long count, bool unset = false)
    {
        if (count > Array.MaxLength)
            throw new ArgumentException(
                $"A tensor of {count} elements is too large: at most {Array.MaxLength} fit."
            );
        return dtype switch
        {
            ScalarType.Float32 => Allocate<float>((int)count, unset),
            ScalarType.Float64 => Allocate<double>((int)count, unset),
            ScalarType.Int64 => Allocate<long>((int)count, unset),
            ScalarType.Bool => Allocate<bool>((int)count, unset),
            _ => throw new ArgumentOutOfRangeException(
                nameof(dtype),
                dtype,
                $"{dtype} is no type of elements"
            ),
        };
    }

    static Storage Allocate<T>(int count, bool unset)
        where T : unmanaged
    {
        var number = ++allocated;
        if (DisposeScope.Current is not { } scope || count < MemoryPool<T>.Least)
            return new Storage(unset ? GC.AllocateUninitializedArray<T>(count) : new T[count])
            {
                Number = number,
            };
        var memory = MemoryPool<T>.Rent(count);
        if (!unset)
            memory.AsSpan(0, count).Clear();
        var storage = new Storage(memory)
        {
            Number = number,
            Count = count,
            IsPooled = true,
        };
        storage.BelongTo(scope);
        return storage;
    }

    /// <summary>Outlives the scope that it was made in.</summary>
    public void Keep() => scope = null;

    /// <summary>Goes with the scope at hand, if it was kept from an earlier one.</summary>
    public void Retire()
    {
        if (IsPooled && scope is null && DisposeScope.Current is { } current)
            BelongTo(current);
    }

    /// <summary>Lives as long as a scope from now on; null for as long as anyone has it.</summary>
    public void BelongTo(DisposeScope? owner)
    {
        scope = owner;
        owner?.Add(this);
    }

    /// <summary>Gives the memory back, if it still belongs to a scope that is over.</summary>
    public void Release(DisposeScope over)
    {
        if (scope != over)
            return;
        switch (data)
        {
            case float[] floats:
                MemoryPool<float>.Return(floats);
                break;
            case double[] doubles:
                MemoryPool<double>.Return(doubles);
                break;
            case long[] longs:
                MemoryPool<long>.Return(longs);
                break;
            case bool[] bools:
                MemoryPool<bool>.Return(bools);
                break;
        }
        data = null;
        scope = null;
    }

    /// <summary>The scope that it lives as long as, if any.</summary>
    public DisposeScope? Scope => scope;

    static ObjectDisposedException Disposed() =>
        new(
            nameof(Tensor),
            "The scope in which this tensor was made is over, and its memory serves others: "
                + "take what shall live on out of it with MoveToOuterDisposeScope or DetachFromDisposeScope."
        );
}
