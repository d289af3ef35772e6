namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Recurrent =>
        [
            new(
                "nn.RNN",
                "Recurrent/RNN",
                "Recurrent/GRUExample",
                "Recurrent network",
                "循环神经网络"
            ),
            new(
                "nn.LSTM",
                "Recurrent/LSTM",
                "Recurrent/LSTMExample",
                "Long short-term memory",
                "长短期记忆网络"
            ),
            new(
                "nn.GRU",
                "Recurrent/GRU",
                "Recurrent/GRUExample",
                "Gated recurrent unit",
                "门控循环单元"
            ),
            new(
                "nn.RNNCell",
                "Recurrent/RNN",
                "Recurrent/GRUExample",
                "One step of a recurrent network",
                "循环神经网络的一步"
            ),
            new(
                "nn.LSTMCell",
                "Recurrent/LSTM",
                "Recurrent/LSTMExample",
                "One step of a long short-term memory",
                "长短期记忆网络的一步"
            ),
            new(
                "nn.GRUCell",
                "Recurrent/GRU",
                "Recurrent/GRUExample",
                "One step of a gated recurrent unit",
                "门控循环单元的一步"
            ),
            new(
                "nn.utils.rnn.PackedSequence",
                "Recurrent/PackedSequence",
                "Recurrent/PackedSequenceExample",
                "Sequences of different lengths in one batch",
                "打包的变长序列",
                "nn.utils.rnn.pack_padded_sequence",
                "nn.utils.rnn.pad_packed_sequence"
            ),
            new(
                "nn.utils.rnn.pad_sequence",
                "Recurrent/PadSequence",
                "",
                "Sequences of different lengths, filled up and cut off",
                "变长序列的填充",
                "nn.utils.rnn.unpad_sequence",
                "nn.utils.rnn.pack_sequence",
                "nn.utils.rnn.unpack_sequence",
                "nn.utils.rnn.invert_permutation"
            ),
        ];
}
