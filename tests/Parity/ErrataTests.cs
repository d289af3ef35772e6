using System.Text.RegularExpressions;
using Xunit;

namespace Diptych.Parity;

/// <summary>The page of errata names a test for each of its rows, and the tests are there.</summary>
public sealed partial class ErrataTests
{
    const int Rows = 25;

    [Fact]
    public void Every_erratum_is_settled_by_a_test_that_exists()
    {
        var page = File.ReadAllLines(Path.Combine(Checkout.Repository.Root, "docs", "errata.md"));
        var rows = page.Select(line => Row().Match(line)).Where(match => match.Success).ToList();
        Assert.Equal(
            Enumerable.Range(1, Rows),
            rows.Select(row => int.Parse(row.Groups["number"].ValueSpan))
        );
        foreach (var row in rows)
        {
            var tests = TestName().Matches(row.Groups["tests"].Value);
            Assert.NotEmpty(tests);
            foreach (Match test in tests)
            {
                var type = typeof(ErrataTests).Assembly.GetType(
                    "Diptych.Parity." + test.Groups["class"].Value
                );
                var method = type?.GetMethod(test.Groups["method"].Value);
                Assert.True(method is not null, $"there is no {test.Value}: row {row.Value}");
                Assert.True(
                    method.IsDefined(typeof(FactAttribute), inherit: true),
                    $"{test.Value} is no test"
                );
            }
        }
    }

    [GeneratedRegex(@"^\| (?<number>\d+) \|.*\|(?<tests>[^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+)\.(?<method>\w+)`")]
    private static partial Regex TestName();
}
