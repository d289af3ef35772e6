namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] VisionChecks => [];
}
