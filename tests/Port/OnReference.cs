using Diptych.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Port.OnReference;

/// <summary>The same on Diptych's modules of TorchSharp, which have PyTorch's defaults and names.</summary>
public sealed class ReviewClassifierOnReference : Module<Tensor, Tensor>
{
    readonly Embedding embedding;
    readonly GRU gru;
    readonly Port.OnTorchSharp.AttentionPooling pooling;
    readonly Linear output;

    public ReviewClassifierOnReference(long vocabulary, long hiddenSize = 5)
        : base(nameof(ReviewClassifierOnReference))
    {
        embedding = new Embedding(vocabulary, 4, paddingIdx: 0);
        gru = new GRU(4, hiddenSize, batchFirst: true);
        pooling = new Port.OnTorchSharp.AttentionPooling(hiddenSize);
        output = new Linear(hiddenSize, 3);
        register_module("embedding", embedding);
        register_module("gru", gru);
        register_module("pooling", pooling);
        register_module("output", output);
    }

    public override Tensor Forward(Tensor input)
    {
        var (states, _) = gru.Forward(embedding.Forward(input));
        return output.Forward(pooling.forward(states, input.eq(0)));
    }
}
