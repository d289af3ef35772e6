using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

public class SnapshotReaderTests
{
    // One small file of each kind; between them they use everything that the format has.

    const string Recorded = """
        {"torch": "2.6.0", "cpu_capability": "AVX2", "onednn_max_cpu_isa": "AVX2", "threads": 1, "deterministic": true}
        """;

    const string Tensor =
        """{"dtype": "float32", "shape": [2, 2], "data": [[1.0, -2.5], [0.1, "NaN"]]}""";

    const string Sparse = """
        {"dtype": "float32", "shape": [4, 2], "layout": "sparse_coo", "coalesced": false,
         "indices": {"dtype": "int64", "shape": [1, 3], "data": [[1, 3, 1]]},
         "data": [[1.0, 2.0], [3.0, 4.0], [0.5, 0.25]]}
        """;

    const string Expected = """
        {"dtype": "float32", "shape": [2], "float32": [[0.1, "Infinity"]], "float64": [[0.1, "Infinity"]], "noise": 1e-09}
        """;

    const string ExpectedSparse = """
        {"dtype": "float32", "shape": [3, 1], "layout": "sparse_coo", "coalesced": true,
         "indices": {"dtype": "int64", "shape": [1, 2], "data": [[0, 2]]},
         "float32": [[1.5], [2.5]], "float64": [[1.5], [2.5]], "noise": 0.0}
        """;

    static readonly string Arguments = $$"""
        [null, true, 3, -1e-05, "mean", [1, [2.0]], {"$float": "-Infinity"}, {"$dtype": "float64"},
         {"$function": "nn.functional.relu"},
         {"$tensor": {"dtype": "float32", "shape": [2], "requires_grad": true, "data": [[1.0, 2.0]]} },
         {"$tensor": {"dtype": "bool", "shape": [], "data": [[true]]} },
         {"$tensor": {"dtype": "int64", "shape": [2, 0], "data": []} },
         {"$tensor": {"dtype": "float64", "shape": [2, 3], "fill": 0.5} },
         {"$tensor": {{Sparse}} },
         {"$packed": {"data": {"dtype": "float32", "shape": [3, 1], "requires_grad": true, "data": [[1.0], [2.0], [3.0]]},
                      "batch_sizes": {"dtype": "int64", "shape": [2], "data": [[2, 1]]},
                      "sorted_indices": {"dtype": "int64", "shape": [2], "data": [[1, 0]]},
                      "unsorted_indices": null} },
         {"$module": {"target": "nn.Linear", "args": [3], "kwargs": {"out_features": 4} } },
         {"$table": [1.0, 0, 2.5]},
         {"$image": {"height": 2, "width": 1, "channels": 3, "data": [[0, 128, 255], [7, 8, 9]]} }]
        """;

    static readonly string Module = $$"""
        {"kind": "module", "recorded": {{Recorded}}, "target": "nn.Linear", "args": {{Arguments}},
         "kwargs": {"bias": true}, "seed": 7, "state_from_seed": false, "state": {"weight": {{Tensor}} },
         "steps": [
           {"mode": "train", "seed": 5, "args": {{Arguments}}, "kwargs": {"mask": null},
            "outputs": [{{Expected}}, null, {"dtype": "int64", "shape": [1], "data": [[9223372036854775807]]}],
            "cotangents": [{"dtype": "float32", "shape": [2], "data": [[0.5, 1.5]]}, null, null],
            "gradients": {"input.0": {{Expected}}, "weight": {{ExpectedSparse}}, "bias": null},
            "state": {"running_mean": {{Expected}} } },
           {"mode": "eval", "method": "log_prob", "seed": null, "args": [], "kwargs": {}, "outputs": [{{Expected}}],
            "cotangents": [], "gradients": {}, "state": {} }],
         "layers": [
           {"name": "features.0", "class": "nn.GRU",
            "step": {"mode": "train", "seed": null, "args": [], "kwargs": {}, "outputs": [{{Expected}}],
                     "cotangents": [], "gradients": {}, "state": {} } }]}
        """;

    static readonly string Lazy = $$"""
        {"kind": "module", "recorded": {{Recorded}}, "target": "nn.LazyLinear", "args": [3], "kwargs": {}, "seed": 7,
         "state_from_seed": true, "state": {"bias": {{Tensor}}, "weight": {{Tensor}} },
         "uninitialized": {"names": ["weight", "bias"], "until": "forward"},
         "steps": [{"mode": "eval", "seed": null, "args": [], "kwargs": {}, "outputs": [{{Expected}}],
                    "cotangents": [], "gradients": {}, "state": {} }]}
        """;

    static readonly string Function = $$"""
        {"kind": "function", "recorded": {{Recorded}}, "target": "torch.dist",
         "steps": [{"seed": null, "args": [], "kwargs": {"p": 2.0}, "outputs": [{{Expected}}],
                    "cotangents": [], "gradients": {} }]}
        """;

    const string Given =
        """{"$tensor": {"dtype": "float32", "shape": [1], "requires_grad": true, "data": [[1.0]]} }""";

    const string Carried = """{"dtype": "float32", "shape": [1], "data": [["Infinity"]]}""";

    static readonly string Clipping = $$"""
        {"kind": "function", "recorded": {{Recorded}}, "target": "nn.utils.clip_grad_norm_",
         "steps": [{"seed": null, "args": [[{{Given}}, {{Given}}], 1.0], "kwargs": {},
                    "gradients_before": {"input.0.0": {{Carried}}, "input.0.1": null}, "outputs": [null],
                    "cotangents": [], "gradients": {"input.0.0": {{Expected}}, "input.0.1": null} }]}
        """;

    static readonly string Optimizer = $$"""
        {"kind": "optimizer", "recorded": {{Recorded}}, "target": "optim.SGD",
         "parameters": [{{Tensor}}, {{Tensor}}],
         "groups": [{"parameters": [1], "lr": 0.5}, {"parameters": [0]}], "kwargs": {"lr": 0.1},
         "steps": [{"gradients": [{{Tensor}}, null], "after": {"param.0": {{Expected}}, "param.1": {{Expected}} } },
                   {"options": {"lr": 0.01}, "gradients": [{{Sparse}}, null],
                    "after": {"param.0": {{Expected}}, "param.1": {{Expected}}, "state.0.momentum_buffer": null,
                              "state.0.step": {"dtype": "float32", "shape": [], "data": [[2.0]]} } }]}
        """;

    const string Loss =
        """{"dtype": "float32", "shape": [], "float32": [[0.5]], "float64": [[0.5]], "noise": 0.0}""";

    static readonly string Evaluating = $$"""
        {"kind": "optimizer", "recorded": {{Recorded}}, "target": "optim.LBFGS",
         "parameters": [{{Tensor}}], "groups": null, "kwargs": {"max_iter": 2}, "objective": "rosenbrock",
         "steps": [{"loss": {{Loss}}, "after": {"param.0": {{Expected}}, "state.0.old_dirs.0": {{Expected}} } },
                   {"options": {"lr": 0.01}, "loss": {{Loss}}, "after": {"param.0": {{Expected}} } }]}
        """;

    static readonly string Schedule = $$"""
        {"kind": "schedule", "recorded": {{Recorded}}, "target": "optim.lr_scheduler.OneCycleLR",
         "args": [0.1], "kwargs": {"total_steps": 3},
         "optimizer": {"target": "optim.SGD", "groups": [{}, {"lr": 0.5}], "kwargs": {"lr": 0.1} },
         "initial": {"lrs": [0.1, 0.5], "momenta": [0.9, 0.9]},
         "steps": [{"metrics": null, "lrs": [0.2, 1.0], "momenta": [0.8, 0.9]},
                   {"metrics": {"$float": "NaN"}, "lrs": [0.2, 1.0]},
                   {"metrics": 1.5, "lrs": [0.2, 1]},
                   {"metrics": null, "epoch": 2.5, "lrs": [0.2, 1]}]}
        """;

    static readonly string Random = $$"""
        {"kind": "random", "recorded": {{Recorded}}, "calls": [
          {"target": "torch.manual_seed", "args": [0], "kwargs": {}, "bits": null},
          {"target": "torch.rand", "args": [9], "kwargs": {},
           "bits": {"dtype": "float32", "shape": [3, 3], "hex": [
             "3f800000 80000000 00000001 7f800000 ff800000 7fc00000 40490fdb 3dcccccd", "bf800000"]} },
          {"target": "torch.randn", "args": [1], "kwargs": {"dtype": {"$dtype": "float64"} },
           "bits": {"dtype": "float64", "shape": [1], "hex": ["bff0000000000000"]} },
          {"target": "torch.randperm", "args": [2], "kwargs": {},
           "bits": {"dtype": "int64", "shape": [2], "hex": ["ffffffffffffffff 000000000000002a"]} },
          {"target": "torch.rand", "args": [0], "kwargs": {}, "bits": {"dtype": "float32", "shape": [0], "hex": []} },
          {"target": "nn.Linear", "args": [1, 1], "kwargs": {},
           "state": {"mask": {"dtype": "bool", "shape": [2], "hex": ["00 01"]} } },
          {"target": "nn.init.orthogonal_", "args": [{"$tensor": {{Tensor}} }], "kwargs": {}, "expected": {{Expected}} },
          {"target": "torch.utils.data.DataLoader", "args": [{"$file": "../pictures.bin"}], "kwargs": {},
           "batches": [[{"dtype": "int64", "shape": [1], "hex": ["0000000000000003"]}]]}]}
        """;

    static readonly string Training = $$"""
        {"kind": "training", "recorded": {{Recorded}}, "program": "cifar", "arguments": {"steps": 50},
         "first_losses": {{Expected}}, "losses": {{Expected}}, "results": {"weight": {{Expected}} },
         "ways": {"with oneDNN": {"losses": 0.25, "results": 1e-3} } }
        """;

    static readonly string Transcript = $$"""
        {"kind": "transcript", "recorded": {{Recorded}}, "example": "Linear/LinearExample", "lines": ["tensor(1.)", ""]}
        """;

    static readonly string Printed = $$"""
        {"kind": "transcript", "recorded": {{Recorded}}, "values": [0.1, {"$tensor": {{Tensor}} }], "lines": ["0.1"]}
        """;

    static readonly string RefusedModule = $$"""
        {"kind": "refusal", "recorded": {{Recorded}}, "of": "module", "target": "nn.Linear", "args": [3, 4], "kwargs": {},
         "state": {"weight": {{Tensor}} }, "mode": "train", "inputs": {"method": "predict", "args": {{Arguments}}, "kwargs": {"x": 1} },
         "at": "forward", "error": {"type": "RuntimeError", "message": "shapes cannot be multiplied"} }
        """;

    static readonly string RefusedAgain = $$"""
        {"kind": "refusal", "recorded": {{Recorded}}, "of": "module", "target": "nn.LazyLinear", "args": [3], "kwargs": {},
         "mode": "train", "before": {"args": [{{Given}}], "kwargs": {} }, "inputs": {"args": [], "kwargs": {} },
         "at": "forward", "error": {"type": "RuntimeError", "message": "shapes cannot be multiplied"} }
        """;

    static readonly string RefusedOptimizer = $$"""
        {"kind": "refusal", "recorded": {{Recorded}}, "of": "optimizer", "target": "optim.Adam", "args": [],
         "kwargs": {"lr": 0.1}, "parameters": [{{Tensor}}], "gradients": [{{Sparse}}], "at": "step",
         "error": {"type": "RuntimeError", "message": "no sparse gradients"} }
        """;

    static readonly string RefusedClipping = $$"""
        {"kind": "refusal", "recorded": {{Recorded}}, "of": "function", "target": "nn.utils.clip_grad_norm_", "args": [],
         "kwargs": {}, "inputs": {"args": [[{{Given}}], 1.0], "kwargs": {}, "gradients_before": {"input.0.0": {{Carried}} } },
         "at": "forward", "error": {"type": "RuntimeError", "message": "is non-finite"} }
        """;

    static readonly string RefusedSchedule = $$"""
        {"kind": "refusal", "recorded": {{Recorded}}, "of": "schedule", "target": "optim.lr_scheduler.OneCycleLR",
         "args": [0.1], "kwargs": {"total_steps": 3},
         "optimizer": {"target": "optim.SGD", "groups": [{}, {"lr": 0.5}], "kwargs": {"lr": 0.1} }, "steps": 4,
         "at": "step", "error": {"type": "ValueError", "message": "Tried to step 4 times."} }
        """;

    static readonly string RefusedConstruction = $$"""
        {"kind": "refusal", "recorded": {{Recorded}}, "of": "module", "target": "nn.Dropout", "args": [1.5], "kwargs": {},
         "at": "construct", "error": {"type": "ValueError", "message": ""} }
        """;

    static readonly Dictionary<string, string> Good = new()
    {
        ["module"] = Module,
        ["lazy"] = Lazy,
        ["function"] = Function,
        ["clipping"] = Clipping,
        ["optimizer"] = Optimizer,
        ["evaluating optimizer"] = Evaluating,
        ["schedule"] = Schedule,
        ["random"] = Random,
        ["training"] = Training,
        ["transcript"] = Transcript,
        ["printed"] = Printed,
        ["refused module"] = RefusedModule,
        ["refused again"] = RefusedAgain,
        ["refused optimizer"] = RefusedOptimizer,
        ["refused construction"] = RefusedConstruction,
        ["refused clipping"] = RefusedClipping,
        ["refused schedule"] = RefusedSchedule,
    };

    public static TheoryData<string> Kinds => [.. Good.Keys];

    static Snapshot Parse(string json) => Snapshot.Parse("case.json", Encoding.UTF8.GetBytes(json));

    static T Parse<T>(string json)
        where T : Snapshot => Assert.IsType<T>(Parse(json));

    static T[] Elements<T>(TensorData tensor) => Assert.IsType<T[]>(tensor.Elements);

    static SnapshotFormatException Refuses(string json) =>
        Assert.Throws<SnapshotFormatException>(() => Parse(json));

    // What is read

    [Fact]
    public void Every_committed_file_is_read()
    {
        var files = Directory.GetFiles(
            SnapshotFolder(),
            "*.verified.json",
            SearchOption.AllDirectories
        );
        Assert.NotEmpty(files);
        foreach (var file in files)
            Assert.Equal(file, Snapshot.Read(file).File);
    }

    [Fact]
    public void A_thousand_files_take_a_moment()
    {
        var bytes = File.ReadAllBytes(
            Path.Combine(
                SnapshotFolder(),
                "Normalization/BatchNorm/BatchNorm1d.momentum.verified.json"
            )
        );
        Snapshot.Parse("warm", bytes);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
            Snapshot.Parse("again", bytes);
        // About 0.3 s on a slow core; the limit only catches a reader that has become another kind of slow.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"1000 files took {watch.Elapsed}.");
    }

    [Fact]
    public void A_recorded_module_is_read_whole()
    {
        var snapshot = Assert.IsType<ModuleSnapshot>(
            Snapshot.Read(
                Path.Combine(SnapshotFolder(), "Linear/Linear/Linear.given-weights.verified.json")
            )
        );
        Assert.Equal("nn.Linear", snapshot.Target);
        Assert.Equal([3L, 2L], snapshot.Args);
        Assert.False(snapshot.StateFromSeed);
        Assert.Equal(["weight", "bias"], snapshot.State.Keys);
        Assert.Equal([0.5f, -1f, 2f, 0.25f, 0f, -0.75f], Elements<float>(snapshot.State["weight"]));
        var step = Assert.Single(snapshot.Steps);
        Assert.Equal(["input.0", "weight", "bias"], step.Gradients.Keys);
        Assert.Equal([2, 2], step.Outputs[0]!.Shape);
        Assert.IsType<float[]>(step.Outputs[0]!.Float32!.Elements);
        Assert.IsType<double[]>(step.Outputs[0]!.Float64!.Elements);
    }

    [Fact]
    public void A_module_has_its_steps()
    {
        var module = Parse<ModuleSnapshot>(Module);
        Assert.Equal(new Recording("2.6.0", "AVX2", "AVX2", 1, true), module.Recorded);
        Assert.Equal(("nn.Linear", 7L, false), (module.Target, module.Seed, module.StateFromSeed));
        Assert.Equal(true, module.Kwargs["bias"]);
        Assert.Equal([1f, -2.5f, 0.1f, float.NaN], Elements<float>(module.State["weight"]));
        var (train, eval) = (module.Steps[0], module.Steps[1]);
        Assert.Equal((StepMode.Train, 5L), (train.Mode, train.Seed));
        Assert.Equal(3, train.Outputs.Count);
        Assert.Null(train.Outputs[1]);
        Assert.Equal(
            [0.1f, float.PositiveInfinity],
            Elements<float>(train.Outputs[0]!.In(ElementType.Float32))
        );
        Assert.Equal(
            [0.1, double.PositiveInfinity],
            Elements<double>(train.Outputs[0]!.In(ElementType.Float64))
        );
        Assert.Equal(1e-9, train.Outputs[0]!.Noise);
        Assert.False(train.Outputs[2]!.IsReal);
        Assert.Equal([long.MaxValue], Elements<long>(train.Outputs[2]!.In(ElementType.Float32)));
        Assert.Equal([0.5f, 1.5f], Elements<float>(train.Cotangents[0]!));
        Assert.Null(train.Cotangents[1]);
        Assert.Equal(["input.0", "weight", "bias"], train.Gradients.Keys);
        Assert.Null(train.Gradients["bias"]);
        Assert.Equal(["running_mean"], train.State.Keys);
        Assert.Equal((StepMode.Eval, null), (eval.Mode, eval.Seed));
        Assert.Equal((null, "log_prob"), (train.Method, eval.Method));
        Assert.Empty(eval.Cotangents);
        var layer = Assert.Single(module.Layers);
        Assert.Equal(("features.0", "nn.GRU"), (layer.Name, layer.Class));
        Assert.Equal(StepMode.Train, layer.Step.Mode);
        Assert.Equal([2], Assert.Single(layer.Step.Outputs)!.Shape);
    }

    [Fact]
    public void Lazy_modules_say_what_waits_for_what()
    {
        var lazy = Parse<ModuleSnapshot>(Lazy).Uninitialized!;
        Assert.Equal(["weight", "bias"], lazy.Names);
        Assert.Equal(Materialization.Forward, lazy.Until);
        Assert.Equal(
            Materialization.Load,
            Parse<ModuleSnapshot>(Lazy.Replace("\"forward\"", "\"load\"")).Uninitialized!.Until
        );
        Assert.Null(Parse<ModuleSnapshot>(Module).Uninitialized);
        var refused = Parse<RefusalSnapshot>(RefusedAgain);
        Assert.Single(refused.Before!.Args);
        Assert.Empty(refused.Inputs!.Args);
        Assert.Null(Parse<RefusalSnapshot>(RefusedModule).Before);
    }

    [Theory]
    [InlineData(
        "[\"weight\", \"bias\"]",
        "[\"weight\", \"gain\"]",
        "names[1]",
        "the state has no gain"
    )]
    [InlineData("[\"weight\", \"bias\"]", "[]", "names", "there is no name")]
    [InlineData("\"until\": \"forward\"", "\"until\": \"backward\"", "until", "forward")]
    public void A_fault_in_what_waits_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Lazy, good, bad, "$.uninitialized." + place, problem);

    [Fact]
    public void Arguments_keep_their_types()
    {
        var args = Parse<ModuleSnapshot>(Module).Args;
        Assert.Equal([null, true, 3L, -1e-5, "mean"], args.Take(5));
        var nested = Assert.IsAssignableFrom<IReadOnlyList<object?>>(args[5]);
        Assert.Equal(1L, nested[0]);
        Assert.Equal([2.0], Assert.IsAssignableFrom<IReadOnlyList<object?>>(nested[1]));
        Assert.Equal(double.NegativeInfinity, args[6]);
        Assert.Equal(new DtypeArgument(ElementType.Float64), args[7]);
        Assert.Equal(new FunctionArgument("nn.functional.relu"), args[8]);
        var tensor = Assert.IsType<TensorArgument>(args[9]);
        Assert.True(tensor.RequiresGrad);
        Assert.Equal([1f, 2f], Elements<float>(tensor.Data));
        var truth = Assert.IsType<TensorArgument>(args[10]);
        Assert.False(truth.RequiresGrad);
        Assert.Empty(truth.Data.Shape);
        Assert.Equal([true], Elements<bool>(truth.Data));
        Assert.Equal([2L, 0L], Assert.IsType<TensorArgument>(args[11]).Data.Shape);
        var filled = Assert.IsType<TensorArgument>(args[12]).Data;
        Assert.Equal(ElementType.Float64, filled.Type);
        Assert.Equal(Enumerable.Repeat(0.5, 6), Elements<double>(filled));
        var packed = Assert.IsType<PackedArgument>(args[14]);
        Assert.True(packed.Data.RequiresGrad);
        Assert.Equal([2L, 1L], Elements<long>(packed.BatchSizes));
        Assert.Equal([1L, 0L], Elements<long>(packed.SortedIndices!));
        Assert.Null(packed.UnsortedIndices);
        var layer = Assert.IsType<ModuleArgument>(args[15]);
        Assert.Equal("nn.Linear", layer.Target);
        Assert.Equal([3L], layer.Args);
        Assert.Equal(4L, layer.Kwargs["out_features"]);
        Assert.Equal([1.0, 0.0, 2.5], Assert.IsType<TableArgument>(args[16]).Values);
        var image = Assert.IsType<ImageArgument>(args[17]).Data;
        Assert.Equal((2L, 1L, 3L), (image.Height, image.Width, image.Channels));
        Assert.Equal([0, 128, 255, 7, 8, 9], image.Bytes);
    }

    [Fact]
    public void Sparse_tensors_keep_their_parts_and_have_a_dense_form()
    {
        var given = Assert.IsType<TensorArgument>(Parse<ModuleSnapshot>(Module).Args[13]).Data;
        Assert.Equal([4, 2], given.Shape);
        Assert.Equal([0f, 0f, 1.5f, 2.25f, 0f, 0f, 3f, 4f], Elements<float>(given));
        Assert.Equal([1L, 3L, 1L], Elements<long>(given.Sparse!.Indices));
        Assert.Equal([3, 2], given.Sparse.Values.Shape);
        Assert.False(given.Sparse.IsCoalesced);
        var expected = Parse<ModuleSnapshot>(Module).Steps[0].Gradients["weight"]!;
        Assert.True(expected.IsSparse);
        Assert.True(expected.Float64!.Sparse!.IsCoalesced);
        Assert.Equal([1.5, 0.0, 2.5], Elements<double>(expected.Float64));
        Assert.Equal([1.5f, 2.5f], Elements<float>(expected.Float32!.Sparse!.Values));
    }

    [Fact]
    public void Functions_have_neither_mode_nor_state()
    {
        var step = Assert.Single(Parse<FunctionSnapshot>(Function).Steps);
        Assert.Null(step.Mode);
        Assert.Empty(step.State);
        Assert.Equal(2.0, step.Kwargs["p"]);
        Assert.Empty(step.GradientsBefore);
    }

    [Fact]
    public void Functions_may_find_gradients_and_leave_others()
    {
        var step = Assert.Single(Parse<FunctionSnapshot>(Clipping).Steps);
        Assert.Equal(["input.0.0", "input.0.1"], step.GradientsBefore.Keys);
        Assert.Equal([float.PositiveInfinity], Elements<float>(step.GradientsBefore["input.0.0"]!));
        Assert.Null(step.GradientsBefore["input.0.1"]);
        Assert.Empty(step.Cotangents);
        Assert.Equal([2], step.Gradients["input.0.0"]!.Shape);
        Assert.Null(step.Gradients["input.0.1"]);
    }

    [Fact]
    public void Optimizers_have_groups_gradients_and_what_is_after()
    {
        var optimizer = Parse<OptimizerSnapshot>(Optimizer);
        Assert.Equal(2, optimizer.Parameters.Count);
        Assert.Equal([1], optimizer.Groups![0].Parameters);
        Assert.Equal(0.5, optimizer.Groups[0].Options["lr"]);
        Assert.Empty(optimizer.Steps[0].Options);
        Assert.Null(optimizer.Steps[0].Gradients[1]);
        Assert.Equal(0.01, optimizer.Steps[1].Options["lr"]);
        Assert.NotNull(optimizer.Steps[1].Gradients[0]!.Sparse);
        Assert.Null(optimizer.Steps[1].After["state.0.momentum_buffer"]);
        var count = optimizer.Steps[1].After["state.0.step"]!;
        Assert.False(count.IsReal);
        Assert.Equal([2f], Elements<float>(count.In(ElementType.Float64)));
    }

    [Fact]
    public void Optimizers_may_evaluate_an_objective()
    {
        var optimizer = Parse<OptimizerSnapshot>(Evaluating);
        Assert.Equal("rosenbrock", optimizer.Objective);
        Assert.Empty(optimizer.Steps[0].Gradients);
        Assert.Equal([], optimizer.Steps[0].Loss!.Shape);
        Assert.NotNull(optimizer.Steps[0].After["state.0.old_dirs.0"]);
        Assert.Equal(0.01, optimizer.Steps[1].Options["lr"]);
        var fed = Parse<OptimizerSnapshot>(Optimizer);
        Assert.Null(fed.Objective);
        Assert.Null(fed.Steps[0].Loss);
    }

    [Fact]
    public void Schedules_have_rates()
    {
        var schedule = Parse<ScheduleSnapshot>(Schedule);
        Assert.Equal([0.1, 0.5], schedule.Initial.LearningRates);
        Assert.Equal(2, schedule.Optimizer.Groups.Count);
        Assert.Equal([0.8, 0.9], schedule.Steps[0].Rates.Momenta);
        Assert.Null(schedule.Steps[0].Metrics);
        Assert.Equal(double.NaN, schedule.Steps[1].Metrics);
        Assert.Null(schedule.Steps[1].Rates.Momenta);
        Assert.Equal(1.5, schedule.Steps[2].Metrics);
        Assert.Null(schedule.Steps[2].Epoch);
        Assert.Equal(2.5, schedule.Steps[3].Epoch);
    }

    [Fact]
    public void Random_streams_are_read_to_the_bit()
    {
        var calls = Parse<RandomSnapshot>(Random).Calls;
        Assert.Null(calls[0].Bits);
        var bits = Array.ConvertAll(
            Elements<float>(calls[1].Bits!),
            BitConverter.SingleToUInt32Bits
        );
        Assert.Equal([3, 3], calls[1].Bits!.Shape);
        Assert.Equal(0x80000000u, bits[1]);
        Assert.Equal(0x7fc00000u, bits[5]);
        Assert.Equal(0xbf800000u, bits[8]);
        Assert.Equal([-1.0], Elements<double>(calls[2].Bits!));
        Assert.Equal([-1L, 42L], Elements<long>(calls[3].Bits!));
        Assert.Equal(0, calls[4].Bits!.Count);
        Assert.Equal([false, true], Elements<bool>(calls[5].State!["mask"]));
        Assert.Null(calls[5].Bits);
        Assert.Equal(1e-9, calls[6].Expected!.Noise);
        Assert.Equal([3L], Elements<long>(calls[7].Batches![0][0]));
        Assert.Equal(
            Path.GetFullPath("../pictures.bin"),
            Assert.IsType<FileArgument>(calls[7].Args[0]).Path
        );
    }

    [Fact]
    public void Training_transcripts_and_refusals_are_read()
    {
        var training = Parse<TrainingSnapshot>(Training);
        Assert.Equal(("cifar", 50L), (training.Program, training.Arguments["steps"]));
        Assert.Equal([2], training.Losses.Shape);
        Assert.Equal([2], training.FirstLosses.Shape);
        Assert.Equal(["weight"], training.Results.Keys);
        Assert.Equal(new TrainingDeviation(0.25, 1e-3), training.Ways["with oneDNN"]);

        Assert.Equal("Linear/LinearExample", Parse<TranscriptSnapshot>(Transcript).Example);
        Assert.Equal(["tensor(1.)", ""], Parse<TranscriptSnapshot>(Transcript).Lines);
        Assert.Equal(0.1, Parse<TranscriptSnapshot>(Printed).Values![0]);

        var module = Parse<RefusalSnapshot>(RefusedModule);
        Assert.Equal((RefusalSubject.Module, RefusalStage.Forward), (module.Of, module.At));
        Assert.Equal(StepMode.Train, module.Mode);
        Assert.Equal(1L, module.Inputs!.Kwargs["x"]);
        Assert.Equal("predict", module.Inputs.Method);
        Assert.Equal(new RefusalError("RuntimeError", "shapes cannot be multiplied"), module.Error);
        Assert.NotNull(Parse<RefusalSnapshot>(RefusedOptimizer).Gradients![0]!.Sparse);
        Assert.Null(Parse<RefusalSnapshot>(RefusedConstruction).Inputs);
        var clipping = Parse<RefusalSnapshot>(RefusedClipping);
        Assert.Equal(["input.0.0"], clipping.Inputs!.GradientsBefore.Keys);
        var schedule = Parse<RefusalSnapshot>(RefusedSchedule);
        Assert.Equal((RefusalSubject.Schedule, 4L), (schedule.Of, schedule.Steps));
        Assert.Equal(
            ("optim.SGD", 2),
            (schedule.Optimizer!.Target, schedule.Optimizer.Groups.Count)
        );
        Assert.Null(Parse<RefusalSnapshot>(RefusedOptimizer).Optimizer);
    }

    // Numbers

    static T[] Numbers<T>(string type, string number)
    {
        var json = Printed.Replace(
            Tensor,
            $$"""{"dtype": "{{type}}", "shape": [], "data": [[{{number}}]]}"""
        );
        var values = Parse<TranscriptSnapshot>(json).Values!;
        return Elements<T>(Assert.IsType<TensorArgument>(values[1]).Data);
    }

    [Fact]
    public void Float32_is_rounded_once()
    {
        // Just below the middle between 1 + 2⁻²³ and 1 + 2⁻²²: as a double it is that middle, and would go up.
        Assert.Equal(
            [MathF.BitIncrement(1f)],
            Numbers<float>("float32", "1.00000017881393432617187499999999")
        );
    }

    [Fact]
    public void Integers_are_exact()
    {
        Assert.Equal([9007199254740993], Numbers<long>("int64", "9007199254740993"));
        Assert.Equal([long.MinValue], Numbers<long>("int64", "-9223372036854775808"));
    }

    [Fact]
    public void Negative_zero_and_subnormal_numbers_survive()
    {
        Assert.True(float.IsNegative(Numbers<float>("float32", "-0.0")[0]));
        Assert.Equal([float.Epsilon], Numbers<float>("float32", "1e-45"));
        Assert.Equal([double.Epsilon], Numbers<double>("float64", "5e-324"));
    }

    [Theory]
    [InlineData("float32", "1e39")]
    [InlineData("float64", "1e309")]
    [InlineData("float32", "\"nan\"")]
    [InlineData("float32", "\"0.5\"")]
    [InlineData("float32", "null")]
    [InlineData("float32", "true")]
    [InlineData("int64", "1.0")]
    [InlineData("int64", "1e3")]
    [InlineData("int64", "9223372036854775808")]
    [InlineData("int64", "\"NaN\"")]
    [InlineData("bool", "1")]
    [InlineData("bool", "\"true\"")]
    public void A_number_of_another_type_is_refused(string type, string number)
    {
        var error = Assert.Throws<SnapshotFormatException>(() => Numbers<float>(type, number));
        Assert.Equal("$.values[1].$tensor.data[0]", error.Place);
        Assert.Contains("in column 0", error.Problem);
    }

    // What is refused, at a place that the message names

    [Theory]
    [InlineData(
        "\"kind\": \"module\"",
        "\"kind\": \"modul\"",
        "$.kind",
        "is none of module, function"
    )]
    [InlineData("\"seed\": 7", "\"seed\": null", "$.seed", "expected a 64-bit integer, found null")]
    [InlineData("\"threads\": 1", "\"threads\": 0", "$.recorded.threads", "a number of threads")]
    [InlineData("\"nn.Linear\", \"args\": [n", "\"\", \"args\": [n", "$.target", "is empty")]
    [InlineData(
        "\"mode\": \"eval\"",
        "\"mode\": \"test\"",
        "$.steps[1].mode",
        "is none of train, eval"
    )]
    [InlineData(
        "\"dtype\": \"float64\"",
        "\"dtype\": \"half\"",
        "$.args[12].$tensor.dtype",
        "is none of bool"
    )]
    [InlineData("[1, [2.0]]", "[1, [{}]]", "$.args[5][1][0]", "has one of $tensor, $image, $float")]
    [InlineData(
        "{\"$float\": \"-Infinity\"}",
        "{\"$float\": \"inf\"}",
        "$.args[6].$float",
        "is none of NaN"
    )]
    [InlineData(
        "[[1.0, -2.5], [0.1",
        "[[1.0, -2.5, 3.0], [0.1",
        "$.state.weight.data[0]",
        "the row has 3 numbers, but [2, 2] has 2"
    )]
    [InlineData(
        "[[1.0, -2.5], [0.1",
        "[[1.0, -2.5], [], [0.1",
        "$.state.weight.data",
        "3 rows, but [2, 2] has 2"
    )]
    [InlineData(
        "[[1.0, -2.5], [0.1",
        "[[1.0, -2.5], [null",
        "$.state.weight.data[1]",
        "expected a float32 number in column 0, found null"
    )]
    [InlineData(
        "[[0.1, \"Infinity\"]], \"float64\"",
        "[0.1, 0.1], \"float64\"",
        "$.steps[0].outputs[0].float32",
        "2 rows"
    )]
    [InlineData(
        "\"shape\": [2, 2]",
        "\"shape\": [2, -2]",
        "$.state.weight.shape[1]",
        "no less than zero"
    )]
    [InlineData(
        "\"shape\": [2, 2]",
        "\"shape\": [4611686018427387904, 4]",
        "$.state.weight.shape",
        "more elements than an array can hold"
    )]
    [InlineData(
        "\"shape\": [2, 2]",
        "\"shape\": [2, 1000000000]",
        "$.state.weight.data[0]",
        "the row has 2 numbers"
    )]
    [InlineData("\"shape\": [2, 2]", "\"shape\": [1000000000, 2]", "$.state.weight.data", "2 rows")]
    [InlineData("\"shape\": [2, 0]", "\"shape\": [2, 1]", "$.args[11].$tensor.data", "0 rows")]
    [InlineData(
        "\"shape\": [2, 3], \"fill\"",
        "\"shape\": [20000, 20000], \"fill\"",
        "$.args[12].$tensor.shape",
        "at most 16777216"
    )]
    [InlineData(
        "\"noise\": 1e-09",
        "\"noise\": -1e-09",
        "$.steps[0].outputs[0].noise",
        "no less than zero"
    )]
    [InlineData(
        "\"noise\": 1e-09",
        "\"noise\": \"NaN\"",
        "$.steps[0].outputs[0].noise",
        "a finite number"
    )]
    [InlineData(
        "{\"dtype\": \"int64\", \"shape\": [1], ",
        "{\"dtype\": \"float64\", \"shape\": [1], ",
        "$.steps[0].outputs[2].dtype",
        "a real result is float32"
    )]
    [InlineData(
        "\"shape\": [], \"data\": [[true]]",
        "\"shape\": [], \"requires_grad\": true, \"data\": [[true]]",
        "$.args[10].$tensor.requires_grad",
        "only real numbers"
    )]
    [InlineData(
        "\"data\": [[1, 3, 1]]",
        "\"data\": [[1, 4, 1]]",
        "$.args[13].$tensor.indices",
        "the index 4 is outside of a dimension of 4"
    )]
    [InlineData(
        "\"shape\": [4, 2], \"layout\"",
        "\"shape\": [40000, 20000], \"layout\"",
        "$.args[13].$tensor.shape",
        "at most 16777216"
    )]
    [InlineData(
        "\"sparse_coo\"",
        "\"sparse_csr\"",
        "$.args[13].$tensor.layout",
        "is none of sparse_coo"
    )]
    [InlineData(
        "\"shape\": [2], \"data\": [[2, 1]]",
        "\"shape\": [2, 1], \"data\": [[2], [1]]",
        "$.args[14].$packed.batch_sizes",
        "a list of int64"
    )]
    [InlineData("\"class\": \"nn.GRU\"", "\"class\": \"\"", "$.layers[0].class", "is empty")]
    [InlineData(
        "\"class\": \"nn.GRU\",",
        "\"class\": \"nn.GRU\", \"of\": 1,",
        "$.layers[0]",
        "\"of\" is unknown here"
    )]
    [InlineData("[1.0, 0, 2.5]", "[]", "$.args[16].$table", "at least one value")]
    [InlineData("[1.0, 0, 2.5]", "[1.0, \"NaN\"]", "$.args[16].$table[1]", "a finite number")]
    [InlineData("[1.0, 0, 2.5]", "2.5", "$.args[16].$table", "expected a list")]
    [InlineData(
        "[[0.5, 1.5]]}, null, null]",
        "[[0.5, 1.5]]}, null]",
        "$.steps[0].cotangents",
        "2 cotangents for 3 outputs"
    )]
    [InlineData("\"height\": 2", "\"height\": 0", "$.args[17].$image.height", "at least one pixel")]
    [InlineData("\"height\": 2", "\"height\": 3", "$.args[17].$image.data", "2 rows")]
    [InlineData(
        "\"width\": 1",
        "\"width\": 9223372036854775807",
        "$.args[17].$image.data[0]",
        "3 numbers instead of 27670116110564327421"
    )]
    [InlineData("\"width\": 1", "\"width\": -1", "$.args[17].$image.width", "at least one pixel")]
    [InlineData(
        "\"channels\": 3",
        "\"channels\": 2",
        "$.args[17].$image.channels",
        "1, 3 or 4 channels, not 2"
    )]
    [InlineData("128, 255", "128, 256", "$.args[17].$image.data[0][2]", "from 0 to 255")]
    [InlineData("[7, 8, 9]", "[7, -8, 9]", "$.args[17].$image.data[1][1]", "from 0 to 255")]
    [InlineData("[7, 8, 9]", "[7, 8]", "$.args[17].$image.data[1]", "2 numbers instead of 3")]
    [InlineData("[7, 8, 9]", "7", "$.args[17].$image.data[1]", "a row")]
    [InlineData(
        "{\"dtype\": \"float32\", \"shape\": [2], \"data\": [[0.5, 1.5]]}, null,",
        "null, {\"dtype\": \"float32\", \"shape\": [2], \"data\": [[0.5, 1.5]]},",
        "$.steps[0].cotangents[1]",
        "has no gradient"
    )]
    [InlineData(
        "\"shape\": [2], \"data\": [[0.5, 1.5]]",
        "\"shape\": [1, 2], \"data\": [[0.5, 1.5]]",
        "$.steps[0].cotangents[0]",
        "Float32 [1, 2] for an output of Float32 [2]"
    )]
    [InlineData(
        "{\"dtype\": \"float32\", \"shape\": [2], \"data\": [[0.5, 1.5]]}, null, null",
        "null, null, null",
        "$.steps[0].cotangents",
        "there are gradients"
    )]
    [InlineData(
        "\"state\": {\"running_mean\": {",
        "\"state\": {\"a b\": {\"noise\": 2, ",
        "$.steps[0].state['a b']",
        "stands twice"
    )]
    public void A_fault_in_a_module_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Module, good, bad, place, problem);

    [Theory]
    [InlineData(
        "\"parameters\": [1]",
        "\"parameters\": [2]",
        "$.groups[0].parameters[0]",
        "there are 2 parameters"
    )]
    [InlineData(
        "\"parameters\": [0]}",
        "\"parameters\": []}",
        "$.groups[1].parameters",
        "there is no parameter"
    )]
    [InlineData(
        "\"gradients\": [",
        "\"gradients\": [null, ",
        "$.steps[0].gradients",
        "3 gradients for 2"
    )]
    [InlineData("\"param.1\"", "\"param.2\"", "$.steps[0]", "lacks param.1")]
    [InlineData(
        "momentum_buffer\": null",
        "momentum_buffer\": 1",
        "$.steps[1].after['state.0.momentum_buffer']",
        "an object"
    )]
    [InlineData(
        "\"shape\": [], \"data\": [[2.0]]",
        "\"shape\": [], \"data\": [[2.0]], \"noise\": 0.0",
        "$.steps[1].after['state.0.step']",
        "the property \"noise\" is unknown here"
    )]
    public void A_fault_in_an_optimizer_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Optimizer, good, bad, place, problem);

    [Theory]
    [InlineData("\"rosenbrock\"", "\"\"", "$.objective", "the name is empty")]
    [InlineData("\"rosenbrock\"", "null", "$.objective", "a string")]
    [InlineData("\"rosenbrock\"", "\"a.b\"", "$.objective", "no name of an objective")]
    [InlineData("\"rosenbrock\"", "\"Rosenbrock\"", "$.objective", "no name of an objective")]
    [InlineData(
        "\"objective\": \"rosenbrock\",",
        "",
        "$.steps[0]",
        "the property \"gradients\" is missing"
    )]
    [InlineData(
        "{\"loss\"",
        "{\"gradients\": [null], \"loss\"",
        "$.steps[0]",
        "the property \"gradients\" is unknown here"
    )]
    [InlineData("{\"loss\"", "{\"lost\"", "$.steps[0]", "the property \"loss\" is missing")]
    [InlineData(
        "\"shape\": [], \"float32\": [[0.5]]",
        "\"shape\": [1], \"float32\": [[0.5]]",
        "$.steps[0].loss",
        "one real number"
    )]
    [InlineData(
        "\"lr\": 0.01}, \"loss\"",
        "\"lr\": 0.01}, \"losses\": 1, \"loss\"",
        "$.steps[1]",
        "the property \"losses\" is unknown here"
    )]
    public void A_fault_in_an_evaluating_optimizer_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Evaluating, good, bad, place, problem);

    [Theory]
    [InlineData(
        "\"lrs\": [0.1, 0.5]",
        "\"lrs\": [0.1]",
        "$.initial.lrs",
        "1 numbers for 2 parameter groups"
    )]
    [InlineData(
        "\"metrics\": 1.5",
        "\"metrics\": \"1.5\"",
        "$.steps[2].metrics",
        "a number or null"
    )]
    [InlineData("\"epoch\": 2.5", "\"epoch\": null", "$.steps[3].epoch", "a finite number")]
    [InlineData("\"epoch\": 2.5", "\"epoche\": 2.5", "$.steps[3]", "unknown here")]
    [InlineData(
        "\"metrics\": 1.5",
        "\"metrics\": 1.5, \"epoch\": 1",
        "$.steps[2]",
        "a metric or an epoch"
    )]
    [InlineData(
        "\"groups\": [{}, {\"lr\": 0.5}]",
        "\"groups\": []",
        "$.optimizer.groups",
        "there is no group"
    )]
    public void A_fault_in_a_schedule_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Schedule, good, bad, place, problem);

    [Theory]
    [InlineData(
        "\"shape\": [3, 3]",
        "\"shape\": [3, 6]",
        "$.calls[1].bits.hex",
        "2 rows, but 18 numbers fill 3"
    )]
    [InlineData("\"shape\": [3, 3]", "\"shape\": [100000, 10000]", "$.calls[1].bits.hex", "2 rows")]
    [InlineData(
        "\"bf800000\"",
        "\"bf800000 bf800000\"",
        "$.calls[1].bits.hex[1]",
        "2 numbers instead of 1"
    )]
    [InlineData("\"bf800000\"", "\"bf80000\"", "$.calls[1].bits.hex[1]", "no 8 hexadecimal digits")]
    [InlineData(
        "\"bf800000\"",
        "\"bf80000g\"",
        "$.calls[1].bits.hex[1]",
        "no 8 hexadecimal digits"
    )]
    [InlineData(
        "\"00 01\"",
        "\"00 02\"",
        "$.calls[5].state.mask.hex[0]",
        "no 2 hexadecimal digits"
    )]
    public void A_fault_in_a_random_stream_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Random, good, bad, place, problem);

    [Theory]
    [InlineData(
        "\"at\": \"forward\"",
        "\"at\": \"step\"",
        "$.at",
        "nothing in the file leads there"
    )]
    [InlineData(
        "\"of\": \"module\"",
        "\"of\": \"function\", \"parameters\": []",
        "$",
        "the property \"parameters\" is unknown here"
    )]
    [InlineData(
        "\"of\": \"module\"",
        "\"of\": \"optimizer\"",
        "$",
        "the property \"parameters\" is missing"
    )]
    public void A_fault_in_a_refusal_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(RefusedModule, good, bad, place, problem);

    [Theory]
    [InlineData(
        "\"input.0.0\": {\"dtype",
        "\"input.0.2\": {\"dtype",
        "$.steps[0].cotangents",
        "there are gradients"
    )]
    [InlineData(
        "\"input.0.1\": null}, \"outputs",
        "\"input.0.1\": []}, \"outputs",
        "$.steps[0].gradients_before['input.0.1']",
        "an object"
    )]
    public void A_fault_in_given_gradients_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(Clipping, good, bad, place, problem);

    [Theory]
    [InlineData("\"steps\": 4", "\"steps\": 0", "$.at", "nothing in the file leads there")]
    [InlineData("\"steps\": 4", "\"steps\": -1", "$.steps", "a number of steps")]
    [InlineData(
        "\"of\": \"schedule\"",
        "\"of\": \"optimizer\"",
        "$",
        "the property \"parameters\" is missing"
    )]
    [InlineData(
        "\"groups\": [{}, {\"lr\": 0.5}]",
        "\"groups\": []",
        "$.optimizer.groups",
        "there is no group"
    )]
    public void A_fault_in_a_refused_schedule_is_named_with_its_place(
        string good,
        string bad,
        string place,
        string problem
    ) => Check(RefusedSchedule, good, bad, place, problem);

    [Fact]
    public void A_transcript_is_of_an_example_or_of_values()
    {
        Check(
            Printed,
            "\"values\":",
            "\"example\": \"A/B\", \"values\":",
            "$",
            "either an example or values"
        );
        Check(
            Transcript,
            "\"lines\": [\"tensor(1.)\", \"\"]",
            "\"lines\": []",
            "$.lines",
            "there is no line"
        );
    }

    static void Check(string json, string good, string bad, string place, string problem)
    {
        var at = json.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The good file has no {good}.");
        var error = Refuses(json[..at] + bad + json[(at + good.Length)..]);
        Assert.Equal(place, error.Place);
        Assert.Contains(problem, error.Problem);
        Assert.Equal($"case.json: {place}: {error.Problem}", error.Message);
    }

    // Text that is no strict JSON

    [Theory]
    [InlineData("", "line 1", "empty")]
    [InlineData("  \n ", "line 2, byte 2", "JSON")]
    [InlineData("{\n  \"kind\": module\n}", "line 2, byte 11", "'m'")]
    [InlineData("{\n  \"kind\": \"module\",\n}", "line 3, byte 1", "trailing comma")]
    [InlineData("{} {}", "line 1, byte 4", "'{'")]
    [InlineData("// comment\n{}", "line 1, byte 1", "'/'")]
    [InlineData("{\"kind\": NaN}", "line 1, byte 10", "'N'")]
    [InlineData("\uFEFF{}", "line 1, byte 1", "0xEF")]
    [InlineData("[]", "$", "expected an object, found a list")]
    [InlineData("{}", "$", "the property \"kind\" is missing")]
    public void What_is_no_snapshot_is_refused(string json, string place, string problem)
    {
        var error = Refuses(json);
        Assert.Equal(place, error.Place);
        Assert.Contains(problem, error.Problem);
    }

    [Fact]
    public void What_is_not_utf8_is_refused_with_its_line()
    {
        byte[] bytes = [.. "{\n\"kind\": \""u8, 0xC3, 0x28, .. "\"}"u8];
        var error = Assert.Throws<SnapshotFormatException>(() =>
            Snapshot.Parse("case.json", bytes)
        );
        Assert.Equal("line 2", error.Place);
        Assert.Equal("the text is not UTF-8", error.Problem);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused()
    {
        Check(Module, "\"mean\"", "\"\\ud800\"", "$.args[4]", "no valid Unicode");
        Check(Module, "\"bias\": true", "\"\\ud800\": true", "$.kwargs", "no valid Unicode");
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        var error = Refuses(Module.Replace("[1, [2.0]]", deep));
        Assert.StartsWith("line ", error.Place);
        Assert.Contains("depth", error.Problem);
    }

    // Every place of a good file, one at a time

    /// <summary>Whether the format does without a property, or leaves its name free.</summary>
    static bool IsOptional(string kind, object[] parent, string name)
    {
        var holder = parent.LastOrDefault();
        // What is uninitialized is a name of the state.
        if (kind == "lazy" && holder is "state")
            return false;
        return name is "requires_grad" or "options" or "momenta" or "epoch" or "method" or "layers"
            || (kind == "lazy" && name == "uninitialized")
            || (kind == "refused again" && name is "before" or "mode")
            || holder is "kwargs" or "state" or "gradients" or "options" or "arguments" or "results"
            || (holder is "after" && name.StartsWith("state.", StringComparison.Ordinal))
            || (holder is int && name == "lr")
            || (kind == "refused module" && parent.Length == 0 && name is "state" or "mode")
            || (
                kind == "refused clipping"
                && (name == "gradients_before" || holder is "gradients_before")
            );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_good_file_is_good(string kind) => Parse(Good[kind]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_property_that_is_missing_is_refused(string kind)
    {
        foreach (var (_, parent, name) in Places(kind).Where(p => p.Name is not null))
        {
            var mutated = Mutated(kind, parent, node => node.AsObject().Remove(name!));
            if (IsOptional(kind, parent, name!))
                Parse(mutated);
            else
                Refuses(mutated);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_property_that_is_unknown_is_refused(string kind)
    {
        foreach (
            var (path, _, _) in Places(kind)
                .Where(p => At(JsonNode.Parse(Good[kind])!, p.Path) is JsonObject)
        )
            Refuses(
                Mutated(kind, path, node => node.AsObject().Add("unheard_of", new JsonObject()))
            );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_property_that_stands_twice_is_refused(string kind)
    {
        foreach (var (_, parent, name) in Places(kind).Where(p => p.Name is not null))
        {
            var marked = Mutated(
                kind,
                parent,
                node =>
                {
                    var value = node[name!]?.DeepClone();
                    node.AsObject().Add("twice", value);
                }
            );
            var error = Refuses(marked.Replace("\"twice\"", $"\"{name}\""));
            Assert.Contains($"the property \"{name}\" stands twice", error.Problem);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_of_another_type_is_refused_everywhere(string kind)
    {
        foreach (var (path, parent, name) in Places(kind).Where(p => p.Path.Length > 0))
        {
            // An object that has nothing that any place asks for.
            var wrong = new JsonObject { ["$wrong"] = new JsonObject() };
            Refuses(
                Mutated(
                    kind,
                    parent,
                    node =>
                    {
                        if (name is not null)
                            node[name] = wrong;
                        else
                            node[(int)path[^1]] = wrong;
                    }
                )
            );
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_ends_too_early_is_refused_at_every_byte(string kind)
    {
        var bytes = Encoding.UTF8.GetBytes(Good[kind].Trim());
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<SnapshotFormatException>(() =>
                Snapshot.Parse("case.json", bytes.AsMemory(0, length))
            );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_with_some_other_bytes_is_read_or_refused(string kind)
    {
        var random = new Random(kind.Length);
        var letters = "0123456789-+.eE\"[]{},: $nulltrefas\\\n\u00ff"u8.ToArray();
        for (var i = 0; i < 1000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Good[kind]);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = letters[random.Next(letters.Length)];
            try
            {
                Snapshot.Parse("case.json", bytes);
            }
            catch (SnapshotFormatException)
            {
                // The only exception that may leave the reader.
            }
        }
    }

    /// <summary>Every value in a good file: the way to it, the way to what holds it, and its name there, if it has one.</summary>
    static List<(object[] Path, object[] Parent, string? Name)> Places(string kind)
    {
        var places = new List<(object[], object[], string?)>();
        Visit(JsonNode.Parse(Good[kind]), [], [], null);
        return places;

        void Visit(JsonNode? node, object[] path, object[] parent, string? name)
        {
            places.Add((path, parent, name));
            if (node is JsonObject properties)
            {
                foreach (var (key, value) in properties)
                    Visit(value, [.. path, key], path, key);
            }
            else if (node is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                    Visit(items[i], [.. path, i], path, null);
            }
        }
    }

    static JsonNode? At(JsonNode root, object[] path) =>
        path.Aggregate(
            (JsonNode?)root,
            (node, key) => key is int i ? node![i] : node![(string)key]
        );

    static string Mutated(string kind, object[] path, Action<JsonNode> mutate)
    {
        var root = JsonNode.Parse(Good[kind])!;
        mutate(At(root, path)!);
        return root.ToJsonString();
    }

    static string SnapshotFolder()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "Diptych.slnx")))
                return Path.Combine(folder.FullName, "snapshots");
        }
        throw new DirectoryNotFoundException("Diptych.slnx is in no folder above the tests.");
    }
}
