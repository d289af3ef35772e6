using System.Text.Json;
using System.Text.Json.Serialization;
using Diptych.Comparison;
using Diptych.Scratch;

namespace Diptych.Contrast;

/// <summary>
/// Where a run stands, in its folder: <c>checkpoint.json</c> with the options, and beside it the folder that it names, with
/// each side's state and the curves so far. The json comes last and is replaced in one piece, so that it never
/// names half a state.
/// </summary>
/// <param name="Options">The options that the run was begun with.</param>
/// <param name="Epoch">How many epochs are over.</param>
/// <param name="Step">How many steps of the next one are.</param>
/// <param name="StepsPerEpoch">How many steps an epoch has: the data is the same as then.</param>
/// <param name="State">The folder's name.</param>
sealed record Checkpoint(
    TrainingOptions Options,
    long Epoch,
    long Step,
    long StepsPerEpoch,
    string State
)
{
    const string FileName = "checkpoint.json";
    const string CurvesName = "curves.safetensors";

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Whether a folder holds a run.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Reads what a folder says of its run.</summary>
    /// <exception cref="UsageException">It holds none, or something else.</exception>
    public static Checkpoint Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            throw new UsageException($"{folder} holds no training run: there is no {FileName}.");
        try
        {
            var read =
                JsonSerializer.Deserialize<Checkpoint>(File.ReadAllText(file), Json)
                ?? throw new JsonException("it holds null");
            return
                read.State == Path.GetFileName(read.State) && read.State is not ("" or "." or "..")
                ? read
                : throw new JsonException($"{read.State} is no name of a folder");
        }
        catch (JsonException e)
        {
            throw new UsageException(
                $"{file} is no checkpoint of a training run: {e.Message.Split(" Path:")[0].TrimEnd('.')}."
            );
        }
    }

    /// <summary>Brings both sides and the curves to where the run stood.</summary>
    /// <exception cref="InvalidDataException">A file is broken, or the data is not what it was.</exception>
    public void Restore(string folder, IReadOnlyList<TrainingSide> sides, Curves curves)
    {
        if (sides[0].StepsPerEpoch != StepsPerEpoch)
            throw new InvalidDataException(
                $"{Options.Data} now makes {sides[0].StepsPerEpoch} steps an epoch, and made {StepsPerEpoch} when the run was saved."
            );
        foreach (var side in sides)
        {
            var file = Path.Combine(folder, State, $"{side.Name}.safetensors");
            side.Load(file);
            if (side.Epoch != Epoch || side.StepOfEpoch != Step)
                throw new InvalidDataException(
                    $"{file} stands at step {side.StepOfEpoch} of epoch {side.Epoch + 1}, and {FileName} at step {Step} of epoch {Epoch + 1}."
                );
        }
        curves.Read(Safetensors.LoadFile(Path.Combine(folder, State, CurvesName)), sides);
        if (curves.Count != Epoch * StepsPerEpoch + Step)
            throw new InvalidDataException(
                $"{Path.Combine(folder, State, CurvesName)} has {curves.Count} steps, and {FileName} stands at step {Step} of epoch {Epoch + 1}, with {StepsPerEpoch} an epoch."
            );
    }

    /// <summary>Saves where the run stands, and then forgets where it stood before.</summary>
    public static void Write(
        string folder,
        TrainingOptions options,
        IReadOnlyList<TrainingSide> sides,
        Curves curves
    )
    {
        var side = sides[0];
        var name = $"state-{side.Epoch}-{side.StepOfEpoch}";
        var state = Path.Combine(folder, name);
        Directory.CreateDirectory(state);
        foreach (var each in sides)
            each.Save(Path.Combine(state, $"{each.Name}.safetensors"));
        Safetensors.SaveFile(curves.ToTensors(sides), Path.Combine(state, CurvesName));
        var checkpoint = new Checkpoint(
            options,
            side.Epoch,
            side.StepOfEpoch,
            side.StepsPerEpoch,
            name
        );
        WholeFile.Write(
            Path.Combine(folder, FileName),
            JsonSerializer.Serialize(checkpoint, Json) + "\n"
        );
        foreach (var old in Directory.EnumerateDirectories(folder, "state-*"))
            if (Path.GetFileName(old) != name)
                Directory.Delete(old, recursive: true);
    }
}
