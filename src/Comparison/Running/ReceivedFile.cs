namespace Diptych.Comparison;

/// <summary>What an engine answered where it differs from PyTorch, beside the snapshot: <c>X.scratch.received.json</c>.</summary>
/// <remarks>The names are Verify's. Nothing here makes a received file the new truth: only PyTorch writes that.</remarks>
public static class ReceivedFile
{
    const string Verified = ".verified.json";

    /// <summary>Writes the file for results of which one failed, and otherwise takes an old one away.</summary>
    /// <param name="verified">The snapshot.</param>
    /// <param name="engine">scratch or torchsharp.</param>
    /// <param name="results">The case on that engine.</param>
    /// <returns>The file that was written, or null.</returns>
    public static string? Update(string verified, string engine, IReadOnlyList<CaseResult> results)
    {
        ArgumentNullException.ThrowIfNull(verified);
        ArgumentNullException.ThrowIfNull(results);
        if (!verified.EndsWith(Verified, StringComparison.Ordinal))
            return null;
        var received = $"{verified[..^Verified.Length]}.{engine}.received.json";
        var failed = results.Where(result => result.Verdict == Verdict.Failed).ToList();
        if (failed.Count == 0)
        {
            File.Delete(received);
            return null;
        }
        WholeFile.Write(received, SnapshotText.Received(File.ReadAllText(verified), failed));
        return received;
    }
}
