namespace Diptych.Reference;

/// <summary>Exclusive or: linear layers alone end at one half for everything, one activation between them solves it.</summary>
public static class XorExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = tensor(
            new float[,]
            {
                { 0, 0 },
                { 0, 1 },
                { 1, 0 },
                { 1, 1 },
            }
        );
        var y = tensor(
            new float[,]
            {
                { 0 },
                { 1 },
                { 1 },
                { 0 },
            }
        );
        foreach (
            var (between, activation) in new (string, Module<Tensor, Tensor>)[]
            {
                ("nothing", new Identity()),
                ("tanh", new Tanh()),
            }
        )
        {
            Torch.ManualSeed(0);
            var network = new Sequential(new Linear(2, 4), activation, new Linear(4, 1));
            var optimizer = new SGD(network.parameters(), lr: 0.5);
            for (var step = 0; step < 1000; step++)
            {
                optimizer.ZeroGrad();
                Functional.MseLoss(network.Forward(x), y).backward();
                optimizer.Step();
            }
            var answers = network.Forward(x).detach().reshape(-1);
            var loss = Functional.MseLoss(answers, y.reshape(-1));
            yield return ($"{between} between, answers:", answers.round(1).abs());
            yield return ($"{between} between, loss:", loss.round(2));
        }
    }
}
