namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Recurrent =>
        [
            new(
                "nn.GRU",
                "Recurrent/GRU",
                "Recurrent/GRUExample",
                "Gated recurrent unit",
                "门控循环单元"
            ),
        ];
}
