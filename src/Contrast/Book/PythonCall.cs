using System.Globalization;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>A recorded call as one would type it in Python, with tensors as their shapes.</summary>
static class PythonCall
{
    /// <summary>What a case asks.</summary>
    public static string Of(Snapshot snapshot) =>
        snapshot switch
        {
            ModuleSnapshot module => Call(module.Target, module.Args, module.Kwargs)
                + Steps(module.Steps),
            FunctionSnapshot function => Call(
                function.Target,
                function.Steps[0].Args,
                function.Steps[0].Kwargs
            ),
            OptimizerSnapshot optimizer => Call(optimizer.Target, [], optimizer.Kwargs)
                + $", {optimizer.Steps.Count} steps"
                + (optimizer.Objective is { } objective ? $" on {objective}" : ""),
            ScheduleSnapshot schedule => Call(schedule.Target, schedule.Args, schedule.Kwargs)
                + $", {schedule.Steps.Count} epochs",
            RandomSnapshot random => string.Join("; ", random.Calls.Take(4).Select(Drawn))
                + (random.Calls.Count > 4 ? "; …" : ""),
            TrainingSnapshot training => Call(training.Program, [], training.Arguments),
            RefusalSnapshot { Inputs: { } inputs } refusal
                when refusal.Of == RefusalSubject.Function => Call(
                refusal.Target,
                inputs.Args,
                inputs.Kwargs
            ),
            RefusalSnapshot refusal => Call(refusal.Target, refusal.Args, refusal.Kwargs)
                + (refusal.Inputs is { } given ? Call("", given.Args, given.Kwargs) : ""),
            TranscriptSnapshot => "print(…)",
            _ => "",
        };

    static string Drawn(RandomCall call) => Call(call.Target, call.Args, call.Kwargs);

    static string Steps(IReadOnlyList<Step> steps) =>
        Call("", steps[0].Args, steps[0].Kwargs)
        + (steps.Count > 1 ? $", {steps.Count} steps" : "")
        + (steps[0].Mode == StepMode.Eval ? ", eval" : "");

    static string Call(
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs
    ) =>
        $"{target}({string.Join(", ", args.Select(Value).Concat(kwargs.Select(pair => $"{pair.Key}={Value(pair.Value)}")))})";

    static string Value(object? value) =>
        value switch
        {
            null => "None",
            bool truth => truth ? "True" : "False",
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => TorchText.Format(number),
            string words => $"'{words}'",
            IReadOnlyList<object?> { Count: > 6 } list =>
                $"[{string.Join(", ", list.Take(5).Select(Value))}, …]",
            IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(Value))}]",
            TensorArgument { Data: { Shape.Length: 0 } data } => TorchText.Format(data),
            TensorArgument tensor => $"⟨{string.Join("×", tensor.Data.Shape)}⟩",
            ImageArgument image => $"⟨image {image.Data.Height}×{image.Data.Width}⟩",
            PackedArgument packed => $"⟨packed {string.Join("×", packed.Data.Data.Shape)}⟩",
            DtypeArgument dtype => $"torch.{dtype.Type.ToString().ToLowerInvariant()}",
            FunctionArgument function => function.Target,
            FileArgument file => $"'{Path.GetFileName(file.Path)}'",
            ModuleArgument module => Call(module.Target, module.Args, module.Kwargs),
            TableArgument => "λ",
            _ => "…",
        };
}
