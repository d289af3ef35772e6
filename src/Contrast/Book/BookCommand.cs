using System.Diagnostics;
using System.Globalization;
using Diptych.Comparison;
using Diptych.Reference;
using Spectre.Console;

namespace Diptych.Contrast.Book;

/// <summary>Writes the book: a page a topic, to be opened from the disk.</summary>
static class BookCommand
{
    /// <summary>Makes the book and puts it in its place in one piece.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="folder">Where it goes: nothing, an empty folder, or an earlier book.</param>
    /// <exception cref="UsageException">Something else is there.</exception>
    public static int Run(Repository repository, DirectoryInfo folder)
    {
        var watch = Stopwatch.StartNew();
        var target = Path.TrimEndingDirectorySeparator(folder.FullName);
        Recover(target);
        Check(target);
        LibTorch.MakeReproducible();
        var builder = new BookBuilder(repository);
        SortedDictionary<string, byte[]> files = [];
        Terminal.Progress(
            "Writing the book",
            builder.Steps(_ => true),
            advance => files = builder.Build(_ => true, advance)
        );
        Put(files, target);
        Terminal.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{files.Keys.Count(name => name.EndsWith(".html", StringComparison.Ordinal))} pages, {files.Values.Sum(file => (long)file.Length) / 1e6:0.0} MB, in {watch.Elapsed.TotalSeconds:0} s: {Path.Combine(target, "index.html")}"
            )
        );
        return 0;
    }

    /// <summary>Puts the files into the folder, all of them or none.</summary>
    /// <exception cref="UsageException">Something that is no book is there.</exception>
    public static void Put(IReadOnlyDictionary<string, byte[]> files, string target)
    {
        var beside = $"{target}.{Guid.NewGuid():N}";
        var (writing, old) = (beside + ".writing", beside + ".old");
        try
        {
            foreach (var (name, bytes) in files)
            {
                var file = Path.Combine(writing, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, bytes);
            }
            // It may have changed since the book was begun.
            Check(target);
            if (Directory.Exists(target))
                Directory.Move(target, old);
            try
            {
                Directory.Move(writing, target);
            }
            catch (IOException) when (Directory.Exists(old))
            {
                Directory.Move(old, target);
                throw;
            }
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
        }
        finally
        {
            if (Directory.Exists(writing))
                Directory.Delete(writing, recursive: true);
        }
    }

    /// <summary>Tidies up after a run that was killed: its old book comes back where none is, and goes where one is.</summary>
    public static void Recover(string target)
    {
        if (Path.GetDirectoryName(target) is not { } parent || !Directory.Exists(parent))
            return;
        foreach (
            var left in Directory
                .EnumerateDirectories(parent, Path.GetFileName(target) + ".*")
                .OrderByDescending(Directory.GetLastWriteTimeUtc)
        )
        {
            var words = left[target.Length..].Split('.');
            if (words.Length != 3 || !Guid.TryParseExact(words[1], "N", out _))
                continue;
            if (words[2] == "old" && !Directory.Exists(target))
                Directory.Move(left, target);
            // Another run may be writing: nobody does for an hour.
            else if (
                words[2] == "old"
                || words[2] == "writing"
                    && Directory.GetLastWriteTimeUtc(left) < DateTime.UtcNow.AddHours(-1)
            )
                Directory.Delete(left, recursive: true);
        }
    }

    static void Check(string target)
    {
        if (File.Exists(target))
            throw new UsageException($"{target} is a file: --out names a folder.");
        if (
            Directory.Exists(target)
            && Directory.EnumerateFileSystemEntries(target).Any()
            && !File.Exists(Path.Combine(target, BookBuilder.Mark))
        )
            throw new UsageException(
                $"{target} holds something that is no book: name an empty folder, an earlier book, or a new one with --out."
            );
    }
}
