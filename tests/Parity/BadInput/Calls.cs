using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Diptych.Parity.BadInput;

/// <summary>Every public call of an assembly, and arguments that most of them take.</summary>
sealed class Calls(Assembly assembly)
{
    // What no rule below makes.
    readonly Dictionary<Type, Func<object>> made = [];

    /// <summary>Tells how a type is made.</summary>
    public Calls With<T>(Func<T> make)
        where T : notnull
    {
        made[typeof(T)] = () => make();
        return this;
    }

    /// <summary>All that can be called: constructors, methods, operators and what sets a property; what is inherited counts once.</summary>
    public IEnumerable<MethodBase> All() =>
        assembly
            .GetExportedTypes()
            .Where(type => !type.IsAssignableTo(typeof(Delegate)) && !type.IsEnum)
            .Select(Closed)
            .SelectMany(type =>
                (IEnumerable<MethodBase>)
                    [
                        .. type.IsAbstract ? [] : type.GetConstructors(),
                        .. type.GetMethods(
                                BindingFlags.Public
                                    | BindingFlags.Static
                                    | BindingFlags.Instance
                                    | BindingFlags.DeclaredOnly
                            )
                            .Where(method =>
                                !method.IsAbstract
                                && !method.Name.StartsWith('<')
                                && method.Name is not ("Equals" or "Deconstruct")
                                && !type.IsInterface
                            ),
                    ]
            )
            .Select(method =>
                method is MethodInfo { IsGenericMethodDefinition: true } open
                    ? open.MakeGenericMethod(Array.ConvertAll(open.GetGenericArguments(), Argument))
                    : method
            )
            .Where(method => !Array.Exists(method.GetParameters(), p => p.ParameterType.IsByRef));

    Type Closed(Type type) =>
        type.IsGenericTypeDefinition
            ? type.MakeGenericType(Array.ConvertAll(type.GetGenericArguments(), Argument))
            : type;

    // A number where a number is wanted, a module where one is, and else a word.
    Type Argument(Type parameter)
    {
        foreach (var limit in parameter.GetGenericParameterConstraints())
            if (limit != typeof(ValueType) && !limit.IsGenericType)
                return made.Keys.FirstOrDefault(type => type.IsAssignableTo(limit)) ?? limit;
        return parameter.GenericParameterAttributes.HasFlag(
            GenericParameterAttributes.NotNullableValueTypeConstraint
        )
            ? typeof(float)
            : typeof(string);
    }

    /// <summary>Such as <c>Tensor.Reshape</c>.</summary>
    public static string Name(MethodBase method) =>
        $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name.Split('`')[0]))})";

    /// <summary>Makes a call; what it throws comes as it is. Arrays stand for spans, and a lazy answer is asked for all it has.</summary>
    public static object? Invoke(MethodBase method, object? instance, object?[] args)
    {
        if (!Compiled.TryGetValue(method, out var call))
            Compiled.Add(method, call = Compile(method));
        var result = call(instance, args);
        if (result is IEnumerable lazy and not (string or Array or ITuple) && method is MethodInfo)
            foreach (var _ in lazy) { }
        return result;
    }

    static readonly Dictionary<MethodBase, Func<object?, object?[], object?>> Compiled = [];

    static Func<object?, object?[], object?> Compile(MethodBase method)
    {
        var (self, given) = (
            Expression.Parameter(typeof(object)),
            Expression.Parameter(typeof(object[]))
        );
        var arguments = method
            .GetParameters()
            .Select(
                (parameter, i) =>
                {
                    Expression one = Expression.ArrayIndex(given, Expression.Constant(i));
                    return parameter.ParameterType.IsByRefLike
                        ? Expression.Convert(
                            Expression.Convert(
                                one,
                                parameter.ParameterType.GetGenericArguments()[0].MakeArrayType()
                            ),
                            parameter.ParameterType
                        )
                        : Expression.Convert(one, parameter.ParameterType);
                }
            )
            .ToList();
        Expression call = method switch
        {
            ConstructorInfo constructor => Expression.New(constructor, arguments),
            { IsStatic: true } => Expression.Call((MethodInfo)method, arguments),
            _ => Expression.Call(
                Expression.Convert(self, method.DeclaringType!),
                (MethodInfo)method,
                arguments
            ),
        };
        if (call.Type == typeof(void))
            call = Expression.Block(call, Expression.Constant(null));
        else if (call.Type.IsByRefLike)
            call = call.Type.GetMethod("ToArray") is { } copy
                ? Expression.Call(call, copy)
                : Expression.Block(call, Expression.Constant(null));
        return Expression
            .Lambda<Func<object?, object?[], object?>>(
                Expression.Convert(call, typeof(object)),
                self,
                given
            )
            .Compile();
    }

    /// <summary>An object of a type, by the first of its constructors that works.</summary>
    /// <returns>Null where none does.</returns>
    public object? Instance(Type type) => Make(type, 0);

    /// <summary>An argument that most calls take.</summary>
    public object? Argument(ParameterInfo parameter) => Argument(parameter, 0);

    object? Argument(ParameterInfo parameter, int depth) =>
        parameter.HasDefaultValue
            ? parameter.DefaultValue ?? Default(parameter.ParameterType)
            : parameter.Name switch
            {
                "reduction" => "mean",
                "mode" => parameter.ParameterType == typeof(string) ? "constant" : true,
                _ => Make(parameter.ParameterType, depth),
            };

    static object? Default(Type type) =>
        type.IsValueType && !type.IsByRefLike ? Activator.CreateInstance(type) : null;

    object? Make(Type type, int depth)
    {
        if (depth > 4)
            return null;
        if (made.TryGetValue(type, out var make))
            return make();
        if (Nullable.GetUnderlyingType(type) is not null)
            return null;
        if (type == typeof(string))
            return "0";
        if (type == typeof(object))
            return 0.5;
        if (type == typeof(long))
            return 2L;
        if (type == typeof(int))
            return 2;
        if (type == typeof(double))
            return 0.5;
        if (type == typeof(float))
            return 0.5f;
        if (type.IsEnum || type.IsPrimitive)
            return Activator.CreateInstance(type);
        if (type == typeof(Array))
            return new float[2, 2];
        if (type.IsAssignableTo(typeof(Delegate)))
            return Nothing(type);
        if (Element(type) is { } element)
        {
            var list = Array.CreateInstance(element, 1);
            list.SetValue(Make(element, depth + 1), 0);
            return list;
        }
        if (
            type.IsGenericType
            && type.GetGenericArguments() is [var key, var value]
            && !type.IsAssignableTo(typeof(ITuple))
            && typeof(Dictionary<,>).MakeGenericType(key, value) is var dictionary
            && type.IsAssignableFrom(dictionary)
        )
        {
            var entries = (IDictionary)Activator.CreateInstance(dictionary)!;
            entries.Add(Make(key, depth + 1)!, Make(value, depth + 1));
            return entries;
        }
        if (type.IsAbstract)
            return assembly
                .GetExportedTypes()
                .Where(one =>
                    one.IsAssignableTo(type) && !one.IsAbstract && !one.ContainsGenericParameters
                )
                .Select(one => Make(one, depth + 1))
                .FirstOrDefault(one => one is not null);
        var makers = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(one => one.Name == "op_Implicit" && one.ReturnType == type)
            .Concat<MethodBase>(
                type.GetConstructors()
                    .OrderBy(one => one.GetParameters().Count(p => !p.HasDefaultValue))
            );
        foreach (var maker in makers)
            try
            {
                return Invoke(
                    maker,
                    null,
                    [.. maker.GetParameters().Select(p => Argument(p, depth + 1))]
                );
            }
#pragma warning disable CA1031
            catch (Exception) { }
#pragma warning restore CA1031
        return null;
    }

    /// <summary>What an array, a span or an enumerable is of, or null.</summary>
    public static Type? Element(Type type) =>
        type.IsArray && type.GetArrayRank() == 1 ? type.GetElementType()
        : type.IsByRefLike && type.IsGenericType ? type.GetGenericArguments()[0]
        : type.IsGenericType
        && type.GetGenericArguments() is [var one]
        && type.IsInterface
        && type.IsAssignableFrom(one.MakeArrayType())
            ? one
        : null;

    static readonly Dictionary<Type, Delegate> Nothings = [];

    // A delegate that answers nothing.
    static Delegate Nothing(Type type)
    {
        if (Nothings.TryGetValue(type, out var known))
            return known;
        var invoke = type.GetMethod("Invoke")!;
        return Nothings[type] = Expression
            .Lambda(
                type,
                Expression.Default(invoke.ReturnType),
                Array.ConvertAll(
                    invoke.GetParameters(),
                    parameter => Expression.Parameter(parameter.ParameterType)
                )
            )
            .Compile();
    }
}
