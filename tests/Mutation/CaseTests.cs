using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Diptych.Comparison;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Diptych.Parity;

/// <summary>The snapshots on Scratch in float64, a test a family: quick enough to be asked again for every mutant.</summary>
public sealed class CaseTests
{
    static readonly ScratchEngine Engine = new();

    // Read once, as the test host lives from mutant to mutant.
    static readonly ConcurrentDictionary<string, Snapshot> Snapshots = [];

    [Theory, Cases]
    public void Activation(string name) => Check(name);

    [Theory, Cases]
    public void Backpropagation(string name) => Check(name);

    [Theory, Cases]
    public void Containers(string name) => Check(name);

    [Theory, Cases]
    public void Convolution(string name) => Check(name);

    [Theory, Cases]
    public void Distance(string name) => Check(name);

    [Theory, Cases]
    public void Divergences(string name) => Check(name);

    [Theory, Cases]
    public void Dropout(string name) => Check(name);

    [Theory, Cases]
    public void Images(string name) => Check(name);

    [Theory, Cases]
    public void Linear(string name) => Check(name);

    [Theory, Cases]
    public void Loss(string name) => Check(name);

    [Theory, Cases]
    public void Normalization(string name) => Check(name);

    [Theory, Cases]
    public void Optim(string name) => Check(name);

    [Theory, Cases]
    public void Padding(string name) => Check(name);

    [Theory, Cases]
    public void Pooling(string name) => Check(name);

    [Theory, Cases]
    public void Random(string name) => Check(name);

    [Theory, Cases]
    public void Recurrent(string name) => Check(name);

    [Theory, Cases]
    public void Sparse(string name) => Check(name);

    [Theory, Cases]
    public void Training(string name) => Check(name);

    [Theory, Cases]
    public void Transformer(string name) => Check(name);

    [Theory, Cases]
    public void Vision(string name) => Check(name);

    // Some of the families' own tests ask TorchSharp too, in an order that is not this project's.
    [ModuleInitializer]
    internal static void Load() => Reference.LibTorch.Load();

    static void Check(string name)
    {
        var snapshot = Snapshots.GetOrAdd(
            Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json"),
            Snapshot.Read
        );
        var results = CaseRunner.Run(snapshot, name, Engine, ElementType.Float64);
        Assert.NotEmpty(results);
        foreach (var result in results)
            Assert.True(result.IsGood, result.Reason);
    }

    /// <summary>The cases of the family that a test is called after, where <c>DIPTYCH_FAMILY</c> names it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    sealed class CasesAttribute : DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
            MethodInfo testMethod,
            DisposalTracker disposalTracker
        ) =>
            new(
                !Checkout.Families.Contains(testMethod.Name)
                    ? []
                    :
                    [
                        .. Checkout
                            .Snapshots(testMethod.Name)
                            .Select(file => new TheoryDataRow<string>(
                                Checkout.Repository.CaseName(file)
                            )),
                    ]
            );

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
