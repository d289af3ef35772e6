using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Diptych.Comparison;

/// <summary>An engine has no such concept, option or argument: the case cannot be asked there.</summary>
public sealed class UnknownConceptException(string message) : Exception(message);

/// <summary>
/// Turns a call in PyTorch's words into one in C#: <c>num_layers=2</c> becomes <c>numLayers: 2</c>. Both sides have
/// the same names, so one binder serves both.
/// </summary>
static class Binder
{
    /// <summary>PyTorch's snake_case as a C# parameter: <c>num_layers</c> is <c>numLayers</c>, <c>_random_samples</c> is <c>randomSamples</c>.</summary>
    public static string ParameterName(string name) => Camel(name.TrimStart('_'), upper: false);

    /// <summary>PyTorch's snake_case as a C# member: <c>mse_loss</c> is <c>MseLoss</c>; the underscore of in-place functions goes.</summary>
    public static string MemberName(string name) => Camel(name.TrimEnd('_'), upper: true);

    /// <summary>Calls the first of the overloads that takes the arguments.</summary>
    /// <param name="overloads">Constructors, or methods of one name; the one with most parameters is tried first.</param>
    /// <param name="what">The call's name, for messages.</param>
    /// <param name="args">By position, as read from a snapshot.</param>
    /// <param name="kwargs">By PyTorch's names.</param>
    /// <param name="engine">Makes tensors and modules of the arguments.</param>
    /// <param name="invoke">Makes the call.</param>
    /// <exception cref="UnknownConceptException">None takes them.</exception>
    public static object? Call<TMethod>(
        IEnumerable<TMethod> overloads,
        string what,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        Engine engine,
        Func<TMethod, object?[], object?> invoke
    )
        where TMethod : MethodBase
    {
        var reason = $"{engine.Name} has no {what}";
        foreach (var method in overloads.OrderByDescending(method => method.GetParameters().Length))
            if (
                TryBind(
                    method.GetParameters(),
                    what,
                    args,
                    kwargs,
                    engine,
                    out var bound,
                    ref reason
                )
            )
                try
                {
                    return invoke(method, bound);
                }
                catch (TargetInvocationException e) when (e.InnerException is not null)
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
                }
        throw new UnknownConceptException(reason);
    }

    static bool TryBind(
        ParameterInfo[] parameters,
        string what,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        Engine engine,
        out object?[] bound,
        ref string reason
    )
    {
        bound = new object?[parameters.Length];
        args = GatherSizes(parameters, args);
        if (args.Count > parameters.Length)
        {
            reason =
                $"{what} takes {parameters.Length} arguments in {engine.Name}, not {args.Count}";
            return false;
        }
        var named = kwargs.ToDictionary(pair => ParameterName(pair.Key), pair => pair.Value);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            object? value;
            if (i < args.Count)
                value = args[i];
            // TorchSharp's own names have underscores.
            else if (!named.Remove(ParameterName(parameter.Name!), out value))
            {
                if (parameter.IsDefined(typeof(ParamArrayAttribute), false))
                {
                    bound[i] = Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0);
                    continue;
                }
                if (!parameter.HasDefaultValue)
                {
                    reason = $"{what} needs {parameter.Name} in {engine.Name}";
                    return false;
                }
                bound[i] = parameter.DefaultValue;
                continue;
            }
            if (!TryConvert(value, parameter.ParameterType, engine, out bound[i]))
            {
                reason =
                    $"{what} does not take {parameter.Name}={Describe(value)} in {engine.Name}";
                return false;
            }
        }
        if (named.Count > 0)
        {
            reason = $"{what} has no argument {named.Keys.First()} in {engine.Name}";
            return false;
        }
        return true;
    }

    // torch.rand(2, 3) is torch.rand([2, 3]), and nn.Sequential takes its modules and TensorDataset its tensors likewise:
    // what is left over at the last place by position belongs to a list there.
    static IReadOnlyList<object?> GatherSizes(
        ParameterInfo[] parameters,
        IReadOnlyList<object?> args
    )
    {
        var last = Array.FindIndex(parameters, parameter => parameter.ParameterType.IsArray);
        if (last < 0 || args.Count <= last || args[last] is IReadOnlyList<object?>)
            return args;
        var count = args.Skip(last)
            .TakeWhile(arg => arg is long or ModuleArgument or TensorArgument)
            .Count();
        return
        [
            .. args.Take(last),
            args.Skip(last).Take(count).ToArray(),
            .. args.Skip(last + count),
        ];
    }

    static bool TryConvert(object? value, Type type, Engine engine, out object? converted)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        converted = null;
        switch (value)
        {
            case null:
                return !type.IsValueType || target != type;
            case TensorArgument tensor when target.IsAssignableFrom(engine.TensorType):
                converted = engine.TensorOf(tensor);
                return true;
            case FileArgument file when target == typeof(string):
                converted = file.Path;
                return true;
            case ImageArgument image when target == engine.ImageType:
                converted = engine.MakeImage(image.Data);
                return true;
            case DtypeArgument dtype when target == engine.DtypeType:
                converted = engine.Dtype(dtype.Type);
                return true;
            case ModuleArgument module:
                converted = engine.Construct(module.Target, module.Args, module.Kwargs);
                return target.IsInstanceOfType(converted);
            case PackedArgument packed:
                converted = engine.PackedOf(packed);
                return target.IsInstanceOfType(converted);
            // activation=nn.functional.gelu is a delegate of the engine's function.
            case FunctionArgument function when target.IsSubclassOf(typeof(Delegate)):
                converted = engine.Function(function.Target, target);
                return converted is not null;
            case TableArgument table when target == typeof(Func<long, double>):
                converted = (Func<long, double>)(at => table.Values[checked((int)at)]);
                return true;
            case not null when target.IsInstanceOfType(value):
                converted = value;
                return true;
            case long number when target == typeof(long):
                converted = number;
                return true;
            case long number when target == typeof(int):
                converted = checked((int)number);
                return true;
            case long number when target == typeof(double):
                converted = (double)number;
                return true;
            case double number when target == typeof(double):
                converted = number;
                return true;
            case long or double when target == typeof(float):
                converted = Convert.ToSingle(value, CultureInfo.InvariantCulture);
                return true;
            // One size stands for a list of one, as in nn.LayerNorm(normalized_shape=4).
            case long number when target == typeof(long[]):
                converted = new[] { number };
                return true;
            case IReadOnlyList<object?> list when target.IsArray:
                return TryConvertArray(list, target.GetElementType()!, engine, out converted);
            case IReadOnlyList<object?> list
                when target.IsGenericType
                    && target.GetGenericTypeDefinition() == typeof(IEnumerable<>):
                return TryConvertArray(
                    list,
                    target.GetGenericArguments()[0],
                    engine,
                    out converted
                );
            case IReadOnlyList<object?> list when target.IsAssignableTo(typeof(ITuple)):
                return TryConvertTuple(list, target, engine, out converted);
            default:
                return TryConvertImplicitly(value, target, engine, out converted);
        }
    }

    // A type that takes numbers, lists or words in C# takes them here too: kernel_size=3 is a Sizes.
    static bool TryConvertImplicitly(object value, Type type, Engine engine, out object? converted)
    {
        converted = null;
        foreach (
            var conversion in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => method.Name == "op_Implicit" && method.ReturnType == type)
        )
        {
            var from = conversion.GetParameters()[0].ParameterType;
            if (
                from.IsAssignableTo(typeof(ITuple))
                || value is IReadOnlyList<object?> != from.IsArray
                || !TryConvert(value, from, engine, out var given)
            )
                continue;
            converted = conversion.Invoke(
                null,
                BindingFlags.DoNotWrapExceptions,
                null,
                [given],
                null
            );
            return true;
        }
        return false;
    }

    static bool TryConvertArray(
        IReadOnlyList<object?> list,
        Type type,
        Engine engine,
        out object? converted
    )
    {
        var array = Array.CreateInstance(type, list.Count);
        converted = array;
        for (var i = 0; i < list.Count; i++)
        {
            if (!TryConvert(list[i], type, engine, out var element))
                return false;
            array.SetValue(element, i);
        }
        return true;
    }

    static bool TryConvertTuple(
        IReadOnlyList<object?> list,
        Type type,
        Engine engine,
        out object? converted
    )
    {
        converted = null;
        var types = type.GetGenericArguments();
        if (types.Length != list.Count)
            return false;
        var elements = new object?[types.Length];
        for (var i = 0; i < types.Length; i++)
            if (!TryConvert(list[i], types[i], engine, out elements[i]))
                return false;
        converted = Activator.CreateInstance(type, elements);
        return true;
    }

    static string Describe(object? value) =>
        value switch
        {
            null => "None",
            TensorArgument tensor => $"a tensor of shape [{string.Join(", ", tensor.Data.Shape)}]",
            PackedArgument packed =>
                $"a packed sequence of shape [{string.Join(", ", packed.Data.Data.Shape)}]",
            FunctionArgument function => function.Target,
            IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(Describe))}]",
            _ => value.ToString() ?? "",
        };

    static string Camel(string name, bool upper)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (c == '_')
                upper = true;
            else
            {
                text.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }
        }
        return text.ToString();
    }
}
