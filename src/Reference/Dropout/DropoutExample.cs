namespace Diptych.Reference;

/// <summary>Six ones through dropout, in training and in evaluation.</summary>
public static class DropoutExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var x = ones(6);
        var drop = new Dropout(p: 0.5);
        drop.train();
        var trained = drop.Forward(x);
        drop.eval();
        var evaluated = drop.Forward(x);

        yield return ("train, dropped or doubled:", trained);
        yield return ("eval, as it came:", evaluated);
    }
}
