using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>A snapshot's text as a list of entries by place, so that two of them can be laid side by side.</summary>
/// <remarks>Looser than <see cref="Snapshot.Read"/>: a received file, or that of another version, may hold what that refuses.</remarks>
static class SnapshotEntries
{
    public sealed record Entry(Part Part, JsonElement Value);

    /// <summary>How many steps there are; they are numbered where either recording has several.</summary>
    public static int Steps(JsonElement snapshot) =>
        snapshot.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array
            ? steps.GetArrayLength()
            : 0;

    public static OrderedDictionary<string, Entry> Of(JsonElement snapshot, bool numbered)
    {
        var entries = new OrderedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var property in snapshot.EnumerateObject())
            switch (property.Name)
            {
                case "recorded":
                    break;
                case "args":
                case "kwargs":
                case "arguments":
                    Each("argument ", Part.Question, property.Value);
                    break;
                case "state":
                    Each("initial.", Part.State, property.Value);
                    break;
                case "steps" when property.Value.ValueKind == JsonValueKind.Array:
                    var step = 0;
                    foreach (var item in property.Value.EnumerateArray())
                        Step(numbered ? $"step {++step}: " : "", item);
                    break;
                case "calls" when property.Value.ValueKind == JsonValueKind.Array:
                    var call = 0;
                    foreach (var item in property.Value.EnumerateArray())
                        Call($"call {++call}", item);
                    break;
                case "lines" when property.Value.ValueKind == JsonValueKind.Array:
                    var line = 0;
                    foreach (var item in property.Value.EnumerateArray())
                        Add($"line {++line}", Part.Answer, item);
                    break;
                case "initial":
                    Each("at first: ", Part.Answer, property.Value);
                    break;
                case "results":
                    Each("", Part.Answer, property.Value);
                    break;
                case "first_losses":
                    Add("first losses", Part.Answer, property.Value);
                    break;
                case "losses":
                    Add("losses", Part.Answer, property.Value);
                    break;
                case "error":
                    Each("error.", Part.Answer, property.Value);
                    break;
                case "at":
                    Add("refused at", Part.Answer, property.Value);
                    break;
                case "received":
                    Each("received ", Part.Answer, property.Value);
                    break;
                case "ways":
                    Each("way ", Part.Noise, property.Value);
                    break;
                default:
                    Add(property.Name, Part.Question, property.Value);
                    break;
            }
        return entries;

        void Step(string prefix, JsonElement step)
        {
            if (step.ValueKind != JsonValueKind.Object)
            {
                Add(prefix + "step", Part.Question, step);
                return;
            }
            foreach (var property in step.EnumerateObject())
                switch (property.Name)
                {
                    case "args":
                    case "kwargs":
                        Each(prefix + "input.", Part.Question, property.Value);
                        break;
                    case "outputs":
                        Each(prefix + "output.", Part.Answer, property.Value);
                        break;
                    case "cotangents":
                        Each(prefix + "cotangent.", Part.Question, property.Value);
                        break;
                    // An optimizer is given its gradients, in a list.
                    case "gradients" when property.Value.ValueKind == JsonValueKind.Array:
                        Each(prefix + "given gradient.", Part.Question, property.Value);
                        break;
                    case "gradients":
                        Each(prefix + "gradient.", Part.Answer, property.Value);
                        break;
                    case "state":
                        Each(prefix + "state.", Part.State, property.Value);
                        break;
                    case "after" when property.Value.ValueKind == JsonValueKind.Object:
                        foreach (var after in property.Value.EnumerateObject())
                            Add(
                                prefix + after.Name,
                                after.Name.StartsWith("state.", StringComparison.Ordinal)
                                    ? Part.State
                                    : Part.Answer,
                                after.Value
                            );
                        break;
                    case "lrs":
                    case "momenta":
                        Add(prefix + property.Name, Part.Answer, property.Value);
                        break;
                    default:
                        Add(prefix + property.Name, Part.Question, property.Value);
                        break;
                }
        }

        void Call(string place, JsonElement call)
        {
            if (call.ValueKind != JsonValueKind.Object)
            {
                Add(place, Part.Question, call);
                return;
            }
            foreach (var property in call.EnumerateObject())
                switch (property.Name)
                {
                    case "args":
                    case "kwargs":
                        Each(place + ": argument ", Part.Question, property.Value);
                        break;
                    case "bits":
                    case "expected":
                        Add(place, Part.Answer, property.Value);
                        break;
                    case "state":
                    case "batches":
                        Each(place + ": ", Part.Answer, property.Value);
                        break;
                    default:
                        Add($"{place}: {property.Name}", Part.Question, property.Value);
                        break;
                }
        }

        // The items of a list or the properties of an object, each an entry.
        void Each(string prefix, Part part, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                var next = 0;
                foreach (var item in value.EnumerateArray())
                    Add($"{prefix}{next++}", part, item);
            }
            else if (value.ValueKind == JsonValueKind.Object)
                foreach (var property in value.EnumerateObject())
                    Add(prefix + property.Name, part, property.Value);
            else
                Add(prefix.TrimEnd(' ', '.', ':'), part, value);
        }

        // What holds others is taken apart; tensors, plain values and rows of plain values are entries.
        void Add(string place, Part part, JsonElement value)
        {
            if (
                value.ValueKind == JsonValueKind.Object
                && value.EnumerateObject().Count() == 1
                && value.EnumerateObject().First() is { Name: ['$', ..] } tagged
                && tagged.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            )
                Add(place, part, tagged.Value);
            else if (
                value.ValueKind == JsonValueKind.Object
                && !RecordedTensor.Is(value)
                && value.EnumerateObject().Any()
            )
                Each(place + ".", part, value);
            else if (
                value.ValueKind == JsonValueKind.Array
                && value
                    .EnumerateArray()
                    .Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            )
                Each(place + ".", part, value);
            else
                entries[place] = new Entry(part, value);
        }
    }
}
