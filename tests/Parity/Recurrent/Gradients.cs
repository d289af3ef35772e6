using Diptych.Scratch;
using Diptych.Scratch.Kernels;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] RecurrentChecks =>
        [
            Recurrence(RNNStep.Of("tanh"), gates: 1, reverse: false),
            Recurrence(RNNStep.Of("relu"), gates: 1, reverse: true),
            Recurrence(new RecurrentCell<GRUStep>(), gates: 3, reverse: false),
            Recurrence(new RecurrentCell<GRUStep>(), gates: 3, reverse: true),
            Projected(reverse: false),
            Projected(reverse: true),
        ];

    // Three sequences of three, two and one steps: some go on, some end, and read backwards they join one by one.
    static readonly long[] BatchSizes = [3, 2, 1];

    static Check Recurrence(RecurrentCell step, long gates, bool reverse) =>
        new(
            "RecurrenceOperation",
            x =>
                new RecurrenceOperation(
                    x[0],
                    x[1],
                    c0: null,
                    Weights(x[2..]),
                    BatchSizes,
                    reverse,
                    step
                ).Apply(),
            Random(6, 3),
            Random(3, 2),
            Random(2 * gates, 3),
            Random(2 * gates, 2),
            Random(2 * gates),
            Random(2 * gates)
        );

    // An LSTM of three units whose hidden state is projected to two.
    static Check Projected(bool reverse) =>
        new(
            "RecurrenceOperation",
            x =>
                new RecurrenceOperation(
                    x[0],
                    x[1],
                    x[2],
                    Weights(x[3..]),
                    BatchSizes,
                    reverse,
                    new RecurrentCell<LSTMStep>()
                ).Apply(),
            Random(6, 2),
            Random(3, 2),
            Random(3, 3),
            Random(12, 2),
            Random(12, 2),
            Random(12),
            Random(12),
            Random(2, 3)
        );

    static RecurrentWeights Weights(Tensor[] w) =>
        new(
            (Parameter)w[0],
            (Parameter)w[1],
            (Parameter)w[2],
            (Parameter)w[3],
            w.Length > 4 ? (Parameter)w[4] : null
        );
}
