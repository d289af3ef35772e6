namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Containers => [];
}
