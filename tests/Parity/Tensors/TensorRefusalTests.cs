using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What Scratch's tensors say where they refuse, word by word: which argument it is, what it was, and what fits.</summary>
public sealed class TensorRefusalTests
{
    static Tensor Ones(params long[] shape) => Torch.Ones(shape);

    static Tensor Whole(params long[] shape) => Torch.Zeros(shape, ScalarType.Int64);

    static readonly Tensor None = null!;

    static Tensor Truth => Torch.Zeros([1], ScalarType.Bool);

    static readonly Refused[] Refusals =
    [
        new(
            "newShape",
            "shape '[0, -1]' is invalid for input of size 6",
            () => Ones(2, 3).Reshape([0, -1])
        ),
        new(
            "newShape",
            "shape '[4, -1]' is invalid for input of size 6",
            () => Ones(2, 3).Reshape([4, -1])
        ),
        new(
            "newShape",
            "shape '[-2, -3]' is invalid for input of size 6",
            () => Ones(2, 3).Reshape([-2, -3])
        ),
        new(
            "startDim",
            "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
            () => Ones(2, 3).Flatten(2)
        ),
        new(
            "endDim",
            "Dimension out of range (expected to be in range of [-2, 1], but got -3)",
            () => Ones(2, 3).Flatten(0, -3)
        ),
        new(
            "startDim",
            "flatten() has invalid args: start_dim cannot come after end_dim",
            () => Ones(2, 3).Flatten(1, 0)
        ),
        new(
            "dim",
            "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
            () => Ones(2, 3).Squeeze(2)
        ),
        new(
            "dim",
            "Dimension out of range (expected to be in range of [-3, 2], but got 3)",
            () => Ones(2, 3).Unsqueeze(3)
        ),
        new(
            "dim0",
            "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
            () => Ones(2, 3).Transpose(2, 0)
        ),
        new(
            "dim1",
            "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
            () => Ones(2, 3).Transpose(0, 2)
        ),
        new(
            "dim0",
            "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
            () => Ones().Transpose(1, 0)
        ),
        new(
            "dims",
            "permute: the number of dimensions in the tensor input does not match the length of the desired ordering: input.dim() = 2 and len(dims) = 1",
            () => Ones(2, 3).Permute([0])
        ),
        new(
            "newShape",
            "The expanded size [3] must match the existing size [2, 3] at non-singleton dimensions.",
            () => Ones(2, 3).Expand([3])
        ),
        new(
            "newShape",
            "The expanded size [2, 1] must match the existing size [2, 3] at non-singleton dimensions.",
            () => Ones(2, 3).Expand([2, 1])
        ),
        new(
            "newShape",
            "The expanded size [4, 3] must match the existing size [2, 3] at non-singleton dimensions.",
            () => Ones(2, 3).Expand([4, 3])
        ),
        new("dtype", "9 is no type of elements", () => Torch.Zeros([1], (ScalarType)9)),
        new(
            null,
            "A tensor of 8589934592 elements is too large: at most 2147483591 fit.",
            () => Tensor.Allocate(ScalarType.Float32, 1L << 33)
        ),
        new("dim", "select() cannot be applied to a 0-dim tensor.", () => Ones().Select(0, 0)),
        new(
            "index",
            "select(): index 3 out of range for tensor of size [2, 3] at dimension 1",
            () => Ones(2, 3).Select(1, 3)
        ),
        new(
            "index",
            "select(): index -4 out of range for tensor of size [2, 3] at dimension 1",
            () => Ones(2, 3).Select(1, -4)
        ),
        new("dim", "narrow() cannot be applied to a 0-dim tensor.", () => Ones().Narrow(0, 0, 1)),
        new(
            "start",
            "start (-1) + length (1) exceeds dimension size (3).",
            () => Ones(2, 3).Narrow(1, -1, 1)
        ),
        new(
            "start",
            "start (1) + length (-1) exceeds dimension size (3).",
            () => Ones(2, 3).Narrow(1, 1, -1)
        ),
        new(
            "start",
            "start (2) + length (2) exceeds dimension size (3).",
            () => Ones(2, 3).Narrow(1, 2, 2)
        ),
        new("dim", "slice() cannot be applied to a 0-dim tensor.", () => Ones().Slice(0, 0)),
        new("step", "", () => Ones(2, 3).Slice(0, 0, 2, 0)),
        new("chunks", "", () => Ones(2, 3).Chunk(0)),
        new("index", "", () => Ones(2, 3).Gather(0, null!)),
        new(
            "index",
            "gather(): Expected dtype int64 for index",
            () => Ones(2, 3).Gather(0, Ones(2, 3))
        ),
        new(
            "index",
            "Index tensor must have the same number of dimensions as input tensor: [2] and [2, 3]",
            () => Ones(2, 3).Gather(0, Whole(2))
        ),
        new(
            "index",
            "Index tensor must have the same number of dimensions as input tensor: [] and []",
            () => Ones().Gather(0, Whole())
        ),
        new(
            "index",
            "Size does not match at dimension 1 expected index [2, 4] to be no larger than self [2, 3] apart from dimension 0",
            () => Ones(2, 3).Gather(0, Whole(2, 4))
        ),
        new("tensors", "torch.cat(): expected a non-empty list of Tensors", () => Torch.Cat([])),
        new(
            "tensors",
            "Sizes of tensors must match except in dimension 0.",
            () => Torch.Cat([Ones(2, 3), Ones(2, 4)])
        ),
        new(
            "tensors",
            "Sizes of tensors must match except in dimension 0.",
            () => Torch.Cat([Ones(2, 3), Ones(3)])
        ),
        new(
            "tensors",
            "Sizes of tensors must match except in dimension 0.",
            () => Torch.Cat([Ones(2, 3), Whole(2, 3)])
        ),
        new(
            "tensors",
            "Sizes of tensors must match except in dimension 0.",
            () => Torch.Cat([Ones(), Ones()])
        ),
        new("condition", "", () => Torch.Where(null!, Ones(1), Ones(1))),
        new("input", "", () => Torch.Where(Ones(1), null!, Ones(1))),
        new("other", "", () => Torch.Where(Ones(1), Ones(1), null!)),
        new(
            "condition",
            "where expected condition to be a boolean tensor and equal types",
            () => Torch.Where(Ones(1), Ones(1), Ones(1))
        ),
        new(
            "condition",
            "where expected condition to be a boolean tensor and equal types",
            () => Torch.Where(Torch.Zeros([1], ScalarType.Bool), Ones(1), Whole(1))
        ),
        new("other", "", () => Ones(2).MatMul(null!)),
        new(
            "other",
            "both arguments to matmul need to be at least 1D, but they are 0D and 1D",
            () => Ones().MatMul(Ones(1))
        ),
        new(
            "other",
            "both arguments to matmul need to be at least 1D, but they are 1D and 0D",
            () => Ones(1).MatMul(Ones())
        ),
        new(
            "other",
            "mat1 and mat2 shapes cannot be multiplied ([2, 3] and [2, 3])",
            () => Ones(2, 3).MatMul(Ones(2, 3))
        ),
        new("data", "", () => Tensor.FromArray((float[])null!, 1)),
        new("a", "", () => None + Ones(1)),
        new("b", "", () => Ones(1) + None),
        new("a", "", () => None - Ones(1)),
        new("b", "", () => Ones(1) - None),
        new("a", "", () => None * Ones(1)),
        new("b", "", () => Ones(1) * None),
        new("a", "", () => None / Ones(1)),
        new("b", "", () => Ones(1) / None),
        new("x", "", () => -None),
        new("a", "", () => None + 1),
        new("b", "", () => 1 + None),
        new("a", "", () => None - 1),
        new("b", "", () => 1 - None),
        new("a", "", () => None * 1),
        new("b", "", () => 1 * None),
        new("a", "", () => None / 1),
        new("b", "", () => 1 / None),
        new("other", "", () => Ones(1).EqualTo(None)),
        new("mask", "", () => !None),
        new("a", "", () => None & Truth),
        new("b", "", () => Truth & None),
        new("a", "", () => None | Truth),
        new("b", "", () => Truth | None),
        new("input", "", () => Torch.Maximum(None, Ones(1))),
        new("other", "", () => Torch.Maximum(Ones(1), None)),
        new("input", "", () => Torch.Minimum(None, Ones(1))),
        new("other", "", () => Torch.Minimum(Ones(1), None)),
        new(
            "tensors",
            "expected every element of tensors to be there, but element 1 is null",
            () => Torch.Cat([Ones(1), None])
        ),
        new(
            "tensors",
            "expected every element of tensors to be there, but element 0 is null",
            () => Torch.Stack([None, Ones(1)])
        ),
        new("source", "", () => Ones(1).CopyFrom(None)),
        new("mask", "expected a mask of bool, but got torch.float32[1]", () => !Ones(1)),
        new("b", "expected a mask of bool, but got torch.float32[1]", () => Truth & Ones(1)),
        new(
            "a",
            "Subtraction, the `-` operator, with a bool tensor is not supported",
            () => Truth - Whole(1)
        ),
        new(
            "b",
            "Subtraction, the `-` operator, with a bool tensor is not supported",
            () => Whole(1) - Truth
        ),
        new("x", "Negation, the `-` operator, on a bool tensor is not supported", () => -Truth),
        new(
            "exponent",
            "Integers to negative integer powers are not allowed.",
            () => Whole(1).Pow(-1)
        ),
        new("dim", "Dimension specified as 0 but tensor has no dimensions", () => Ones().Size(0)),
        new("indices", "", () => Tensor.SparseCoo(None, Ones(1, 2), 4, 2)),
        new("values", "", () => Tensor.SparseCoo(Whole(1, 1), None, 4, 2)),
        new(
            "indices",
            "indices must be int64 of shape [1, entries], but are torch.float32[1, 1]",
            () => Tensor.SparseCoo(Ones(1, 1), Ones(1, 2), 4, 2)
        ),
        new(
            "indices",
            "indices must be int64 of shape [1, entries], but are torch.int64[1]",
            () => Tensor.SparseCoo(Whole(1), Ones(1, 2), 4, 2)
        ),
        new(
            "indices",
            "indices must be int64 of shape [1, entries], but are torch.int64[2, 1]",
            () => Tensor.SparseCoo(Whole(2, 1), Ones(1, 2), 4, 2)
        ),
        new(
            "values",
            "values has incorrect size, expected [1, 2], got [2, 2]",
            () => Tensor.SparseCoo(Whole(1, 1), Ones(2, 2), 4, 2)
        ),
        new(
            "indices",
            "found row 4, size is [4, 2]",
            () => Tensor.SparseCoo(Whole(1, 1) + 4, Ones(1, 2), 4, 2)
        ),
        new(
            "indices",
            "found row -1, size is [4, 2]",
            () => Tensor.SparseCoo(Whole(1, 1) - 1, Ones(1, 2), 4, 2)
        ),
        new("size", "A tensor of 8589934592 elements is too large", () => Torch.Zeros([1L << 33])),
        new("size", "A tensor of 2147483592 elements is too large", () => Torch.Ones([2147483592])),
        new(
            "shape",
            "shape '[3]' is invalid for input of size 2",
            () => Tensor.FromArray([1f, 2f], 3)
        ),
    ];

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory, MemberData(nameof(Places))]
    public void A_refusal_names_the_argument_and_what_it_was(int place) => Refusals[place].Check();

    [Fact]
    public void Shapes_that_cannot_be_are_told()
    {
        Says("dim 0 appears multiple times in the list of dims", () => Ones(2, 3).Sum([0, -2]));
        Says("Trying to create tensor with negative dimension -1: [-1]", () => Torch.Zeros([-1]));
        Says(
            "The shape [1099511627776, 1099511627776] has more elements",
            () => Torch.Zeros([1L << 40, 1L << 40])
        );
        Says(
            "A tensor of 8589934592 elements is too large: at most 2147483591 fit.",
            () => Torch.Zeros([1L << 33])
        );
        Says(
            "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1: shapes [2, 3] and [4]",
            () => Ones(2, 3) + Ones(4)
        );
        Says(
            "A tensor holds float, double, long or bool, not System.Int32.",
            () => Tensor.FromArray([1], 1)
        );

        static void Says(string message, Func<object?> call) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message);
    }

    [Fact]
    public void What_a_tensor_cannot_do_is_told()
    {
        Says(
            "mean(): could not infer output dtype. Input dtype must be a floating point dtype. Got: Int64",
            () => Whole(2).Mean()
        );
        Says("var only supports floating point dtypes", () => Whole(2).Var());
        Says("\"abs\" not implemented for 'Bool'", () => Truth.Abs());
        Says("\"round\" not implemented for 'Bool'", () => Truth.Round());
        Says("\"round\" not implemented for 'Int64'", () => Whole(2).Round(1));
        Says("a Tensor with 2 elements cannot be converted to Scalar", () => Ones(2).Item());
        Says("expected scalar type Float64 but found Float32", () => Ones(2).ToArray<double>());
        Says(
            "Can't access the shape of an uninitialized parameter or buffer: a lazy module's have none before its first forward pass",
            () => new LazyLinear(2).Weight.Rank
        );
        Says(
            "Cannot get indices or values of a tensor that is not sparse (layout torch.strided).",
            () => Ones(2).Indices
        );
        Says(
            "add(sparse, dense) is not supported. Use add(dense, sparse) instead.",
            () => Sparse.AddScaled(Ones(4, 2), 1)
        );
        Says(
            "The elements of a view do not lie side by side.",
            () => Ones(2, 3).Transpose(0, 1).Data<float>().Length
        );
        foreach (
            var call in (Func<object?>[])
                [() => Sparse.Fill(1), () => Sparse.Item(), () => Sparse.ToArray<float>()]
        )
            Assert.Equal(
                "A sparse tensor has indices and values in place of a block of elements; ToDense() makes one.",
                Assert.Throws<NotSupportedException>(call).Message
            );

        static void Says(string message, Func<object?> call) =>
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(call).Message);
    }

    static Tensor Sparse => Tensor.SparseCoo(Whole(1, 1), Ones(1, 2), 4, 2);

    [Fact]
    public void Views_count_from_both_ends()
    {
        var x = Torch.Tensor((double[])[0, 1, 2, 3, 4]);
        Assert.Equal([1, 3], x.Slice(0, 1, -1, 2).ToArray<double>());
        Assert.Equal([0, 2, 4], x.Slice(0, -9, 9, 2).ToArray<double>());
        Assert.Equal([3, 4], x.Slice(0, -2).ToArray<double>());
        Assert.Equal([], x.Slice(0, 4, 2).ToArray<double>());
        Assert.Equal(4, x[-1].Item());
        Assert.Equal(0, x[-5].Item());
        Assert.Equal([2L, 2, 1], x.Chunk(3).Select(part => part.Shape[0]));
        Assert.Equal([0L], Ones(0).Chunk(3).Select(part => part.Shape[0]).DefaultIfEmpty(0));
        Assert.Equal([1L], Ones().Flatten().Shape.ToArray());
        Assert.Equal([2L, 12], Ones(2, 3, 4).Flatten(1).Shape.ToArray());
        Assert.Equal([6L, 4], Ones(2, 3, 4).Flatten(0, 1).Shape.ToArray());
        Assert.Equal([2L, 1], Ones(2, 1, 1).Squeeze(-1).Shape.ToArray());
        Assert.Equal([2L, 3], Ones(2, 3).Squeeze(0).Shape.ToArray());
        Assert.Equal([2L, 3, 1], Ones(2, 3).Unsqueeze(-1).Shape.ToArray());
        Assert.Equal([0L, 3], Ones(0, 2).Reshape([-1, 3]).Shape.ToArray());
        Assert.Equal([], Ones().Transpose(0, -1).Shape.ToArray());
    }
}
