using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>Files that are written whole or not at all, whenever the program ends and however many write at once.</summary>
public static class WholeFile
{
    /// <summary>Replaces a file by another one that was written beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes all that shall be in it.</param>
    /// <exception cref="IOException">It cannot be written; what stood there still does.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        // Each writer has a file of its own, in the same folder, so that taking the place is one step.
        var beside = $"{path}.{Guid.NewGuid():N}.writing";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Replaces a file by JSON, two spaces a level.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes all that shall be in it.</param>
    /// <exception cref="IOException">It cannot be written; what stood there still does.</exception>
    public static void WriteJson(string path, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        Write(
            path,
            stream =>
            {
                using var json = new Utf8JsonWriter(
                    stream,
                    new JsonWriterOptions { Indented = true }
                );
                write(json);
            }
        );
    }

    /// <summary>Replaces a file by a text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">All that shall be in it.</param>
    /// <exception cref="IOException">It cannot be written; what stood there still does.</exception>
    public static void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
