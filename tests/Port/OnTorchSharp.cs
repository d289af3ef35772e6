using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Port.OnTorchSharp;

public sealed class AttentionPooling : Module<Tensor, Tensor, Tensor>
{
    readonly Linear score;

    public AttentionPooling(long features)
        : base(nameof(AttentionPooling))
    {
        score = Linear(features, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, Tensor padding)
    {
        var scores = score
            .forward(states)
            .squeeze(-1)
            .masked_fill(padding, double.NegativeInfinity);
        var weights = functional.softmax(scores, dim: 1);
        return (weights.unsqueeze(-1) * states).sum(dim: 1);
    }
}

public sealed class ReviewClassifier : Module<Tensor, Tensor>
{
    readonly Embedding embedding;
    readonly GRU gru;
    readonly AttentionPooling pooling;
    readonly Linear output;

    public ReviewClassifier(long vocabulary, long hiddenSize = 5)
        : base(nameof(ReviewClassifier))
    {
        embedding = Embedding(vocabulary, 4, padding_idx: 0);
        gru = GRU(4, hiddenSize, batchFirst: true);
        pooling = new AttentionPooling(hiddenSize);
        output = Linear(hiddenSize, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var (states, _) = gru.forward(embedding.forward(input));
        return output.forward(pooling.forward(states, input.eq(0)));
    }
}
