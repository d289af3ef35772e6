using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Port.Mistakes;

/// <summary>The first dimension of the GRU is time here, and nothing but the numbers tells.</summary>
public sealed class WithWrongGru : Module<Tensor, Tensor>
{
    readonly Embedding embedding;
    readonly GRU gru;
    readonly OnTorchSharp.AttentionPooling pooling;
    readonly Linear output;

    public WithWrongGru(long vocabulary, long hiddenSize)
        : base(nameof(WithWrongGru))
    {
        embedding = Embedding(vocabulary, 4, padding_idx: 0);
        gru = GRU(4, hiddenSize);
        pooling = new OnTorchSharp.AttentionPooling(hiddenSize);
        output = Linear(hiddenSize, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var (states, _) = gru.forward(embedding.forward(input));
        return output.forward(pooling.forward(states, input.eq(0)));
    }
}
