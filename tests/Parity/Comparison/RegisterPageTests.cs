using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>The page of TorchSharp's divergences says what the register says.</summary>
public sealed class RegisterPageTests
{
    [Fact]
    public void The_page_is_what_the_program_writes()
    {
        var file = RegisterPage.PageOf(Checkout.Repository);
        Assert.True(
            File.Exists(file)
                && File.ReadAllText(file).ReplaceLineEndings("\n")
                    == RegisterPage.Page(Checkout.Repository),
            $"docs/divergences.md is not what stands in the register; write it anew: {RegisterPage.Command}"
        );
    }

    [Fact]
    public void Every_entry_stands_on_it()
    {
        var page = RegisterPage.Page(Checkout.Repository);
        var entries = Register.Read(Checkout.Repository).Divergences;
        Assert.NotEmpty(entries);
        foreach (var entry in entries)
            Assert.Contains(
                entry.Reason.Replace("|", "\\|", StringComparison.Ordinal),
                page,
                StringComparison.Ordinal
            );
    }
}
