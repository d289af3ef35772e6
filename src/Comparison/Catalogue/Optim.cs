namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Optim =>
        [
            new(
                "optim.SGD",
                "Optim/SGD",
                "Optim/SGDExample",
                "Stochastic gradient descent",
                "随机梯度下降"
            ),
            new(
                "optim.Adagrad",
                "Optim/Adagrad",
                "Optim/OptimizersExample",
                "A rate for each parameter, falling with its gradients",
                "自适应梯度"
            ),
            new(
                "optim.RMSprop",
                "Optim/RMSprop",
                "Optim/OptimizersExample",
                "Root of the mean square of gradients",
                "均方根传播"
            ),
            new(
                "optim.Adam",
                "Optim/Adam",
                "Optim/OptimizersExample",
                "Adaptive moment estimation",
                "自适应矩估计"
            ),
            new(
                "optim.AdamW",
                "Optim/AdamW",
                "Optim/OptimizersExample",
                "Adam with decoupled weight decay",
                "解耦权重衰减的 Adam"
            ),
            new(
                "optim.SparseAdam",
                "Optim/SparseAdam",
                "Optim/OptimizersExample",
                "Adam on the rows of a sparse gradient",
                "稀疏梯度的 Adam"
            ),
            new(
                "optim.lr_scheduler.StepLR",
                "Optim/StepLR",
                "Optim/ScheduleExample",
                "Rate that falls every few epochs",
                "等间隔学习率衰减"
            ),
            new(
                "optim.lr_scheduler.MultiStepLR",
                "Optim/MultiStepLR",
                "Optim/ScheduleExample",
                "Rate that falls at milestones",
                "多步学习率衰减"
            ),
            new(
                "optim.lr_scheduler.ExponentialLR",
                "Optim/ExponentialLR",
                "Optim/ScheduleExample",
                "Rate that falls in every epoch",
                "指数学习率衰减"
            ),
            new(
                "optim.lr_scheduler.CosineAnnealingLR",
                "Optim/CosineAnnealingLR",
                "Optim/ScheduleExample",
                "Cosine annealing",
                "余弦退火"
            ),
            new(
                "optim.lr_scheduler.ReduceLROnPlateau",
                "Optim/ReduceLROnPlateau",
                "Optim/ScheduleExample",
                "Rate that falls where a metric stands still",
                "指标停滞时衰减"
            ),
            new(
                "optim.lr_scheduler.LinearLR",
                "Optim/LinearLR",
                "Optim/ScheduleExample",
                "Linear change of the rate",
                "线性学习率变化"
            ),
            new(
                "optim.lr_scheduler.SequentialLR",
                "Optim/SequentialLR",
                "Optim/ScheduleExample",
                "Schedules in a row, such as a warm-up and a decay",
                "顺序调度（学习率预热）"
            ),
            new(
                "optim.lr_scheduler.LambdaLR",
                "Optim/LambdaLR",
                "Optim/ScheduleExample",
                "Rate by a function of the epoch",
                "自定义学习率函数"
            ),
            new(
                "optim.lr_scheduler.OneCycleLR",
                "Optim/OneCycleLR",
                "Optim/ScheduleExample",
                "One cycle of rate and momentum",
                "单周期学习率"
            ),
            new(
                "optim.Adadelta",
                "Optim/Adadelta",
                "",
                "Rate from the size of steps and of gradients",
                "自适应学习率增量法"
            ),
            new(
                "optim.Adafactor",
                "Optim/Adafactor",
                "",
                "Adaptive steps from rows and columns alone",
                "因子化自适应优化"
            ),
            new(
                "optim.Adamax",
                "Optim/Adamax",
                "",
                "Adam by the largest gradient",
                "无穷范数的 Adam"
            ),
            new(
                "optim.ASGD",
                "Optim/ASGD",
                "",
                "Averaged stochastic gradient descent",
                "平均随机梯度下降"
            ),
            new(
                "optim.LBFGS",
                "Optim/LBFGS",
                "",
                "Quasi-Newton method of limited memory",
                "有限内存拟牛顿法"
            ),
            new(
                "optim.NAdam",
                "Optim/NAdam",
                "",
                "Adam with Nesterov's momentum",
                "Nesterov 动量的 Adam"
            ),
            new("optim.RAdam", "Optim/RAdam", "", "Rectified Adam", "修正的 Adam"),
            new(
                "optim.Rprop",
                "Optim/Rprop",
                "",
                "Steps by the signs of gradients",
                "弹性反向传播"
            ),
            new(
                "optim.lr_scheduler.MultiplicativeLR",
                "Optim/MultiplicativeLR",
                "",
                "Rate times a function of the epoch",
                "乘法学习率"
            ),
            new(
                "optim.lr_scheduler.ConstantLR",
                "Optim/ConstantLR",
                "",
                "A share of the rate for some epochs",
                "恒定系数学习率"
            ),
            new(
                "optim.lr_scheduler.PolynomialLR",
                "Optim/PolynomialLR",
                "",
                "Power of what is left of the epochs",
                "多项式学习率衰减"
            ),
            new(
                "optim.lr_scheduler.CosineAnnealingWarmRestarts",
                "Optim/CosineAnnealingWarmRestarts",
                "",
                "Cosine annealing that begins anew",
                "带热重启的余弦退火"
            ),
            new(
                "optim.lr_scheduler.CyclicLR",
                "Optim/CyclicLR",
                "",
                "Cycles of rate and momentum",
                "循环学习率"
            ),
            new(
                "optim.lr_scheduler.ChainedScheduler",
                "Optim/ChainedScheduler",
                "",
                "Schedules at once",
                "链式调度"
            ),
            new(
                "nn.utils.clip_grad_norm_",
                "Optim/ClipGradNorm",
                "Optim/ClipGradExample",
                "Gradient clipping by norm",
                "按范数裁剪梯度",
                "nn.utils.get_total_norm",
                "nn.utils.clip_grads_with_norm_"
            ),
            new(
                "nn.utils.clip_grad_value_",
                "Optim/ClipGradValue",
                "Optim/ClipGradExample",
                "Gradient clipping by value",
                "按值裁剪梯度"
            ),
            new(
                "nn.utils.parameters_to_vector",
                "Optim/ParametersToVector",
                "",
                "Parameters as one vector and back",
                "参数与向量的互换",
                "nn.utils.vector_to_parameters"
            ),
        ];
}
