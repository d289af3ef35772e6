using Diptych.Scratch;

namespace Port.OnScratch;

public sealed class AttentionPooling : Module
{
    readonly Linear score;

    public AttentionPooling(long features)
    {
        score = new Linear(features, 1);
        RegisterModule("score", score);
    }

    public Tensor Forward(Tensor states, Tensor padding)
    {
        var least = Torch.Tensor(double.NegativeInfinity, states.Dtype);
        var scores = Torch.Where(padding, least, score.Forward(states).Squeeze(-1));
        var weights = Functional.Softmax(scores, 1);
        return (weights.Unsqueeze(-1) * states).Sum([1]);
    }
}

public sealed class ReviewClassifier : Module<Tensor, Tensor>
{
    readonly Embedding embedding;
    readonly GRU gru;
    readonly AttentionPooling pooling;
    readonly Linear output;

    public ReviewClassifier(long vocabulary, long hiddenSize = 5)
    {
        embedding = new Embedding(vocabulary, 4, paddingIdx: 0);
        gru = new GRU(4, hiddenSize, batchFirst: true);
        pooling = new AttentionPooling(hiddenSize);
        output = new Linear(hiddenSize, 3);
        RegisterModule("embedding", embedding);
        RegisterModule("gru", gru);
        RegisterModule("pooling", pooling);
        RegisterModule("output", output);
    }

    public override Tensor Forward(Tensor input)
    {
        var (states, _) = gru.Forward(embedding.Forward(input));
        return output.Forward(pooling.Forward(states, input.EqualTo(0)));
    }
}
