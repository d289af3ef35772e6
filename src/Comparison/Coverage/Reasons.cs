namespace Diptych.Comparison;

public static partial class Coverage
{
    /// <summary>Why names of PyTorch's have no twin: each once, and none that has one on both sides.</summary>
    public static IReadOnlyList<(string Reason, string[] Names)> Reasons { get; } =
    [
        ("TorchSharp's own class serves.", ["nn.Parameter"]),
        (
            "A way to register by assignment to an attribute, which C# does not have; `RegisterBuffer` does it.",
            ["nn.Buffer"]
        ),
        ("An empty base class of PyTorch's past.", ["nn.Container"]),
        ("An older name of `nn.NLLLoss`.", ["nn.NLLLoss2d"]),
        (
            "For several devices or processes, and this is about one.",
            ["nn.DataParallel", "nn.SyncBatchNorm"]
        ),
        (
            "A helper of PyTorch's own Python code.",
            ["nn.factory_kwargs", "nn.functional.assert_int_or_pair"]
        ),
        (
            "The attention of `nn.MultiheadAttention` with each of its weights as an argument: the module is its only caller.",
            ["nn.functional.multi_head_attention_forward"]
        ),
        ("Another name of `channel_shuffle`.", ["nn.functional.native_channel_shuffle"]),
        (
            "An older name of `interpolate`, with a warning.",
            [
                "nn.functional.upsample",
                "nn.functional.upsample_bilinear",
                "nn.functional.upsample_nearest",
            ]
        ),
        (
            "The name without the underscore does it with `inplace: true`.",
            [
                "nn.functional.celu_",
                "nn.functional.elu_",
                "nn.functional.hardtanh_",
                "nn.functional.leaky_relu_",
                "nn.functional.relu_",
                "nn.functional.rrelu_",
                "nn.functional.selu_",
                "nn.functional.threshold_",
            ]
        ),
        (
            "An older name of the one with an underscore, with a warning.",
            [
                "nn.init.constant",
                "nn.init.dirac",
                "nn.init.eye",
                "nn.init.kaiming_normal",
                "nn.init.kaiming_uniform",
                "nn.init.normal",
                "nn.init.orthogonal",
                "nn.init.sparse",
                "nn.init.uniform",
                "nn.init.xavier_normal",
                "nn.init.xavier_uniform",
                "nn.utils.clip_grad_norm",
            ]
        ),
        (
            "`conv1d` with the dimensions in another order: time, batch, channels.",
            ["nn.functional.conv_tbc"]
        ),
        (
            "No module has it: it bends pictures along a grid.",
            ["nn.functional.affine_grid", "nn.functional.grid_sample"]
        ),
        ("No layer begins with it.", ["nn.init.dirac_", "nn.init.sparse_"]),
        (
            "It rewrites a finished module for speed; what it computes stays the same.",
            [
                "nn.utils.convert_conv2d_weight_memory_format",
                "nn.utils.convert_conv3d_weight_memory_format",
                "nn.utils.fuse_conv_bn_eval",
                "nn.utils.fuse_conv_bn_weights",
                "nn.utils.fuse_linear_bn_eval",
                "nn.utils.fuse_linear_bn_weights",
            ]
        ),
        (
            "It spares the drawing of parameters that are overwritten at once; here they are drawn.",
            ["nn.utils.skip_init"]
        ),
        (
            "It puts a computed tensor in the place of a module's weight by a hook before each forward pass, and modules here have no hooks.",
            [
                "nn.utils.remove_spectral_norm",
                "nn.utils.remove_weight_norm",
                "nn.utils.spectral_norm",
                "nn.utils.weight_norm",
            ]
        ),
    ];
}
