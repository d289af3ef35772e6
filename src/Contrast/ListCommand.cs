using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>Lists every concept by family, or PyTorch's names.</summary>
static class ListCommand
{
    /// <summary>Prints the list.</summary>
    public static int Run(Repository repository)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("Concept").NoWrap());
        table.AddColumns("English", "中文", "Address");
        table.AddColumn(new TableColumn("Cases").RightAligned());
        foreach (var family in Catalogue.Families)
        {
            table.AddRow(
                $"[bold]{family.Name}[/]",
                $"[bold]{family.English}[/]",
                $"[bold]{family.Chinese}[/]"
            );
            foreach (var concept in family.Concepts)
            {
                var folder = Path.Combine(repository.Snapshots, concept.Address);
                var cases = Directory.Exists(folder) ? Repository.Files(folder).Count : 0;
                table.AddRow(
                    concept.Name,
                    concept.English,
                    concept.Chinese,
                    concept.Address,
                    $"{cases}"
                );
            }
        }
        Terminal.Out.Write(table);
        return 0;
    }

    /// <summary>Prints the page of PyTorch's names as it is, without colours and however wide its lines.</summary>
    public static int RunCoverage(Repository repository)
    {
        Console.Out.Write(Coverage.Page(repository));
        return 0;
    }

    /// <summary>Prints the page of TorchSharp's divergences likewise.</summary>
    public static int RunDivergences(Repository repository)
    {
        Console.Out.Write(RegisterPage.Page(repository));
        return 0;
    }
}
