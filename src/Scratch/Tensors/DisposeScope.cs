namespace Diptych.Scratch;

/// <summary>
/// While it lives, it takes note of the memory that its thread's tensors ask for, and at its end that memory serves the next.
/// TorchSharp: <c>DisposeScope</c>.
/// </summary>
/// <remarks>
/// <para>
/// A training step in a scope of its own leaves nothing to the garbage collector but small objects. Parameters, their
/// gradients, buffers and the state of optimizers live on by themselves; anything else that shall, has to be moved out.
/// A tensor whose scope is over is refused with <see cref="ObjectDisposedException"/>, not read; but one of fewer than 64
/// elements takes no part, and lives for as long as anyone has it.
/// </para>
/// <para>Without a scope, memory is left to the garbage collector; nothing else changes.</para>
/// </remarks>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    static DisposeScope? current;

    // Of a scope that is over, for the next.
    [ThreadStatic]
    static List<Storage>? spare;

    readonly DisposeScope? outer = current;
    readonly int thread = Environment.CurrentManagedThreadId;
    List<Storage>? storages = Interlocked.Exchange(ref spare, null) ?? [];

    internal DisposeScope() => current = this;

    internal static DisposeScope? Current => current;

    internal DisposeScope? Outer => outer;

    internal void Add(Storage storage) =>
        (
            storages
            ?? throw new ObjectDisposedException(nameof(DisposeScope), "The scope is over already.")
        ).Add(storage);

    /// <summary>Ends the scope; those within it that were not ended are ended too.</summary>
    /// <exception cref="InvalidOperationException">Another thread began it: what came between ran on another one, as after an await.</exception>
    public void Dispose()
    {
        if (storages is not { } made)
            return;
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException(
                "A dispose scope ends on the thread that began it: each thread has its own."
            );
        while (current != this && current is { } inner)
            inner.Dispose();
        storages = null;
        current = outer;
        foreach (var storage in made)
            storage.Release(this);
        made.Clear();
        spare = made;
    }
}

public static partial class Torch
{
    /// <summary>From here to its end, memory of this thread's tensors is given back with the scope. TorchSharp: <c>torch.NewDisposeScope</c>.</summary>
    public static DisposeScope NewDisposeScope() => new();
}

public partial class Tensor
{
    /// <summary>Lets the tensor live on when the scope that it was made in ends, as long as the scope around that one. TorchSharp: <c>Tensor.MoveToOuterDisposeScope</c>.</summary>
    /// <returns>The tensor itself.</returns>
    /// <exception cref="ObjectDisposedException">The scope is over already.</exception>
    public Tensor MoveToOuterDisposeScope()
    {
        Storage.ThrowIfOver();
        if (Storage.Scope is { } scope)
            Storage.BelongTo(scope.Outer);
        return this;
    }

    /// <summary>Lets the tensor live for as long as anyone has it, whatever scopes end. TorchSharp: <c>Tensor.DetachFromDisposeScope</c>.</summary>
    /// <returns>The tensor itself.</returns>
    /// <exception cref="ObjectDisposedException">The scope is over already.</exception>
    public Tensor DetachFromDisposeScope()
    {
        Storage.ThrowIfOver();
        Storage.Keep();
        return this;
    }
}
