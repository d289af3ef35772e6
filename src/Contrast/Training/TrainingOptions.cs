using System.Globalization;

namespace Diptych.Contrast;

/// <summary>What the command line says of a training run; null where it says nothing.</summary>
sealed record GivenOptions(
    DirectoryInfo? Data,
    long? Epochs,
    long? BatchSize,
    double? Lr,
    long? Seed,
    string? Optimizer,
    double? Dropout,
    DirectoryInfo? Output,
    DirectoryInfo? Resume
);

/// <summary>A training run.</summary>
/// <param name="Data">A file or folder of CIFAR-10's.</param>
/// <param name="Epochs">How many epochs there are in all.</param>
/// <param name="BatchSize">How many pictures make a step.</param>
/// <param name="Lr">The learning rate of the first two epochs.</param>
/// <param name="Seed">For all that is drawn.</param>
/// <param name="Optimizer">adamw or sgd.</param>
/// <param name="Dropout">The network's dropout.</param>
sealed record TrainingOptions(
    string Data,
    long Epochs,
    long BatchSize,
    double Lr,
    long Seed,
    string Optimizer,
    double Dropout
)
{
    /// <summary>A new run: what is not given is as the help says.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="drawn">The file of drawn pictures, or null outside of a checkout.</param>
    /// <exception cref="UsageException">An option makes no sense.</exception>
    public static TrainingOptions New(GivenOptions given, string? drawn)
    {
        var optimizer = given.Optimizer ?? "adamw";
        return Checked(
            new(
                given.Data?.FullName
                    ?? drawn
                    ?? throw new UsageException(
                        "this folder is not inside a checkout of Diptych, whose drawn pictures are the default: name a folder of CIFAR-10 with --data."
                    ),
                given.Epochs ?? 6,
                given.BatchSize ?? 8,
                given.Lr ?? (optimizer == "sgd" ? 0.02 : 0.002),
                given.Seed ?? 0,
                optimizer,
                given.Dropout ?? 0
            )
        );
    }

    /// <summary>A saved run that goes on; only the number of epochs may be another than then.</summary>
    /// <exception cref="UsageException">Another option is given, and differs.</exception>
    public TrainingOptions GoneOn(GivenOptions given)
    {
        Same("--data", given.Data?.FullName, Data);
        Same("--batch-size", given.BatchSize, BatchSize);
        Same("--lr", given.Lr, Lr);
        Same("--seed", given.Seed, Seed);
        Same("--optimizer", given.Optimizer, Optimizer);
        Same("--dropout", given.Dropout, Dropout);
        return Checked(this with { Epochs = given.Epochs ?? Epochs });
    }

    static void Same<T>(string name, T? given, T saved)
    {
        if (given is not null && !given.Equals(saved))
            throw new UsageException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the run that goes on was begun with {name} {saved}, and cannot have {given} now."
                )
            );
    }

    static void Same<T>(string name, T? given, T saved)
        where T : struct
    {
        if (given is { } value)
            Same<object>(name, value, saved);
    }

    static TrainingOptions Checked(TrainingOptions options)
    {
        Check(options.Epochs >= 1, "--epochs must be at least 1");
        Check(options.BatchSize >= 1, "--batch-size must be at least 1");
        Check(options.Lr > 0 && double.IsFinite(options.Lr), "--lr must be a positive number");
        Check(options.Optimizer is "adamw" or "sgd", "--optimizer must be adamw or sgd");
        Check(options.Dropout is >= 0 and < 1, "--dropout must be a share from 0 to less than 1");
        Check(
            File.Exists(options.Data) || Directory.Exists(options.Data),
            $"there is no folder {options.Data}"
        );
        return options;

        static void Check(bool holds, string wanted)
        {
            if (!holds)
                throw new UsageException(wanted + ".");
        }
    }
}
