namespace Diptych.Reference;

/// <summary>Exclusive or: linear layers alone end at one half for everything, one activation between them solves it.</summary>
public static class XorExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = tensor(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, [4, 2]);
        var y = tensor(new float[] { 0, 1, 1, 0 }, [4, 1]);
        foreach (var bends in new[] { false, true })
        {
            Torch.ManualSeed(0);
            Module<Tensor, Tensor> between = bends ? new Tanh() : new Identity();
            var network = new Sequential(new Linear(2, 4), between, new Linear(4, 1));
            var optimizer = new SGD(network.parameters(), lr: 0.5);
            for (var step = 0; step < 1000; step++)
            {
                optimizer.ZeroGrad();
                Functional.MseLoss(network.Forward(x), y).backward();
                optimizer.Step();
            }
            var answers = network.Forward(x).detach();
            var loss = Functional.MseLoss(answers, y);
            yield return ($"{between.GetType().Name}, answers:", answers.round(1).abs());
            yield return ($"{between.GetType().Name}, loss:", loss.round(2));
        }
    }
}
