using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Diptych.Comparison;
using Diptych.Scratch;
using Xunit;
using Module = Diptych.Scratch.Module;

namespace Diptych.Parity.BadInput;

/// <summary>
/// A tensor whose scope is over, in every call: it is refused. Its memory is overwritten before, as by the next that has
/// it, so that whoever still read it would answer other numbers.
/// </summary>
public sealed class DisposedTensorTests
{
    // Ends the tensor as its scope would, whatever its size.
    static void End(Tensor tensor)
    {
        foreach (var part in tensor.IsSparse ? [tensor.Indices, tensor.Values] : new[] { tensor })
        {
            using var scope = Torch.NewDisposeScope();
            var storage = part.Storage;
            Overwrite(storage.Data);
            storage.BelongTo(scope);
        }
    }

    static void Overwrite(Array memory)
    {
        switch (memory)
        {
            case float[] floats:
                Array.Fill(floats, -77.5f);
                break;
            case double[] doubles:
                Array.Fill(doubles, -77.5);
                break;
            case long[] longs:
                Array.Clear(longs);
                break;
            case bool[] bools:
                for (var i = 0; i < bools.Length; i++)
                    bools[i] ^= true;
                break;
        }
    }

    static bool IsOver(Tensor tensor) =>
        Record.Exception(() => tensor.Storage.Data) is ObjectDisposedException;

    // What a call answered: the numbers, and nothing for what was drawn into a module.
    static List<string> Numbers(object? answer) =>
        answer switch
        {
            Tensor { IsSparse: true } sparse =>
            [
                .. Numbers(sparse.Indices),
                .. Numbers(sparse.Values),
            ],
            Tensor tensor =>
            [
                tensor
                    + ":"
                    + string.Join(
                        ' ',
                        tensor.Dtype switch
                        {
                            ScalarType.Float32 => tensor.ToArray<float>().Select(n => $"{n:R}"),
                            ScalarType.Float64 => tensor.ToArray<double>().Select(n => $"{n:R}"),
                            ScalarType.Int64 => tensor.ToArray<long>().Select(n => $"{n}"),
                            _ => tensor.ToArray<bool>().Select(n => $"{n}"),
                        }
                    ),
            ],
            string or null => [],
            IDictionary map => [.. map.Values.Cast<object?>().SelectMany(Numbers)],
            IEnumerable list => [.. list.Cast<object?>().SelectMany(Numbers)],
            ITuple tuple =>
            [
                .. Enumerable.Range(0, tuple.Length).SelectMany(i => Numbers(tuple[i])),
            ],
            _ => [],
        };

    // Null where a call with an ended tensor did as it should.
    static string? Trouble(Func<object?> call, List<string> expected, Tensor ended)
    {
        object? answer;
        try
        {
            answer = call();
        }
        catch (ObjectDisposedException e)
        {
            return
                e.ObjectName == nameof(Tensor)
                && e.Message.Contains("scope", StringComparison.Ordinal)
                ? null
                : $"says {e.Message}";
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{e.GetType().Name} {e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n')[0]}";
        }
        try
        {
            return Numbers(answer).SequenceEqual(expected) ? Unread : "answers OTHER NUMBERS";
        }
        catch (ObjectDisposedException)
        {
            // A call that has nothing to do hands on the tensor itself.
            return Tensors(answer).All(one => ReferenceEquals(one, ended))
                ? null
                : "answers another tensor that is over";
        }
    }

    // The tensor was not looked at.
    const string Unread = "answers";

    static IEnumerable<Tensor> Tensors(object? answer) =>
        answer switch
        {
            Tensor tensor => [tensor],
            IEnumerable list and not string => list.Cast<object?>().SelectMany(Tensors),
            ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Tensors(tuple[i])),
            _ => [],
        };

    // What tells of a tensor and not of its numbers, or looks at its gradient alone.
    static readonly string[] TellNoNumbers =
    [
        "get_IsLeaf",
        "get_RequiresGrad",
        "set_RequiresGrad",
        "get_Grad",
        "get_Dtype",
        "get_Shape",
        "get_Strides",
        "get_Rank",
        "get_Count",
        "Size",
        "get_IsContiguous",
        "ToString",
        "get_IsSparse",
        "ClipGradNorm",
        "ClipGradsWithNorm",
        "ClipGradValue",
        // Draws as many coins as there are elements.
        "Bernoulli",
    ];

    static readonly Lazy<List<Snapshot>> Recorded = new(() =>
        [
            .. Checkout
                .Families.SelectMany(Checkout.Snapshots)
                .Order(StringComparer.Ordinal)
                .Select(Snapshot.Read)
                .Where(snapshot => snapshot is ModuleSnapshot or FunctionSnapshot)
                .GroupBy(snapshot => CaseRunner.TargetOf(snapshot)!)
                .SelectMany(group => group.Take(4)),
        ]
    );

    // A recorded call on new tensors; backward where it is wanted.
    sealed class Made
    {
        readonly ScratchEngine engine = new();
        readonly Module? module;
        readonly Snapshot snapshot;

        public Made(Snapshot snapshot)
        {
            this.snapshot = snapshot;
            engine.Begin(null);
            Torch.ManualSeed(0);
            if (snapshot is ModuleSnapshot built)
            {
                module = engine.Construct(built.Target, built.Args, built.Kwargs) as Module;
                module?.Train(built.Steps[0].Mode != StepMode.Eval);
            }
            Tensors =
            [
                .. Arguments(Step.Args.Concat(Step.Kwargs.Values))
                    .Select(one => (Tensor)engine.TensorOf(one)),
                .. module is null
                    ? []
                    : module
                        .NamedParameters()
                        .Select(named => (Tensor)named.Parameter)
                        .Concat(module.NamedBuffers().Select(named => named.Buffer)),
            ];
        }

        Step Step =>
            snapshot is ModuleSnapshot one ? one.Steps[0] : ((FunctionSnapshot)snapshot).Steps[0];

        public List<Tensor> Tensors { get; }

        static IEnumerable<TensorArgument> Arguments(IEnumerable<object?> args) =>
            args.SelectMany(arg =>
                arg switch
                {
                    TensorArgument tensor => [tensor],
                    PackedArgument packed => [packed.Data],
                    IReadOnlyList<object?> list => Arguments(list),
                    _ => (IEnumerable<TensorArgument>)[],
                }
            );

        public IReadOnlyList<object?> Run()
        {
            Torch.ManualSeed(1);
            return snapshot is ModuleSnapshot
                ? engine.Forward(module!, Step.Args, Step.Kwargs, Step.Method)
                : engine.Call(((FunctionSnapshot)snapshot).Target, Step.Args, Step.Kwargs);
        }

        /// <summary>The gradients of what went in, from ones at all outputs.</summary>
        public List<Tensor?> Back(IReadOnlyList<object?> outputs)
        {
            Autograd.Backward(
                Roots(outputs).Select(root => (root, (Tensor?)Torch.Ones(root.Shape, root.Dtype)))
            );
            return [.. Tensors.Select(tensor => tensor.Grad)];
        }

        public static List<Tensor> Roots(IReadOnlyList<object?> outputs) =>
            [.. outputs.OfType<Tensor>().Where(output => output.RequiresGrad && !output.IsSparse)];
    }

    [Fact]
    public void A_recorded_call_refuses_each_of_its_tensors()
    {
        var (wrong, unread, attacked, refused) = (new List<string>(), new List<string>(), 0, 0);
        foreach (var snapshot in Recorded.Value)
        {
            var target = CaseRunner.TargetOf(snapshot)!;
            List<string> expected;
            int count;
            try
            {
                var made = new Made(snapshot);
                count = made.Tensors.Count;
                expected = Numbers(made.Run());
            }
            catch (Exception e)
                when (e
                        is UnknownConceptException
                            or ArgumentException
                            or InvalidOperationException
                            or NotSupportedException
                )
            {
                continue;
            }
            for (var i = 0; i < count; i++)
            {
                var made = new Made(snapshot);
                if (made.Tensors[i] is { HasNoShape: true } or { Count: 0 })
                    continue;
                attacked++;
                End(made.Tensors[i]);
                if (Trouble(made.Run, expected, made.Tensors[i]) is not { } trouble)
                    refused++;
                else if (trouble == Unread)
                    unread.Add($"{Path.GetFileName(snapshot.File)} {i}");
                else
                    wrong.Add(
                        $"{Path.GetFileName(snapshot.File)} {target} tensor {i} ({made.Tensors[i]}): {trouble}"
                    );
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {attacked}:\n{string.Join('\n', wrong)}");
        // No rows, a hint that is believed, a parameter of the other mode: there the tensor is not needed.
        Assert.True(unread.Count < 90, $"{unread.Count} unread:\n{string.Join('\n', unread)}");
        Assert.True(refused > 2_000, $"only {refused} of {attacked} were refused");
    }

    [Fact]
    public void Backward_refuses_what_a_step_saved()
    {
        var (wrong, refused, alike) = (new List<string>(), 0, 0);
        foreach (var snapshot in Recorded.Value)
        {
            List<string> expected;
            int count;
            try
            {
                var made = new Made(snapshot);
                var outputs = made.Run();
                count = Math.Min(40, Held(outputs).Count);
                if (count == 0)
                    continue;
                expected = Numbers(made.Back(outputs));
            }
            catch (Exception e)
                when (e
                        is UnknownConceptException
                            or ArgumentException
                            or InvalidOperationException
                            or NotSupportedException
                )
            {
                continue;
            }
            for (var i = 0; i < count; i++)
            {
                var made = new Made(snapshot);
                var outputs = made.Run();
                var (operation, tensors) = Held(outputs)[i];
                foreach (var tensor in tensors)
                    if (!tensor.HasNoShape && tensor.Count > 0 && !IsOver(tensor))
                        End(tensor);
                try
                {
                    var numbers = Numbers(made.Back(outputs));
                    alike++;
                    if (!numbers.SequenceEqual(expected))
                        wrong.Add($"{Path.GetFileName(snapshot.File)} {operation}: OTHER NUMBERS");
                }
                catch (ObjectDisposedException)
                {
                    refused++;
                }
#pragma warning disable CA1031
                catch (Exception e)
#pragma warning restore CA1031
                {
                    wrong.Add(
                        $"{Path.GetFileName(snapshot.File)} {operation}: {e.GetType().Name} {e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n')[0]}"
                    );
                }
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} wrong, {refused} refused, {alike} alike:\n{string.Join('\n', wrong)}"
        );
        Assert.True(refused > 1_000, $"only {refused} were refused, {alike} were alike");
    }

    // Each recorded step behind the outputs, with all tensors that it holds on to.
    static List<(string Operation, List<Tensor> Tensors)> Held(IReadOnlyList<object?> outputs)
    {
        var steps = new List<(string, List<Tensor>)>();
        var ahead = new Queue<Node>();
        var seen = new HashSet<Node>();
        foreach (var root in Made.Roots(outputs))
            Add(root);
        while (ahead.TryDequeue(out var node))
        {
            var tensors = new List<Tensor>();
            Collect(node.Operation, tensors, new(ReferenceEqualityComparer.Instance));
            steps.Add((node.Operation.GetType().Name, tensors));
            foreach (var input in node.Operation.Inputs)
                if (input is not null)
                    Add(input);
        }
        return steps;

        void Add(Tensor tensor)
        {
            if (tensor.Producer is { } producer && seen.Add(producer))
                ahead.Enqueue(producer);
        }
    }

    static void Collect(object? value, List<Tensor> tensors, HashSet<object> seen)
    {
        if (
            value is null or string or Type or Node
            || value.GetType().IsPrimitive
            || value.GetType().IsEnum
            || !seen.Add(value)
        )
            return;
        switch (value)
        {
            case Tensor tensor:
                tensors.Add(tensor);
                return;
            case Array { Rank: 1 } array when !array.GetType().GetElementType()!.IsPrimitive:
                foreach (var one in array)
                    Collect(one, tensors, seen);
                return;
            case Array:
                return;
        }
        for (
            var type = value.GetType();
            type is not null && type != typeof(object);
            type = type.BaseType
        )
            foreach (
                var field in type.GetFields(
                    BindingFlags.Instance
                        | BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.DeclaredOnly
                )
            )
                if (!field.FieldType.IsPointer)
                    Collect(field.GetValue(value), tensors, seen);
    }

    // Members of tensors and functions, each with arguments that it takes.
    static IEnumerable<MethodBase> Members() =>
        new Calls(typeof(Tensor).Assembly)
            .All()
            .Where(method =>
                method.DeclaringType!.IsAssignableTo(typeof(Tensor))
                    && !method.IsStatic
                    && method is MethodInfo
                || (method.IsStatic || method is ConstructorInfo)
                    && Array.Exists(method.GetParameters(), IsOfTensors)
            );

    static bool IsOfTensors(ParameterInfo parameter) =>
        parameter.ParameterType.IsAssignableTo(typeof(Tensor))
        || Calls.Element(parameter.ParameterType)?.IsAssignableTo(typeof(Tensor)) == true;

    static readonly (ScalarType Dtype, long[] Shape)[] Candidates =
    [
        (ScalarType.Float32, [2, 2]),
        (ScalarType.Bool, [2, 2]),
        (ScalarType.Int64, [2, 2]),
        (ScalarType.Int64, [2]),
        (ScalarType.Float32, [2]),
        (ScalarType.Float32, [1]),
        (ScalarType.Float32, [2, 2, 4]),
        (ScalarType.Float32, [2, 2, 4, 4]),
        (ScalarType.Float32, []),
    ];

    // All that a call may be given, the i-th of many ways; the tensors among it.
    static (object?[] Args, List<Tensor> Tensors) Given(MethodBase method, int way)
    {
        var (first, rest, number, sizes) = (way % 9, way / 9 % 4, way / 36 % 2, way / 72 % 4);
        var tensors = new List<Tensor>();
        var args = new List<object?>();
        var calls = new Calls(typeof(Tensor).Assembly)
            .With(() => Next(false))
            .With(() => (Parameter)Next(true));
        var numbered = calls
            .With(() => (long)number)
            .With<long[]>(() =>
                sizes switch
                {
                    0 => [2, 2],
                    1 => [1, 0],
                    2 => [4],
                    _ => [],
                }
            );
        if (method is MethodInfo { IsStatic: false })
            Next(method.DeclaringType!.IsAssignableTo(typeof(Parameter)));
        foreach (var parameter in method.GetParameters())
            args.Add(
                Calls.Element(parameter.ParameterType) == typeof(long) && !parameter.HasDefaultValue
                    ? numbered.Instance(typeof(long[]))
                    : numbered.Argument(parameter)
            );
        return ([.. args], tensors);

        Tensor Next(bool isParameter)
        {
            var (dtype, shape) = Candidates[
                tensors.Count == 0 ? first
                : rest == 0 ? first
                : rest - 1
            ];
            Tensor tensor = dtype switch
            {
                ScalarType.Bool => Torch.Full(shape, 1, dtype),
                ScalarType.Int64 => Torch.Zeros(shape, dtype),
                _ => Torch.Full(shape, 0.5, dtype),
            };
            if (isParameter)
                tensor = new Parameter(tensor, dtype == ScalarType.Float32);
            tensors.Add(tensor);
            return tensor;
        }
    }

    const int Ways = 288;

    static Func<object?> Call(MethodBase method, object?[] args, List<Tensor> tensors) =>
        () =>
        {
            Torch.ManualSeed(1);
            return method is MethodInfo { IsStatic: false }
                ? Calls.Invoke(method, tensors[0], args)
                : Calls.Invoke(method, null, args);
        };

    static bool IsToldWithout(MethodBase method, int tensor) =>
        TellNoNumbers.Contains(method.Name)
        || method.Name == "set_Grad" && tensor == 0
        // The optimizer that gets the group looks.
        || method.DeclaringType == typeof(ParamGroup);

    // Recorded calls show these, or tests of their own.
    static bool IsAskedElsewhere(MethodBase method) =>
        Recorded
            .Value.Select(snapshot => CaseRunner.TargetOf(snapshot)!.Split('.')[^1])
            .Any(name =>
                name == method.DeclaringType!.Name
                || Comparison.Binder.MemberName(name)
                    + (
                        method.Name.EndsWith("WithIndices", StringComparison.Ordinal)
                            ? "WithIndices"
                            : ""
                    )
                    == method.Name
            )
        || method.DeclaringType!.Name is "UninitializedBuffer" or "UninitializedParameter"
        || method.Name
            is nameof(Tensor.Backward)
                or nameof(Tensor.Coalesce)
                or "get_Indices"
                or "get_Values"
                or "get_IsCoalesced"
                or nameof(Tensor.SparseCoo)
        || method.DeclaringType.Name is "Objectives" or "EditedParameterList" or "PackedSequence";

    [Fact]
    public void Every_member_refuses_a_tensor_that_is_over()
    {
        var (wrong, attacked, never) = (new List<string>(), 0, new SortedSet<string>());
        foreach (var method in Members())
        {
            var found = -1;
            List<string> expected = [];
            for (var way = 0; way < Ways && found < 0; way++)
            {
                var (args, tensors) = Given(method, way);
                if (tensors.Count == 0)
                    break;
                try
                {
                    expected = Numbers(Call(method, args, tensors)());
                    found = way;
                }
#pragma warning disable CA1031
                catch (Exception) { }
#pragma warning restore CA1031
            }
            if (found < 0)
            {
                if (!IsAskedElsewhere(method))
                    never.Add(Calls.Name(method));
                continue;
            }
            var count = Given(method, found).Tensors.Count;
            for (var i = 0; i < count; i++)
            {
                var (args, tensors) = Given(method, found);
                attacked++;
                End(tensors[i]);
                if (
                    Trouble(Call(method, args, tensors), expected, tensors[i]) is { } trouble
                    && !(trouble == Unread && IsToldWithout(method, i))
                )
                    wrong.Add($"{Calls.Name(method)} tensor {i}: {trouble}");
            }
        }
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {attacked}:\n{string.Join('\n', wrong)}\nnever called:\n{string.Join('\n', never)}"
        );
        Assert.Empty(never);
        Assert.True(attacked > 300, $"only {attacked} were attacked");
    }

    [Fact]
    public void TorchSharp_refuses_a_disposed_tensor_and_a_disposed_module()
    {
        Reference.LibTorch.Load();
        var (calls, modules, took) = (0, 0, new List<string>());
        foreach (var group in Recorded.Value.GroupBy(snapshot => CaseRunner.TargetOf(snapshot)!))
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var engine = new TorchSharpEngine();
            engine.Begin(null);
            var snapshot = group.First();
            var step = snapshot is ModuleSnapshot one
                ? one.Steps[0]
                : ((FunctionSnapshot)snapshot).Steps[0];
            var given = step
                .Args.Concat(step.Kwargs.Values)
                .OfType<TensorArgument>()
                .FirstOrDefault();
            if (given is null || given.Data.Count == 0)
                continue;
            try
            {
                var module = snapshot is ModuleSnapshot built
                    ? engine.Construct(built.Target, built.Args, built.Kwargs)
                    : null;
                if (module is null)
                    ((IDisposable)engine.TensorOf(given)).Dispose();
                else if (engine.State(module).Count > 0 && module is IDisposable disposable)
                    disposable.Dispose();
                else
                    continue;
                _ = module is null ? calls++ : modules++;
                var answer = module is null
                    ? engine.Call(((FunctionSnapshot)snapshot).Target, step.Args, step.Kwargs)
                    : engine.Forward(module, step.Args, step.Kwargs, step.Method);
                foreach (var output in answer.OfType<TorchSharp.torch.Tensor>())
                    engine.Read(output);
                took.Add(group.Key);
            }
#pragma warning disable CA1031
            catch (Exception) { }
#pragma warning restore CA1031
        }
        // Those that look at a gradient alone, or have nothing to do.
        Assert.True(took.Count < 12, string.Join(' ', took));
        Assert.True(calls > 60 && modules > 20, $"only {calls} calls and {modules} modules");
    }

    // What holds on to tensors

    static Tensor Over(params long[] shape)
    {
        var tensor = Torch.Full(shape, 0.5);
        End(tensor);
        return tensor;
    }

    static Parameter Learned()
    {
        var parameter = new Parameter(Torch.Full([3], 0.5));
        parameter.Grad = Torch.Full([3], 0.25);
        return parameter;
    }

    static IEnumerable<Func<Tensor[], Optimizer>> Optimizers() =>
        typeof(Optimizer)
            .Assembly.GetExportedTypes()
            .Where(type =>
                type.IsAssignableTo(typeof(Optimizer))
                && !type.IsAbstract
                && type != typeof(SparseAdam)
                && type != typeof(LBFGS)
            )
            .Select(type =>
                (Func<Tensor[], Optimizer>)(
                    parameters =>
                    {
                        var constructor = type.GetConstructors()
                            .First(one => one.GetParameters()[0].Name == "parameters");
                        return (Optimizer)
                            Calls.Invoke(
                                constructor,
                                null,
                                [
                                    parameters,
                                    .. constructor
                                        .GetParameters()
                                        .Skip(1)
                                        .Select(p =>
                                            p.DefaultValue
                                            ?? (
                                                p.ParameterType.IsValueType
                                                    ? Activator.CreateInstance(p.ParameterType)
                                                    : null
                                            )
                                        ),
                                ]
                            )!;
                    }
                )
            );

    [Fact]
    public void An_optimizer_refuses_a_parameter_a_gradient_and_a_memory_that_are_over()
    {
        var asked = 0;
        foreach (var make in Optimizers())
        {
            Assert.Throws<ObjectDisposedException>(() => make([Over(3)]));
            var parameter = Learned();
            var optimizer = make([parameter]);
            End(parameter.Grad!);
            Assert.Throws<ObjectDisposedException>(optimizer.Step);
            parameter = Learned();
            optimizer = make([parameter]);
            End(parameter);
            Assert.Throws<ObjectDisposedException>(optimizer.Step);
            // What it remembers of the step before.
            foreach (
                var name in StateOf(make)
                    .Where(entry => entry.Value is Tensor)
                    .Select(entry => entry.Key)
            )
            {
                parameter = Learned();
                optimizer = make([parameter]);
                optimizer.Step();
                End((Tensor)optimizer.StateDict()[name]);
                Assert.Throws<ObjectDisposedException>(optimizer.Step);
                var other = make([Learned()]);
                Assert.Throws<ObjectDisposedException>(() =>
                    other.LoadStateDict(optimizer.StateDict())
                );
                asked++;
            }
        }
        Assert.True(asked > 15, $"only {asked} states were asked");
    }

    static Dictionary<string, object> StateOf(Func<Tensor[], Optimizer> make)
    {
        var optimizer = make([Learned()]);
        optimizer.Step();
        return optimizer.StateDict();
    }

    [Fact]
    public void A_state_with_a_tensor_that_is_over_is_loaded_not_at_all()
    {
        var linear = new Linear(2, 3);
        var before = Numbers(linear.StateDict());
        var state = new Linear(2, 3).StateDict();
        End(state["bias"]);
        Assert.Throws<ObjectDisposedException>(() => linear.LoadStateDict(state));
        Assert.Equal(before, Numbers(linear.StateDict()));
    }

    [Fact]
    public void Weights_that_are_over_are_not_written_over_others()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "weights.safetensors");
        Safetensors.SaveFile(new Dictionary<string, Tensor> { ["w"] = Torch.Ones([2]) }, file);
        var before = File.ReadAllBytes(file);
        Assert.Throws<ObjectDisposedException>(() =>
            Safetensors.SaveFile(
                new Dictionary<string, Tensor> { ["v"] = Torch.Ones([2]), ["w"] = Over(2) },
                file
            )
        );
        Assert.Equal(before, File.ReadAllBytes(file));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void What_is_over_is_not_kept()
    {
        Assert.Throws<ObjectDisposedException>(() => Over(2).MoveToOuterDisposeScope());
        Assert.Throws<ObjectDisposedException>(() => Over(2).DetachFromDisposeScope());
        Assert.Throws<ObjectDisposedException>(() => new Parameter(Over(2)));
        Assert.Throws<ObjectDisposedException>(() => new Parameter(Torch.Ones([2])).Grad = Over(2));
        Assert.Throws<ObjectDisposedException>(() => new TensorDataset(Over(2)));
        Assert.Throws<ObjectDisposedException>(() => Learned().Sum().Backward(Over()));
        Assert.Throws<ObjectDisposedException>(() => Embedding.FromPretrained(Over(2, 2)));
    }

    [Fact]
    public void The_entries_of_a_sparse_tensor_are_refused()
    {
        foreach (var ended in (int[])[0, 1])
        {
            var (indices, values) = (
                Torch.Tensor(
                    new long[,]
                    {
                        { 0, 1, 0 },
                    }
                ),
                Torch.Ones([3, 2])
            );
            var sparse = Tensor.SparseCoo(indices, values, 2, 2);
            End(ended == 0 ? indices : values);
            Assert.Throws<ObjectDisposedException>(() => sparse.ToDense());
            Assert.Throws<ObjectDisposedException>(() => sparse.Coalesce());
            Assert.Throws<ObjectDisposedException>(() =>
                Tensor.SparseCoo(indices, values, 2, 2).ToDense()
            );
        }
    }

    [Fact]
    public void A_scope_ends_on_its_own_thread()
    {
        var scope = Torch.NewDisposeScope();
        var inside = Torch.Ones([1000]);
        Exception? refusal = null;
        var other = new Thread(() => refusal = Record.Exception(scope.Dispose));
        other.Start();
        other.Join();
        Assert.IsType<InvalidOperationException>(refusal);
        Assert.Equal(1000, inside.Sum().Item());
        scope.Dispose();
        Assert.Throws<ObjectDisposedException>(() => inside.Sum());
    }
}
