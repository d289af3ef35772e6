namespace Diptych.Scratch;

/// <summary>A step's place on the tape: computed tensors point here, and backward goes from one to the next.</summary>
sealed class Node(Operation operation)
{
    static long count;

    Operation? operation = operation;

    /// <summary>The order of recording; a later step never feeds an earlier one.</summary>
    public long Sequence { get; } = Interlocked.Increment(ref count);

    /// <summary>What has come together of the gradient of the step's result, while backward is under way.</summary>
    public Tensor? Gradient { get; set; }

    /// <summary>The recorded step.</summary>
    /// <exception cref="InvalidOperationException">Backward has been here and was not told to retain the graph.</exception>
    public Operation Operation =>
        operation
        ?? throw new InvalidOperationException(
            "Trying to backward through the graph a second time: what its gradients need has been freed. "
                + "Specify retainGraph: true for the first backward."
        );

    /// <summary>Lets go of everything that the step saved.</summary>
    public void Release() => operation = null;
}
