namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Backpropagation =>
        [
            new(
                "chain_rule",
                "Backpropagation/ChainRule",
                "Backpropagation/ChainRuleExample",
                "The tape, and the chain rule by hand",
                "计算图与链式法则",
                "chain_rule.neuron_loss",
                "chain_rule.neuron_gradients",
                "chain_rule.network_loss",
                "chain_rule.network_gradients"
            ),
            new(
                "slope",
                "Backpropagation/Slope",
                "Backpropagation/SlopeExample",
                "The gradient as a slope, and why a step downhill lowers the loss",
                "梯度即斜率",
                "slope.secant",
                "slope.central",
                "slope.descend"
            ),
            new(
                "accumulation",
                "Backpropagation/Accumulation",
                "Backpropagation/AccumulationExample",
                "Gradients add up until they are forgotten",
                "梯度累积与清零",
                "accumulation.gradient_by_parts"
            ),
        ];
}
