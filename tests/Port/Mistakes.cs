using Diptych.Scratch;

namespace Port.Mistakes;

/// <summary>The model of OnScratch.cs, so that each class below can do one thing wrong.</summary>
public abstract class Review : Module<Tensor, Tensor>
{
    protected Review(Module pooling, long vocabulary, long hiddenSize, string gru = "gru")
    {
        Embedding = new Embedding(vocabulary, 4, paddingIdx: 0);
        Gru = new GRU(4, hiddenSize, batchFirst: true);
        Output = new Linear(hiddenSize, 3);
        RegisterModule("embedding", Embedding);
        RegisterModule(gru, Gru);
        RegisterModule("pooling", pooling);
        RegisterModule("output", Output);
    }

    protected Embedding Embedding { get; }
    protected GRU Gru { get; }
    protected Linear Output { get; }
}

/// <summary>Softmax over the reviews instead of over the words.</summary>
public sealed class WrongPooling : Module
{
    readonly Linear score;

    public WrongPooling(long features)
    {
        score = new Linear(features, 1);
        RegisterModule("score", score);
    }

    public Tensor Forward(Tensor states, Tensor padding)
    {
        var least = Torch.Tensor(double.NegativeInfinity, states.Dtype);
        var scores = Torch.Where(padding, least, score.Forward(states).Squeeze(-1));
        return (Functional.Softmax(scores, 0).Unsqueeze(-1) * states).Sum([1]);
    }
}

/// <summary>One layer is wrong.</summary>
public sealed class WithWrongPooling(WrongPooling pooling, long vocabulary, long hiddenSize)
    : Review(pooling, vocabulary, hiddenSize)
{
    public WithWrongPooling(long vocabulary, long hiddenSize)
        : this(new WrongPooling(hiddenSize), vocabulary, hiddenSize) { }

    public override Tensor Forward(Tensor input)
    {
        var (states, _) = Gru.Forward(Embedding.Forward(input));
        return Output.Forward(pooling.Forward(states, input.EqualTo(0)));
    }
}

/// <summary>Every layer is right, but nobody tells the pooling what is padding.</summary>
public sealed class WithForgottenPadding(
    OnScratch.AttentionPooling pooling,
    long vocabulary,
    long hiddenSize
) : Review(pooling, vocabulary, hiddenSize)
{
    public WithForgottenPadding(long vocabulary, long hiddenSize)
        : this(new OnScratch.AttentionPooling(hiddenSize), vocabulary, hiddenSize) { }

    public override Tensor Forward(Tensor input)
    {
        var (states, _) = Gru.Forward(Embedding.Forward(input));
        return Output.Forward(pooling.Forward(states, input.EqualTo(-1)));
    }
}

/// <summary>A layer has another name than in PyTorch.</summary>
public sealed class WithWrongNames(
    OnScratch.AttentionPooling pooling,
    long vocabulary,
    long hiddenSize
) : Review(pooling, vocabulary, hiddenSize, "rnn")
{
    public WithWrongNames(long vocabulary, long hiddenSize)
        : this(new OnScratch.AttentionPooling(hiddenSize), vocabulary, hiddenSize) { }

    public override Tensor Forward(Tensor input)
    {
        var (states, _) = Gru.Forward(Embedding.Forward(input));
        return Output.Forward(pooling.Forward(states, input.EqualTo(0)));
    }
}

/// <summary>Of another size than PyTorch's.</summary>
public sealed class WithWrongSizes(
    OnScratch.AttentionPooling pooling,
    long vocabulary,
    long hiddenSize
) : Review(pooling, vocabulary + 1, hiddenSize)
{
    public WithWrongSizes(long vocabulary, long hiddenSize)
        : this(new OnScratch.AttentionPooling(hiddenSize), vocabulary, hiddenSize) { }

    public override Tensor Forward(Tensor input) => input;
}

/// <summary>Wants another argument than the snapshot gives.</summary>
public sealed class WithWrongConstructor(long words) : Module<Tensor, Tensor>
{
    public override Tensor Forward(Tensor input) => input * words;
}

/// <summary>Works in float32 alone.</summary>
public sealed class InOnePrecision(
    OnScratch.AttentionPooling pooling,
    long vocabulary,
    long hiddenSize
) : Review(pooling, vocabulary, hiddenSize)
{
    public InOnePrecision(long vocabulary, long hiddenSize)
        : this(new OnScratch.AttentionPooling(hiddenSize), vocabulary, hiddenSize) { }

    public override Tensor Forward(Tensor input)
    {
        var first = Torch.Zeros([1, input.Shape[0], 5], ScalarType.Float32);
        var (states, _) = Gru.Forward(Embedding.Forward(input), first);
        return Output.Forward(pooling.Forward(states, input.EqualTo(0)));
    }
}

/// <summary>There are two of this name.</summary>
public sealed class Twice : Module<Tensor, Tensor>
{
    public override Tensor Forward(Tensor input) => input;

    /// <summary>The other one.</summary>
    public static class Inner
    {
        public sealed class Twice : Module<Tensor, Tensor>
        {
            public override Tensor Forward(Tensor input) => input;
        }
    }
}
