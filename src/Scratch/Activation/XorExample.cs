namespace Diptych.Scratch;

/// <summary>Exclusive or: linear layers alone end at one half for everything, one activation between them solves it.</summary>
public static class XorExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = Torch.Tensor(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }).Reshape([4, 2]);
        var y = Torch.Tensor(new float[] { 0, 1, 1, 0 }).Reshape([4, 1]);
        foreach (var bends in new[] { false, true })
        {
            Torch.ManualSeed(0);
            Module<Tensor, Tensor> between = bends ? new Tanh() : new Identity();
            var network = new Sequential(new Linear(2, 4), between, new Linear(4, 1));
            var optimizer = new SGD(network.Parameters(), lr: 0.5);
            for (var step = 0; step < 1000; step++)
            {
                optimizer.ZeroGrad();
                Functional.MseLoss(network.Forward(x), y).Backward();
                optimizer.Step();
            }
            var answers = network.Forward(x).Detach();
            var loss = Functional.MseLoss(answers, y);
            yield return ($"{between.GetType().Name}, answers:", answers.Round(1).Abs());
            yield return ($"{between.GetType().Name}, loss:", loss.Round(2));
        }
    }
}
