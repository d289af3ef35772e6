namespace Diptych.Contrast;

/// <summary>Files that are written whole or not at all.</summary>
static class WholeFile
{
    /// <summary>Replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes another file beside it, which then takes its place.</param>
    public static void Write(string path, Action<string> write)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.writing";
        try
        {
            write(beside);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
