using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Diptych.Comparison;

/// <summary>A place where TorchSharp itself disagrees with PyTorch.</summary>
/// <param name="Case">The case's name, such as <c>Sparse/Embedding/Embedding.max-norm-one</c>.</param>
/// <param name="Dtype">float32 or float64, or null where bits or text are compared.</param>
/// <param name="Place">Where in the case, as a <see cref="Difference"/> names it.</param>
/// <param name="PyTorch">PyTorch's value.</param>
/// <param name="TorchSharp">TorchSharp's.</param>
/// <param name="Reason">Why it differs.</param>
/// <param name="Explains">A regular expression for the questions on which the sides differ for this reason, matched with their text on one line; null for none.</param>
public sealed record Divergence(
    string Case,
    string? Dtype,
    string Place,
    [property: JsonPropertyName("pytorch")] string PyTorch,
    [property: JsonPropertyName("torchsharp")] string TorchSharp,
    string Reason,
    string? Explains = null
)
{
    /// <summary>Whether a difference is this one: the same place and values; of numbers nine digits count.</summary>
    /// <param name="difference">What was found.</param>
    /// <param name="isSame">Whether device and version are those it was seen with; elsewhere TorchSharp's value may be another.</param>
    public bool Is(Difference difference, bool isSame) =>
        difference.Place == Place
        && Same(difference.Expected, PyTorch)
        && (!isSame || Same(difference.Actual, TorchSharp));

    static bool Same(string? a, string b) =>
        a == b
        || double.TryParse(a, CultureInfo.InvariantCulture, out var x)
            && double.TryParse(b, CultureInfo.InvariantCulture, out var y)
            && Math.Abs(x - y) <= 1e-9 * Math.Abs(y);
}

/// <summary>The known divergences of one version of TorchSharp: <c>snapshots/&lt;Family&gt;/divergences.json</c>.</summary>
/// <param name="TorchSharp">The version that they were seen with.</param>
/// <param name="Divergences">Each confirmed by a recording of PyTorch.</param>
public sealed record Register(
    [property: JsonPropertyName("torchsharp")] string TorchSharp,
    IReadOnlyList<Divergence> Divergences
)
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No divergence at all.</summary>
    public static Register Empty { get; } = new("", []);

    /// <summary>Reads the register of a checkout: a file <c>divergences.json</c> in each family that has some.</summary>
    /// <exception cref="SnapshotFormatException">A file does not keep its format, or two speak of different versions.</exception>
    public static Register Read(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var files = Directory
            .EnumerateFiles(repository.Snapshots, "divergences.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);
        var register = Empty;
        foreach (var file in files)
        {
            var (version, divergences) = ReadFile(file);
            if (register.TorchSharp != "" && register.TorchSharp != version)
                throw new SnapshotFormatException(
                    file,
                    "$.torchsharp",
                    $"{version} here and {register.TorchSharp} elsewhere"
                );
            register = new(version, [.. register.Divergences, .. divergences]);
        }
        return register;
    }

    /// <summary>Whether a registered divergence is why the sides differ on a question.</summary>
    public bool Explains(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return TorchSharpEngine.Version == TorchSharp
            && Divergences.Any(entry =>
                entry.Explains is { } pattern && Regex.IsMatch(question.Line(), pattern)
            );
    }

    static Register ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return
                JsonSerializer.Deserialize<Register>(stream, Options) is { } read
                && !read.Divergences.Contains(null!)
                ? read
                : throw new JsonException("null is no divergence");
        }
        catch (JsonException e)
        {
            throw new SnapshotFormatException(
                file,
                e.Path ?? $"line {e.LineNumber + 1}",
                e.Message,
                e
            );
        }
    }

    /// <summary>
    /// The results in the light of the register: what differs just as registered is <see cref="Verdict.Diverged"/>,
    /// and what is registered but equal has failed, so that the register stays true. On another device, or with another
    /// version of TorchSharp, the same places may differ, and need not.
    /// </summary>
    public IReadOnlyList<CaseResult> Apply(IReadOnlyList<CaseResult> results) =>
        [.. results.Select(Apply)];

    CaseResult Apply(CaseResult result)
    {
        if (!TorchSharpEngine.IsName(result.Engine))
            return result;
        var isSame = result.Engine == "torchsharp" && TorchSharpEngine.Version == TorchSharp;
        var dtype = result.Precision?.ToString().ToLowerInvariant();
        var entries = Divergences
            .Where(entry => entry.Case == result.Case && entry.Dtype == dtype)
            .ToList();
        if (entries.Count == 0 || result.Verdict is Verdict.Skipped or Verdict.Unknown)
            return result;
        if (!isSame && result.Differences.Count == 0)
            return result;
        if (
            isSame
            && entries.Find(entry =>
                !result.Differences.Any(difference => entry.Is(difference, isSame))
            )
                is { } stale
        )
            return result with
            {
                Verdict = Verdict.Failed,
                Note =
                    $"{stale.Place} is registered as a divergence of TorchSharp {TorchSharp} ({stale.Reason}) and does not diverge so",
            };
        return result.Differences.All(difference =>
            entries.Exists(entry => entry.Is(difference, isSame))
        )
            ? result with
            {
                Verdict = Verdict.Diverged,
                Note = string.Join("; ", entries.Select(entry => entry.Reason).Distinct()),
            }
            : result;
    }
}
