using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>A value in a snapshot's text and the way to it, so that every complaint names its place.</summary>
sealed class JsonPlace
{
    readonly string file;
    readonly JsonPlace? parent;

    // The last step of the way: a property's name, or else an item's index.
    readonly string? name;
    readonly int index;

    /// <summary>The whole text.</summary>
    public JsonPlace(string file, JsonElement root)
        : this(file, null, null, 0, root) { }

    JsonPlace(string file, JsonPlace? parent, string? name, int index, JsonElement element)
    {
        this.file = file;
        this.parent = parent;
        this.name = name;
        this.index = index;
        Element = element;
    }

    public JsonElement Element { get; }

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    /// <summary>The way here, such as <c>$.steps[0].gradients['input.0']</c>.</summary>
    string Path =>
        parent is null ? "$"
        : name is null ? $"{parent.Path}[{index}]"
        : IsIdentifier(name) ? $"{parent.Path}.{name}"
        : $"{parent.Path}['{name}']";

    public SnapshotFormatException Wrong(string problem) => new(file, Path, problem);

    /// <summary>A complaint about an item of this list, without a place of its own.</summary>
    public SnapshotFormatException Wrong(int index, string problem) =>
        new(file, $"{Path}[{index}]", problem);

    public JsonPlace Property(string name, JsonElement value) => new(file, this, name, 0, value);

    public IEnumerable<JsonPlace> Items()
    {
        Require(JsonValueKind.Array, "a list");
        var next = 0;
        foreach (var item in Element.EnumerateArray())
            yield return new JsonPlace(file, this, null, next++, item);
    }

    public string Text()
    {
        Require(JsonValueKind.String, "a string");
        try
        {
            return Element.GetString()!;
        }
        // Half of a surrogate pair, written as an escape.
        catch (InvalidOperationException)
        {
            throw Wrong("the string is no valid Unicode text");
        }
    }

    /// <summary>A name that must not be empty, such as a target.</summary>
    public string Name()
    {
        var text = Text();
        return text.Length > 0 ? text : throw Wrong("the name is empty");
    }

    /// <summary>The path of a file that is named as seen from the folder of this one.</summary>
    public string PathBeside() =>
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", Name())
        );

    public bool Truth() =>
        Element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Unlike("true or false"),
        };

    public long Integer() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var value)
            ? value
            : throw Unlike("a 64-bit integer");

    /// <summary>A finite number, with or without a decimal point.</summary>
    public double Number() =>
        Element.ValueKind == JsonValueKind.Number
        && Element.TryGetDouble(out var value)
        && double.IsFinite(value)
            ? value
            : throw Unlike("a finite number");

    /// <summary>Whether a number is written without point and exponent: Python's int.</summary>
    public bool IsWrittenAsInteger() =>
        JsonMarshal.GetRawUtf8Value(Element).IndexOfAny(".eE"u8) < 0;

    public T OneOf<T>(params (string Word, T Value)[] choices)
    {
        var text = Text();
        foreach (var (word, value) in choices)
        {
            if (text == word)
                return value;
        }
        throw Wrong($"\"{text}\" is none of {string.Join(", ", choices.Select(c => c.Word))}");
    }

    public void Require(JsonValueKind kind, string wanted)
    {
        if (Element.ValueKind != kind)
            throw Unlike(wanted);
    }

    public SnapshotFormatException Unlike(string wanted) =>
        Wrong($"expected {wanted}, found {Describe(Element)}");

    /// <summary>What a value is, in a few words, for messages.</summary>
    public static string Describe(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "the string " + Shortened(element),
            _ => Shortened(element),
        };

    static string Shortened(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }

    static bool IsIdentifier(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}

/// <summary>An object's properties, each of which must be asked for exactly once.</summary>
sealed class JsonFields
{
    readonly JsonPlace place;
    readonly OrderedDictionary<string, JsonElement> left = new(StringComparer.Ordinal);

    /// <exception cref="SnapshotFormatException">It is no object, or has a property twice.</exception>
    public JsonFields(JsonPlace place)
    {
        this.place = place;
        place.Require(JsonValueKind.Object, "an object");
        foreach (var property in place.Element.EnumerateObject())
        {
            if (!left.TryAdd(NameOf(property), property.Value))
                throw place.Wrong($"the property \"{property.Name}\" stands twice");
        }
    }

    public JsonPlace Take(string name) =>
        TryTake(name, out var value)
            ? value
            : throw place.Wrong($"the property \"{name}\" is missing");

    public bool TryTake(string name, [NotNullWhen(true)] out JsonPlace? value)
    {
        value = left.Remove(name, out var element) ? place.Property(name, element) : null;
        return value is not null;
    }

    public bool Has(string name) => left.ContainsKey(name);

    /// <summary>All that is left, in the order of the file: for objects whose names are free.</summary>
    public IEnumerable<(string Name, JsonPlace Value)> TakeRest()
    {
        foreach (var (name, element) in left)
            yield return (name, place.Property(name, element));
        left.Clear();
    }

    /// <summary>Complains about a property that nobody asked for.</summary>
    public void End()
    {
        if (left.Count > 0)
            throw place.Wrong($"the property \"{left.GetAt(0).Key}\" is unknown here");
    }

    string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw place.Wrong("a property's name is no valid Unicode text");
        }
    }
}
