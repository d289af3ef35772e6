using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of logits, softmax and cross-entropy, on both sides.</summary>
public sealed class LogitsTests
{
    const string Both = nameof(Side.Both);

    static readonly double[] NotesLogits = [2, -1, 0.5];

    // The notes' two rows of ten logits with the probabilities that they print.
    static readonly float[] First =
    [
        1.8846f,
        0.2688f,
        0.5111f,
        -0.9009f,
        -0.7383f,
        -0.4083f,
        -0.4371f,
        0.3352f,
        -0.0817f,
        -0.4138f,
    ];

    static readonly double[] FirstProbabilities =
    [
        0.4468,
        0.0888,
        0.1131,
        0.0276,
        0.0324,
        0.0451,
        0.0438,
        0.0949,
        0.0625,
        0.0449,
    ];

    static readonly float[] Second =
    [
        0.10276348f,
        -0.02673821f,
        -0.16858941f,
        -0.14350307f,
        0.04232098f,
        -0.00795274f,
        0.11912526f,
        -0.01270295f,
        -0.04540777f,
        -0.14113347f,
    ];

    static readonly double[] SecondPercent =
    [
        11.35,
        9.97,
        8.65,
        8.87,
        10.68,
        10.16,
        11.53,
        10.11,
        9.78,
        8.89,
    ];

    static readonly double[,] Weight =
    {
        { 1.0, -0.5, -0.3 },
        { -0.2, 1.5, -0.1 },
        { -0.3, -0.2, 2.0 },
    };

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Logits_are_the_rows_of_the_weights_times_the_features(string name)
    {
        var side = new Side(name);
        var features = side.Tensor(new[] { 0.8, 0.2, 0.1 });
        var logits = side.Call("nn.functional.linear", features, side.Tensor(Weight));
        AssertClose([0.670, 0.130, -0.080], side.Numbers(logits), 1e-12);

        // The columns would give something else.
        var turned = new double[3, 3];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            turned[i, j] = Weight[j, i];
        var others = side.Call("nn.functional.linear", features, side.Tensor(turned));
        AssertClose([0.73, -0.12, -0.06], side.Numbers(others), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Both_rows_of_ten_logits_have_the_printed_probabilities(string name)
    {
        foreach (var precision in new[] { ElementType.Float32, ElementType.Float64 })
        {
            var side = new Side(name, precision);
            double[] Softmax(float[] logits) =>
                side.Numbers(side.Call("nn.functional.softmax", side.Tensor(logits), 0));
            Assert.Equal(FirstProbabilities, Softmax(First).Select(p => Math.Round(p, 4)));
            Assert.Equal(SecondPercent, Softmax(Second).Select(p => Math.Round(100 * p, 2)));
        }
    }

    // Erratum 21: e^x / Σ e^x is rounded for each class, and the roundings need not cancel: the notes' own second row
    // adds up to 1.00000007.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Probabilities_of_float32_need_not_add_up_to_exactly_one(string name)
    {
        var side = new Side(name, ElementType.Float32);
        var sum = side.Numbers(side.Call("nn.functional.softmax", side.Tensor(Second), 0)).Sum();
        Assert.NotEqual(1, sum);
        Assert.Equal(1, sum, 1e-6);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Cross_entropy_is_minus_the_logarithm_of_the_true_class_s_probability(string name)
    {
        var side = new Side(name);
        var probabilities = side.Numbers(
            side.Call("nn.functional.softmax", side.Tensor(NotesLogits), 0)
        );
        for (var k = 0; k < 3; k++)
            Assert.Equal(-Math.Log(probabilities[k]), Loss(side, NotesLogits, k), 1e-12);

        // A class that is certain costs nothing, one of a tenth ln 10.
        Assert.Equal(0, Loss(side, [1000, 0], 0), 1e-12);
        Assert.Equal(Math.Log(10), Loss(side, [Math.Log(0.1), Math.Log(0.9)], 0), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_class_number_is_short_for_a_row_of_one_one_and_zeros(string name)
    {
        var side = new Side(name);
        var logits = side.Tensor(NotesLogits);
        var ones = side.Call(
            "nn.functional.cross_entropy",
            logits,
            side.Tensor(new double[] { 0, 1, 0 })
        );
        Assert.Equal(Loss(side, NotesLogits, 1), side.Number(ones), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_gradient_of_cross_entropy_is_softmax_less_the_truth_over_the_number_of_samples(
        string name
    )
    {
        var side = new Side(name);
        double[,] rows =
        {
            { 2, -1, 0.5 },
            { 0.1, 0.2, -3 },
        };
        var logits = side.Tensor(rows, requiresGrad: true);
        side.Backward(
            side.Call("nn.functional.cross_entropy", logits, side.Tensor(new long[] { 0, 2 }))
        );
        var expected = side.Numbers(side.Call("nn.functional.softmax", side.Tensor(rows), 1));
        expected[0] -= 1;
        expected[5] -= 1;
        AssertClose([.. expected.Select(value => value / 2)], side.Gradient(logits)!, 1e-12);
    }

    // Erratum 11: only differences of logits count.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_same_number_added_to_all_logits_changes_nothing(string name)
    {
        var side = new Side(name);
        (double Loss, double[] Probabilities, double[] Gradient) At(double shift)
        {
            var shifted = NotesLogits.Select(logit => logit + shift).ToArray();
            var logits = Row(side, shifted, requiresGrad: true);
            var loss = side.Call("nn.functional.cross_entropy", logits, Class(side, 0));
            side.Backward(loss);
            var probabilities = side.Call("nn.functional.softmax", side.Tensor(shifted), 0);
            return (side.Number(loss), side.Numbers(probabilities), side.Gradient(logits)!);
        }

        var here = At(0);
        foreach (var shift in new[] { -1000, -3, 0.5, 1000 })
        {
            var there = At(shift);
            Assert.Equal(here.Loss, there.Loss, 1e-12);
            AssertClose(here.Probabilities, there.Probabilities, 1e-12);
            AssertClose(here.Gradient, there.Gradient, 1e-12);
        }

        // So a sign says nothing: with −100 a class is all but certain here, and with +100 all but impossible there.
        Assert.True(Loss(side, [-100, -200, -300], 0) < 1e-12);
        Assert.True(Loss(side, [100, 200, 300], 0) > 100);
    }

    // Erratum 12
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Cross_entropy_takes_logits_and_not_probabilities(string name)
    {
        var side = new Side(name);
        var probabilities = side.Numbers(
            side.Call("nn.functional.softmax", side.Tensor(NotesLogits), 0)
        );
        Assert.Equal(0.2413, Math.Round(Loss(side, NotesLogits, 0), 4));
        Assert.Equal(0.7017, Math.Round(Loss(side, probabilities, 0), 4));
        // Softmax before it leaves even a certain answer with a loss: three probabilities differ by 1 at most.
        Assert.Equal(Math.Log(1 + 2 / Math.E), Loss(side, [1, 0, 0], 0), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_surer_a_wrong_answer_the_more_it_costs_and_the_harder_it_pulls(string name)
    {
        var side = new Side(name);
        var (loss, pull) = (0.0, 0.0);
        foreach (var confidence in new double[] { 1, 2, 4, 8 })
        {
            var logits = Row(side, [0, confidence], requiresGrad: true);
            var now = side.Call("nn.functional.cross_entropy", logits, Class(side, 0));
            side.Backward(now);
            Assert.True(side.Number(now) > loss);
            Assert.True(side.Gradient(logits)![1] > pull);
            (loss, pull) = (side.Number(now), side.Gradient(logits)![1]);
        }
        // The loss goes on growing with the logit, the pull ends at 1.
        Assert.Equal(8, loss, 1e-3);
        Assert.Equal(1, pull, 1e-3);
    }

    static double Loss(Side side, double[] logits, long target) =>
        side.Number(
            side.Call("nn.functional.cross_entropy", Row(side, logits), Class(side, target))
        );

    // A batch of one.
    static object Row(Side side, double[] numbers, bool requiresGrad = false)
    {
        var row = new double[1, numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
            row[0, i] = numbers[i];
        return side.Tensor(row, requiresGrad);
    }

    static object Class(Side side, long number) => side.Tensor(new[] { number });

    static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
