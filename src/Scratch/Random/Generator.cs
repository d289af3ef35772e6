using System.Buffers.Binary;
using System.Security.Cryptography;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>A stream of random bits, the Mersenne Twister 19937. PyTorch: <c>torch.Generator</c> on the CPU.</summary>
/// <remarks>
/// <para>
/// The state is 624 numbers of 32 bits. Each new number is made of three old ones,
/// xₙ₊₆₂₄ = xₙ₊₃₉₇ ⊕ twist(upper bit of xₙ, lower 31 bits of xₙ₊₁), and tempered on its way out. The period is
/// 2¹⁹⁹³⁷ − 1. Matsumoto and Nishimura 1998, https://doi.org/10.1145/272991.272995.
/// </para>
/// <para>
/// All members may be called from any thread; a tensor is filled in one piece, as if it had the stream to itself.
/// </para>
/// </remarks>
public sealed class Generator
{
    const long DefaultSeed = 67280421310721;

    readonly uint[] state = new uint[RandomTwister.Size];

    // The state, tempered: what is handed out, from the position on.
    readonly uint[] numbers = new uint[RandomTwister.Size];
    int position;

    /// <summary>A stream that begins with PyTorch's default seed, 67280421310721. PyTorch: <c>torch.Generator()</c>.</summary>
    public Generator() => ManualSeed(DefaultSeed);

    /// <summary>The seed that the stream began with; a negative one counts down from 2⁶⁴. PyTorch: <c>Generator.initial_seed</c>.</summary>
    public ulong InitialSeed { get; private set; }

    /// <summary>Held while numbers are drawn, for as long as they belong together.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The second of a pair of normal numbers, kept for the next draw of fewer than 16; null where none is left.</summary>
    internal double? NextNormal { get; set; }

    /// <summary>Starts the stream again from a seed and forgets the kept normal number. PyTorch: <c>Generator.manual_seed</c>.</summary>
    /// <param name="seed">Any number; seeds with the same lower 32 bits give the same stream.</param>
    /// <returns>This generator.</returns>
    public Generator ManualSeed(long seed)
    {
        lock (Gate)
        {
            InitialSeed = unchecked((ulong)seed);
            state[0] = unchecked((uint)seed);
            for (uint i = 1; i < state.Length; i++)
                state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
            position = numbers.Length;
            NextNormal = null;
        }
        return this;
    }

    /// <summary>Where the stream stands, to return to later. PyTorch: <c>Generator.get_state</c>.</summary>
    public GeneratorState GetState()
    {
        lock (Gate)
            return new GeneratorState(InitialSeed, [.. state], [.. numbers], position, NextNormal);
    }

    /// <summary>Goes to where some generator stood. PyTorch: <c>Generator.set_state</c>.</summary>
    public void SetState(GeneratorState newState)
    {
        ArgumentNullException.ThrowIfNull(newState);
        lock (Gate)
        {
            InitialSeed = newState.InitialSeed;
            newState.State.CopyTo(state, 0);
            newState.Numbers.CopyTo(numbers, 0);
            position = newState.Position;
            NextNormal = newState.NextNormal;
        }
    }

    /// <summary>A stream that nobody can foretell, as the default one is until it is seeded.</summary>
    internal static Generator Unforeseeable() =>
        new Generator().ManualSeed(BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)));

    /// <summary>The next 32 bits. The caller holds the gate, here and below.</summary>
    internal uint NextUInt32()
    {
        if (position == numbers.Length)
            Refill();
        return numbers[position++];
    }

    /// <summary>The next 64 bits: the first number drawn is the upper half.</summary>
    internal ulong NextUInt64()
    {
        ulong upper = NextUInt32();
        return (upper << 32) | NextUInt32();
    }

    /// <summary>The next numbers, as many as fit.</summary>
    internal void Next(Span<uint> y)
    {
        while (!y.IsEmpty)
        {
            if (position == numbers.Length)
                Refill();
            var ready = numbers.AsSpan(position);
            ready = ready[..Math.Min(ready.Length, y.Length)];
            ready.CopyTo(y);
            y = y[ready.Length..];
            position += ready.Length;
        }
    }

    void Refill()
    {
        RandomTwister.Twist(state);
        RandomTwister.Temper(state, numbers);
        position = 0;
    }
}

/// <summary>Where a <see cref="Generator"/> stood when it was asked. PyTorch: the tensor of <c>Generator.get_state</c>.</summary>
public sealed class GeneratorState
{
    // PyTorch's layout: the seed, how many numbers are left (one more, to be exact), whether there is a seed, the next
    // number's place, 624 numbers of 64 bits each, three doubles of which the second is the kept normal number, whether
    // there is one, and the same for a float32 that nothing here keeps.
    const int Length = 5056;
    const int Left = 8;
    const int Seeded = 12;
    const int Next = 16;
    const int Numbers64 = 24;
    const int Normal = Numbers64 + 8 * RandomTwister.Size + 8;
    const int HasNormal = Normal + 16;

    internal GeneratorState(
        ulong initialSeed,
        uint[] state,
        uint[] numbers,
        int position,
        double? nextNormal
    )
    {
        (InitialSeed, State, Numbers) = (initialSeed, state, numbers);
        (Position, NextNormal) = (position, nextNormal);
    }

    /// <summary>The state as PyTorch's uint8 tensor holds it.</summary>
    /// <returns>5056 bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, InitialSeed);
        BinaryPrimitives.WriteInt32LittleEndian(
            bytes.AsSpan(Left),
            RandomTwister.Size + 1 - Position
        );
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Seeded), 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Next), Position);
        for (var i = 0; i < State.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Numbers64 + 8 * i), State[i]);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(Normal), NextNormal ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(
            bytes.AsSpan(HasNormal),
            NextNormal is null ? 0 : 1
        );
        return bytes;
    }

    /// <summary>A state of PyTorch's, or of <see cref="ToBytes"/>.</summary>
    /// <param name="bytes">5056 bytes.</param>
    /// <exception cref="ArgumentException">They are not as many, or no state.</exception>
    public static GeneratorState FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException(
                $"RNG state is wrong size: expected {Length} bytes, got {bytes.Length}",
                nameof(bytes)
            );
        var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[Left..]);
        if (
            left is < 1 or > RandomTwister.Size
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[Seeded..]) != 1
        )
            throw new ArgumentException("Invalid mt19937 state", nameof(bytes));
        var (state, numbers) = (new uint[RandomTwister.Size], new uint[RandomTwister.Size]);
        for (var i = 0; i < state.Length; i++)
            state[i] = (uint)BinaryPrimitives.ReadUInt64LittleEndian(bytes[(Numbers64 + 8 * i)..]);
        RandomTwister.Temper(state, numbers);
        return new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            state,
            numbers,
            RandomTwister.Size + 1 - left,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[HasNormal..]) == 0
                ? null
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes[Normal..])
        );
    }

    internal ulong InitialSeed { get; }
    internal uint[] State { get; }
    internal uint[] Numbers { get; }
    internal int Position { get; }
    internal double? NextNormal { get; }
}
