using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>Questions of fuzzing: how they are drawn, written, judged and made small.</summary>
public class QuestionTests
{
    static readonly QuestionSource Source = new(Checkout.Repository, "Linear");

    static Question Softmax(params object?[] args) =>
        new(
            QuestionSubject.Function,
            "nn.functional.softmax",
            [],
            new Dictionary<string, object?>(),
            [new QuestionStep(args, new Dictionary<string, object?>()) { Backward = true }]
        );

    static TensorArgument Numbers(params float[] numbers) =>
        new(new TensorData(ElementType.Float32, [numbers.Length], numbers), RequiresGrad: true);

    [Fact]
    public void ThousandsOfQuestionsReadBackAsTheyWereWritten()
    {
        var source = new QuestionSource(Checkout.Repository, null);
        var subjects = new HashSet<QuestionSubject>();
        for (var i = 0; i < 2000; i++)
        {
            var (_, question) = source.Draw(7, i);
            var text = question.Text();
            Assert.Equal(text, Question.Parse("question", Bytes(text)).Text());
            subjects.Add(question.Of);
        }
        Assert.Equal(Enum.GetValues<QuestionSubject>().ToHashSet(), subjects);
    }

    [Fact]
    public void TheSameSeedDrawsTheSameQuestionsAndAnotherOneOthers()
    {
        static List<string> Drawn(long seed) =>
            [.. Enumerable.Range(0, 50).Select(i => Source.Draw(seed, i).Question.Text())];
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.True(Drawn(1).Except(Drawn(2)).Count() > 40);
    }

    [Fact]
    public void BothSidesAnswerAndBothRefuse()
    {
        var judge = new QuestionJudge();
        Assert.Equal(Outcome.Equal, judge.Judge(Softmax(Numbers(1, 2, 3), 0L)).Outcome);
        Assert.Equal(Outcome.Refused, judge.Judge(Softmax(Numbers(1, 2, 3), 1L)).Outcome);
    }

    // The negative is as far from the anchor as from the positive, up to the order in which seven numbers are added.
    [Fact]
    public void WhatARoundingDecidesIsUndecided()
    {
        var options = new Dictionary<string, object?> { ["swap"] = true };
        var judgement = new QuestionJudge().Judge(
            new(
                QuestionSubject.Function,
                "nn.functional.triplet_margin_with_distance_loss",
                [],
                new Dictionary<string, object?>(),
                [
                    new QuestionStep(
                        [
                            Row(0, 1, 1, 0, -1, -1, 1),
                            Row(-1, 1, 0, 1, 1, 0, -1),
                            Row(1, -1, 1, -1, 1, -1, -1),
                        ],
                        options
                    )
                    {
                        Backward = true,
                    },
                ]
            )
        );
        Assert.Equal(Outcome.Undecided, judgement.Outcome);
        Assert.Contains("float64", judgement.Text, StringComparison.Ordinal);

        static TensorArgument Row(params float[] numbers) =>
            new(
                new TensorData(ElementType.Float32, [1, numbers.Length], numbers),
                RequiresGrad: true
            );
    }

    [Fact]
    public void AQuestionIsMadeAsSmallAsItsFault()
    {
        // The fault: some number above 100 in a tensor.
        static bool Differs(Question question) =>
            question
                .Values()
                .Any(found =>
                    found.Value is TensorArgument { Data.Elements: float[] numbers }
                    && numbers.Any(number => number > 100)
                );
        var large = Softmax(Numbers(0.123f, -4.56f, 789.5f, 7), 0L) with
        {
            Steps = [.. Enumerable.Repeat(Softmax(Numbers(1, 500, 3), 0L).Steps[0], 3)],
        };
        var small = Shrinker.Shrink(large, Differs, 5000);
        var step = Assert.Single(small.Steps);
        var tensor = Assert.IsType<TensorArgument>(step.Args[0]);
        Assert.False(step.Backward);
        Assert.False(tensor.RequiresGrad);
        Assert.True(tensor.Data.Count <= 2, $"{tensor.Data.Count} numbers are left");
    }

    [Fact]
    public void ARegisteredDivergenceExplainsItsOwnQuestionsAlone()
    {
        var register = Register.Read(Checkout.Repository);
        Assert.True(register.Explains(Drawn(1L << 30)));
        Assert.False(register.Explains(Drawn(1L << 20)));

        static Question Drawn(long high) =>
            new(
                QuestionSubject.Random,
                "",
                [],
                new Dictionary<string, object?>(),
                [
                    new QuestionStep([0L], new Dictionary<string, object?>())
                    {
                        Target = "torch.manual_seed",
                    },
                    new QuestionStep(
                        [0L, high, new List<object?> { 3L }],
                        new Dictionary<string, object?>()
                    )
                    {
                        Target = "torch.randint",
                    },
                ]
            );
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("{}", "\"kind\" is missing")]
    [InlineData("""{"kind": "module"}""", "\"module\" is none of question")]
    [InlineData("""{"kind": "question", "of": "picture"}""", "\"picture\" is none of module")]
    public void WhatIsNoQuestionIsToldInOneSentence(string text, string problem)
    {
        var error = Assert.Throws<SnapshotFormatException>(() =>
            Question.Parse("a.question.json", Bytes(text))
        );
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheProgramFindsNoDisagreementInAShortRun()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var (code, output, error) = ProgramRun.Of(
            "fuzz",
            "--cases",
            "400",
            "--seed",
            "0",
            "--out",
            folder
        );
        Assert.True(code == 0, output + error);
        Assert.EndsWith("400 cases, 0 disagreements\n", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("--cases", "0", "contrast: --cases has to be positive, and is 0.")]
    [InlineData("--minutes", "-1", "contrast: --minutes has to be positive, and is -1.")]
    public void TheProgramRefusesToAskNothing(string option, string value, string sentence)
    {
        var (code, _, error) = ProgramRun.Of("fuzz", option, value);
        Assert.Equal(2, code);
        Assert.Equal(sentence, error.Trim());
    }

    [Fact]
    public void HoweverLittleTimeThereIsOneQuestionIsAsked()
    {
        var (code, output, error) = ProgramRun.Of("fuzz", "--minutes", "0.000001");
        Assert.True(code == 0, output + error);
        Assert.EndsWith("\n1 cases, 0 disagreements\n", output, StringComparison.Ordinal);
    }

    static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
