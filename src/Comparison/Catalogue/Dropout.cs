namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Dropout =>
        [
            new(
                "nn.Dropout",
                "Dropout/Dropout",
                "Dropout/DropoutExample",
                "Dropout",
                "随机失活",
                "nn.functional.dropout"
            ),
        ];
}
