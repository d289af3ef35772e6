using System.Globalization;

namespace Diptych.Comparison;

/// <summary>Floating-point numbers in Python's notations.</summary>
/// <remarks>
/// .NET's F and E formats round the exact binary value with ties to even, as Python does. Its shortest format (R) does
/// not serve: .NET 10 writes 2⁻²⁵ as 2.980232238769531E-08, which reads back as the number below.
/// </remarks>
internal static class PythonNumber
{
    /// <summary>Python's <c>repr(value)</c>: the fewest digits that read back as the same number.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
            return NonFinite(value);
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
            return sign + "0.0";
        var (digits, exponent) = ShortestDigits(Math.Abs(value));
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{sign}{digits[0]}{fraction}{Exponent(exponent)}";
        }
        // At least one digit stands on either side of the point.
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        var padded = digits.PadRight(exponent + 2, '0');
        return $"{sign}{padded[..(exponent + 1)]}.{padded[(exponent + 1)..]}";
    }

    /// <summary>Python's <c>f"{value:.{decimals}f}"</c>.</summary>
    public static string Fixed(double value, int decimals) =>
        double.IsFinite(value)
            ? value.ToString($"F{decimals}", CultureInfo.InvariantCulture)
            : NonFinite(value);

    /// <summary>Python's <c>f"{value:.{decimals}e}"</c>.</summary>
    public static string Scientific(double value, int decimals)
    {
        if (!double.IsFinite(value))
            return NonFinite(value);
        var (mantissa, exponent) = MantissaAndExponent(value, decimals);
        return mantissa + Exponent(exponent);
    }

    // The digits d₀d₁d₂… and the power of ten of d₀, for a positive number.
    static (string Digits, int Exponent) ShortestDigits(double value)
    {
        for (var decimals = 0; ; decimals++)
        {
            var (mantissa, exponent) = MantissaAndExponent(value, decimals);
            var nearest = long.Parse(
                mantissa.Replace(".", "", StringComparison.Ordinal),
                CultureInfo.InvariantCulture
            );
            // Below a power of two the numbers stand closer: there the nearest decimal may
            // read back as a neighbour and the next one above it may not.
            for (var digits = nearest; digits <= nearest + 1; digits++)
            {
                if (
                    double.Parse($"{digits}E{exponent - decimals}", CultureInfo.InvariantCulture)
                    == value
                )
                    return (digits.ToString(CultureInfo.InvariantCulture), exponent);
            }
        }
    }

    static (string Mantissa, int Exponent) MantissaAndExponent(double value, int decimals)
    {
        var text = value.ToString($"E{decimals}", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        return (text[..e], int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture));
    }

    // A sign and at least two digits.
    static string Exponent(int exponent) => $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    static string NonFinite(double value) =>
        double.IsNaN(value) ? "nan"
        : value > 0 ? "inf"
        : "-inf";
}
