namespace Diptych.Comparison;

/// <summary>What each concept does, in one sentence of the notes' language; English stands in the docstrings of the sources.</summary>
public static class Sentences
{
    /// <summary>By the concepts' names, in the order of the catalogue's families.</summary>
    public static IReadOnlyDictionary<string, string> Chinese { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Images
            ["transforms.ToTensor"] =
                "把图像的 0 到 255 的字节变成 [0, 1] 的小数，并把通道放到最前面。",
            ["transforms.ToPILImage"] = "把 [0, 1] 的张量乘以 255 变回字节，并把通道放到最后面。",
            ["transforms.Normalize"] = "每个通道减去均值再除以标准差。",
            ["transforms.Grayscale"] = "按人眼的敏感程度把红绿蓝加权成一个亮度通道。",
            // Convolution
            ["nn.Conv1d"] = "卷积核沿序列滑动，每个输出通道把各输入通道的结果相加再加偏置。",
            ["nn.Conv2d"] = "卷积核在图像平面上滑动，每个输出通道把各输入通道的结果相加再加偏置。",
            ["nn.Conv3d"] =
                "卷积核在立体或视频中滑动，每个输出通道把各输入通道的结果相加再加偏置。",
            ["functional.conv_partial_maps"] =
                "把卷积拆开看：每个输入通道给每个输出通道贡献一张图，加起来就是卷积结果。",
            ["functional.conv_output_size"] =
                "由输入尺寸、卷积核、步长、填充和膨胀算出输出的尺寸。",
            ["nn.functional.pad"] = "在张量四周加一圈边：常数、镜像、边缘值，或者首尾相接。",
            // Pooling
            ["functional.pool_output_size"] =
                "由输入尺寸、窗口、步长、填充、膨胀和是否向上取整算出池化后的尺寸。",
            ["nn.MaxPool1d"] = "窗口沿序列滑动，取每个窗口里最大的数。",
            ["nn.MaxPool2d"] = "窗口在图像平面上滑动，取每个窗口里最大的数。",
            ["nn.MaxPool3d"] = "窗口在立体数据中滑动，取每个窗口里最大的数。",
            ["nn.AvgPool1d"] = "窗口沿序列滑动，取每个窗口的平均。",
            ["nn.AvgPool2d"] = "窗口在图像平面上滑动，取每个窗口的平均。",
            ["nn.AvgPool3d"] = "窗口在立体数据中滑动，取每个窗口的平均。",
            ["nn.AdaptiveMaxPool1d"] = "给定输出长度，把序列均匀分成那么多窗口，各取最大值。",
            ["nn.AdaptiveMaxPool2d"] = "给定输出尺寸，把图像均匀分成那么多窗口，各取最大值。",
            ["nn.AdaptiveMaxPool3d"] = "给定输出尺寸，把立体数据均匀分成那么多窗口，各取最大值。",
            ["nn.AdaptiveAvgPool1d"] = "给定输出长度，把序列均匀分成那么多窗口，各取平均。",
            ["nn.AdaptiveAvgPool2d"] = "给定输出尺寸，把图像均匀分成那么多窗口，各取平均。",
            ["nn.AdaptiveAvgPool3d"] = "给定输出尺寸，把立体数据均匀分成那么多窗口，各取平均。",
            // Activation
            ["nn.ReLU"] = "负数变成零，正数原样通过；斜率只有 0 和 1 两种。",
            ["nn.LeakyReLU"] = "正数原样通过，负数乘一个小斜率，因此负半轴也有梯度。",
            ["nn.GELU"] = "把 x 乘上标准正态分布不超过 x 的概率，是一条平滑的整流曲线。",
            ["nn.Sigmoid"] = "把任意实数压进 (0, 1)，处处递增，斜率最大为四分之一。",
            ["nn.Tanh"] = "把任意实数压进 (−1, 1)，关于原点对称，是拉伸后的 S 型函数。",
            ["nn.Softmax"] = "沿一个维度取指数再除以总和，得到全为正、和为 1 的一组数。",
            ["nn.LogSoftmax"] = "直接算出 softmax 的对数，避免先取指数再取对数时的溢出。",
            // Normalization
            ["nn.BatchNorm1d"] =
                "每个特征在一批样本上减均值、除标准差，再缩放和平移；推理时用滑动平均。",
            ["nn.BatchNorm2d"] = "图像的每个通道在整批和整个平面上归一化；推理时用滑动平均。",
            ["nn.BatchNorm3d"] = "立体数据的每个通道在整批和整个空间上归一化；推理时用滑动平均。",
            ["nn.LayerNorm"] =
                "每个样本自己在 normalized_shape 的全部维度上归一化，与同批的其他样本无关。",
            ["nn.GroupNorm"] = "把每个样本的通道分成几组，每组各自归一化。",
            ["nn.InstanceNorm1d"] = "每个样本的每条序列通道各自归一化。",
            ["nn.InstanceNorm2d"] = "每张图像的每个通道各自归一化。",
            ["nn.InstanceNorm3d"] = "每个立体样本的每个通道各自归一化。",
            // Recurrent
            ["nn.RNN"] = "每一步由当前输入和上一步的隐藏状态得到新的隐藏状态。",
            ["nn.LSTM"] = "细胞状态用门来遗忘旧的、写入新的，再由输出门露出一部分。",
            ["nn.GRU"] = "用更新门在旧状态和候选状态之间取舍，用重置门决定候选看多少过去。",
            ["nn.RNNCell"] = "循环神经网络走一步。",
            ["nn.LSTMCell"] = "长短期记忆网络走一步。",
            ["nn.GRUCell"] = "门控循环单元走一步。",
            ["nn.utils.rnn.PackedSequence"] = "长短不一的序列按时间步紧挨着存放，不需要填充。",
            // Transformer
            ["nn.functional.scaled_dot_product_attention"] =
                "查询与键的点积除以 √d，经 softmax 成为权重，再对值加权求和。",
            ["nn.MultiheadAttention"] =
                "几个头各在自己的子空间里做注意力，结果拼接后再过一个线性层。",
            ["modules.PositionalEncoding"] = "给每个位置加上不同频率的正弦和余弦，让模型知道顺序。",
            ["modules.FeedForward"] = "对每个位置各自做两次线性变换，中间夹一个激活函数。",
            ["nn.TransformerEncoderLayer"] = "自注意力和前馈网络，各带残差、随机失活和归一化。",
            ["nn.TransformerEncoder"] = "编码层一层叠一层，最后可再归一化。",
            ["nn.TransformerDecoderLayer"] =
                "自注意力、对编码器输出的注意力和前馈网络，各带残差、随机失活和归一化。",
            ["nn.TransformerDecoder"] = "解码层一层叠一层，每一层都看同一个编码器输出。",
            ["nn.Transformer"] =
                "编码器读源序列，解码器一边看编码器的输出一边处理目标序列；本身不含位置编码。",
            // Linear
            ["nn.Linear"] = "把最后一维乘以权重矩阵的转置，再加上偏置。",
            ["nn.Bilinear"] = "两个输入通过一个矩阵相乘，对其中每一个都是线性的。",
            ["nn.Identity"] = "原样输出，用来占住一个以后可能换成别的模块的位置。",
            ["nn.Flatten"] = "把相邻的几个维度合并成一个，元素和顺序都不变。",
            ["nn.Sequential"] = "模块排成一列，前一个的输出就是后一个的输入。",
            // Dropout
            ["nn.Dropout"] = "训练时以概率 p 随机置零，留下的除以 1 − p；推理时什么也不做。",
            ["nn.Dropout1d"] = "训练时随机把序列的整条通道置零，其余的除以 1 − p。",
            ["nn.Dropout2d"] = "训练时随机把图像的整个通道置零，其余的除以 1 − p。",
            ["nn.Dropout3d"] = "训练时随机把立体数据的整个通道置零，其余的除以 1 − p。",
            ["nn.AlphaDropout"] =
                "随机丢弃后再缩放和平移，使均值与方差保持为 0 和 1，与 SELU 搭配。",
            // Sparse
            ["nn.Embedding"] = "按编号在表里查向量；稀疏梯度只含被查到的行。",
            ["nn.EmbeddingBag"] = "把每一袋编号查到的向量求和、平均或取最大，变成一个向量。",
            ["nn.functional.one_hot"] =
                "每个编号变成一行，只有它的位置是 1；乘以表就等于嵌入查表。",
            // Distance
            ["torch.dist"] = "两个张量之差的 p 范数，得到一个数。",
            ["nn.PairwiseDistance"] = "两批向量一一对应，逐对求差的 p 范数。",
            ["torch.cdist"] = "第一张表的每一行与第二张表的每一行之间的距离，排成矩阵。",
            ["nn.CosineSimilarity"] = "点积除以两个长度，只看方向是否一致，不看长短。",
            ["nn.functional.normalize"] = "把向量除以自己的长度，得到长度为 1 的向量。",
            // Loss
            ["nn.CrossEntropyLoss"] =
                "直接接收 logits，先取 log-softmax，再取真实类别的负对数概率。",
            ["nn.NLLLoss"] = "接收对数概率，取真实类别那一项的相反数。",
            ["nn.MSELoss"] = "预测与目标之差的平方的平均，大的误差罚得更重。",
            ["nn.L1Loss"] = "预测与目标之差的绝对值的平均，对离群点不敏感。",
            ["nn.SmoothL1Loss"] = "误差小于 β 时用平方，大于 β 时用绝对值，尖角被磨圆。",
            ["nn.HuberLoss"] = "误差小于 δ 时用平方，大于 δ 时沿直线增长。",
            ["nn.BCELoss"] = "接收概率的二分类交叉熵；对数低于 −100 时按 −100 算。",
            ["nn.BCEWithLogitsLoss"] =
                "直接接收 logits 的二分类交叉熵，数值上比先取 sigmoid 更稳定。",
            ["nn.KLDivLoss"] = "衡量对数概率 x 离分布 y 有多远；两者相同时为零。",
            ["nn.TripletMarginLoss"] = "让锚点离正样本比离负样本近，至少近一个间隔 m。",
            ["nn.CosineEmbeddingLoss"] = "同类的一对让夹角变小，不同类的一对让余弦低于间隔 m。",
            ["nn.MarginRankingLoss"] = "让该排前面的分数高出另一个至少一个间隔 m。",
            ["nn.HingeEmbeddingLoss"] = "同类的一对直接罚距离，不同类的一对只罚不到间隔 m 的部分。",
            ["modules.InfoNCELoss"] =
                "让每个查询在所有键中认出自己的那一个，等于以余弦除以 τ 为 logits 的交叉熵。",
            // Backpropagation
            ["chain_rule"] = "从损失往回走，每一步把上游梯度乘以本步的导数，直到权重。",
            ["slope"] = "梯度就是损失曲线在该点的斜率；步子足够小，沿负梯度走损失才会下降。",
            ["accumulation"] = "每次反向传播的梯度都会累加，直到用 zero_grad 清掉为止。",
            // Optim
            ["optim.SGD"] = "沿负梯度走一步；有动量时沿梯度的滑动和走。",
            ["optim.Adagrad"] = "每个参数除以自己历史梯度平方和的根，走得越多步子越小。",
            ["optim.RMSprop"] = "每个参数除以梯度平方滑动平均的根，步子不会一直变小。",
            ["optim.Adam"] = "用梯度的滑动平均定方向、用平方的滑动平均定步长，并修正开头的偏差。",
            ["optim.AdamW"] = "权重衰减不进梯度，每步直接把参数乘以 1 − lr·λ，然后走 Adam 的一步。",
            ["optim.SparseAdam"] = "只更新稀疏梯度提到的那些行，其余的行和它们的平均都不动。",
            ["optim.lr_scheduler.StepLR"] = "每隔固定的轮数，学习率乘以 γ。",
            ["optim.lr_scheduler.MultiStepLR"] = "到了给定的几个轮数，学习率各乘一次 γ。",
            ["optim.lr_scheduler.ExponentialLR"] = "每一轮学习率都乘以 γ。",
            ["optim.lr_scheduler.CosineAnnealingLR"] = "学习率沿半个余弦降到最小值，再升上来。",
            ["optim.lr_scheduler.ReduceLROnPlateau"] = "指标若干轮没有变好，学习率就乘以一个因子。",
            ["optim.lr_scheduler.LinearLR"] = "学习率的因子从一个值沿直线变到另一个值。",
            ["optim.lr_scheduler.SequentialLR"] = "几个调度依次接力，例如先预热再衰减。",
            ["optim.lr_scheduler.LambdaLR"] = "初始学习率乘以一个关于轮数的函数。",
            ["optim.lr_scheduler.OneCycleLR"] = "学习率先升到最高再降到很低，动量则反过来。",
            ["nn.utils.clip_grad_norm_"] =
                "所有梯度合起来的范数超过上限时，一起按比例缩短，方向不变。",
            ["nn.utils.clip_grad_value_"] = "把梯度的每个元素截到 ±c 之内，方向会改变。",
            // Training
            ["torch.utils.data.DataLoader"] =
                "把数据集分成一批一批，每一遍按 PyTorch 的顺序重新打乱。",
            ["datasets.Cifar10"] = "读取 CIFAR-10 的二进制文件：32 × 32 的彩色图像，共十类。",
            ["modules.CifarNetwork"] =
                "笔记里的网络：三次卷积、整流和池化，然后 1024 → 64 → 10 个 logits。",
            ["safetensors.load_file"] = "按名字保存和读取权重的文件。",
            ["training.cifar_training"] = "取一批、前向、算损失、清梯度、反向、更新，一轮又一轮。",
            // Random
            ["torch.manual_seed"] = "由一个种子开始的随机数流，每一位都与 PyTorch 相同。",
            ["nn.init"] = "参数开始时的数值：均匀、正态、常数、正交，方差按层的宽度来定。",
            // Convolution, beyond the notes
            ["nn.ConvTranspose1d"] =
                "卷积的反方向：序列上每个输入点把卷积核铺开并相加，输出因此变大。",
            ["nn.ConvTranspose2d"] =
                "卷积的反方向：图像上每个输入点把卷积核铺开并相加，输出因此变大。",
            ["nn.ConvTranspose3d"] =
                "卷积的反方向：立体上每个输入点把卷积核铺开并相加，输出因此变大。",
            ["nn.Fold"] = "把展开的小块放回原位，重叠处相加。",
            ["nn.Unfold"] = "把每个滑动窗口摊成一列。",
            // Padding, beyond the notes
            ["nn.ReflectionPad1d"] = "在序列四周补上以边缘为镜子的倒影。",
            ["nn.ReflectionPad2d"] = "在图像四周补上以边缘为镜子的倒影。",
            ["nn.ReflectionPad3d"] = "在立体四周补上以边缘为镜子的倒影。",
            ["nn.ReplicationPad1d"] = "在序列四周重复边缘的数。",
            ["nn.ReplicationPad2d"] = "在图像四周重复边缘的数。",
            ["nn.ReplicationPad3d"] = "在立体四周重复边缘的数。",
            ["nn.ZeroPad1d"] = "在序列四周补零。",
            ["nn.ZeroPad2d"] = "在图像四周补零。",
            ["nn.ZeroPad3d"] = "在立体四周补零。",
            ["nn.ConstantPad1d"] = "在序列四周补同一个常数。",
            ["nn.ConstantPad2d"] = "在图像四周补同一个常数。",
            ["nn.ConstantPad3d"] = "在立体四周补同一个常数。",
            ["nn.CircularPad1d"] = "在序列四周接上另一端的数，首尾相连。",
            ["nn.CircularPad2d"] = "在图像四周接上另一端的数，首尾相连。",
            ["nn.CircularPad3d"] = "在立体四周接上另一端的数，首尾相连。",
            // Pooling, beyond the notes
            ["nn.MaxUnpool1d"] = "按记下的位置把序列的最大值放回去，其余补零。",
            ["nn.MaxUnpool2d"] = "按记下的位置把图像的最大值放回去，其余补零。",
            ["nn.MaxUnpool3d"] = "按记下的位置把立体的最大值放回去，其余补零。",
            ["nn.LPPool1d"] = "对序列每个窗口求 p 次幂的和，再开 p 次方。",
            ["nn.LPPool2d"] = "对图像每个窗口求 p 次幂的和，再开 p 次方。",
            ["nn.LPPool3d"] = "对立体每个窗口求 p 次幂的和，再开 p 次方。",
            ["nn.FractionalMaxPool2d"] = "用随机摆放的窗口对图像做最大池化，缩小的倍数可以是小数。",
            ["nn.FractionalMaxPool3d"] = "用随机摆放的窗口对立体做最大池化，缩小的倍数可以是小数。",
            // Activation, beyond the notes
            ["nn.ELU"] = "正数不变，负数按指数趋近 −α。",
            ["nn.CELU"] = "指数线性单元的一种，在零点处处可微。",
            ["nn.SELU"] = "乘上固定系数的指数线性单元，使层间均值和方差自行稳定。",
            ["nn.PReLU"] = "负半轴的斜率由学习得到。",
            ["nn.RReLU"] = "训练时负半轴的斜率随机抽取，推理时取平均。",
            ["nn.ReLU6"] = "负数归零，大于六的取六。",
            ["nn.SiLU"] = "输入乘以它自己的 S 型函数值。",
            ["nn.Mish"] = "输入乘以 softplus 的双曲正切。",
            ["nn.Softplus"] = "线性整流的平滑版本，ln(1 + eˣ)。",
            ["nn.LogSigmoid"] = "S 型函数的对数，大负数也不下溢。",
            ["nn.Hardsigmoid"] = "用折线代替 S 型函数。",
            ["nn.Hardtanh"] = "把数截在上下两个界之间。",
            ["nn.Hardswish"] = "输入乘以折线形的 S 型函数。",
            ["nn.Hardshrink"] = "绝对值不超过 λ 的归零，其余不变。",
            ["nn.Softshrink"] = "向零靠近 λ，绝对值不超过 λ 的归零。",
            ["nn.Tanhshrink"] = "输入减去它的双曲正切。",
            ["nn.Softsign"] = "除以 1 加绝对值，压到 (−1, 1) 之间。",
            ["nn.Threshold"] = "不超过阈值的换成给定的数。",
            ["nn.GLU"] = "一半作数值，另一半经 S 型函数作门，两者相乘。",
            ["nn.Softmin"] = "对相反数做 softmax，越小的概率越大。",
            ["nn.Softmax2d"] = "在每个像素上对通道做 softmax。",
            ["nn.functional.gumbel_softmax"] =
                "加上 Gumbel 噪声再做 softmax：按概率抽取类别，而且可以求导。",
            ["nn.AdaptiveLogSoftmaxWithLoss"] = "类别极多时把少见的类别分成几簇，先选簇再选类。",
            // Normalization, beyond the notes
            ["nn.RMSNorm"] = "只除以均方根，不减均值。",
            ["nn.LocalResponseNorm"] = "每个数除以相邻通道平方和的幂。",
            ["nn.CrossMapLRN2d"] = "跨特征图的局部响应归一化的旧形式。",
            // Linear, beyond the notes
            ["nn.Unflatten"] = "把一个维度重新拆成几个维度。",
            // Dropout, beyond the notes
            ["nn.FeatureAlphaDropout"] = "整个通道一起失活，并保持均值和方差。",
            // Vision, beyond the notes
            ["nn.Upsample"] = "按最近邻或插值把输入放大到给定的尺寸或倍数。",
            ["nn.UpsamplingNearest2d"] = "用最近的像素放大图像。",
            ["nn.UpsamplingBilinear2d"] = "用双线性插值放大图像，四角对齐。",
            ["nn.functional.interpolate"] = "按给定的方式插值，放大或缩小。",
            ["nn.PixelShuffle"] = "把通道里的数铺到平面上，用通道换分辨率。",
            ["nn.PixelUnshuffle"] = "把平面上的小块收进通道，用分辨率换通道。",
            ["nn.ChannelShuffle"] = "把各组的通道交错排列。",
            // Loss, beyond the notes
            ["nn.CTCLoss"] = "对所有能读出目标序列的对齐方式求概率之和，取负对数。",
            ["nn.PoissonNLLLoss"] = "目标服从泊松分布时的负对数似然。",
            ["nn.GaussianNLLLoss"] = "目标服从高斯分布时的负对数似然，方差也由模型给出。",
            ["nn.MultiLabelMarginLoss"] = "每个正确类别都要比错误类别高出一个间隔。",
            ["nn.MultiLabelSoftMarginLoss"] = "每个类别各做一次二分类的交叉熵，再取平均。",
            ["nn.MultiMarginLoss"] = "正确类别要比其他类别高出一个间隔。",
            ["nn.SoftMarginLoss"] = "标签为 ±1 的二分类对数损失。",
            ["nn.TripletMarginWithDistanceLoss"] = "三元组损失，距离由自己选定。",
            // Optim, beyond the notes
            ["optim.Adadelta"] = "用更新量与梯度各自的滑动均方之比代替学习率。",
            ["optim.Adafactor"] = "二阶矩只存行和列的平均，省内存。",
            ["optim.Adamax"] = "Adam 的二阶矩换成梯度绝对值的滑动最大值。",
            ["optim.ASGD"] = "普通梯度下降，另外记录参数走过的平均值。",
            ["optim.LBFGS"] = "由最近几步的变化估计曲率，沿拟牛顿方向走。",
            ["optim.NAdam"] = "带 Nesterov 动量的 Adam。",
            ["optim.RAdam"] = "开头方差不可靠时先不用自适应学习率的 Adam。",
            ["optim.Rprop"] = "只看梯度的符号，各参数的步长自行增减。",
            ["optim.lr_scheduler.MultiplicativeLR"] = "每一轮把学习率乘以给定函数的值。",
            ["optim.lr_scheduler.ConstantLR"] = "开头几轮把学习率乘以一个系数，之后恢复。",
            ["optim.lr_scheduler.PolynomialLR"] = "学习率按多项式降到零。",
            ["optim.lr_scheduler.CosineAnnealingWarmRestarts"] =
                "学习率按余弦下降，到底后重新开始，周期可以加长。",
            ["optim.lr_scheduler.CyclicLR"] = "学习率在上下界之间来回变化。",
            ["optim.lr_scheduler.ChainedScheduler"] = "几个调度器每一轮依次都起作用。",
            // Lazy modules, containers and what goes with sequences and parameters
            ["nn.LazyLinear"] =
                "第一次前向时才按输入的最后一维确定权重的大小，之后就是普通的线性层。",
            ["nn.LazyConv1d"] = "序列的卷积，第一次前向时才按输入的通道数确定权重的大小。",
            ["nn.LazyConv2d"] = "图像的卷积，第一次前向时才按输入的通道数确定权重的大小。",
            ["nn.LazyConv3d"] = "立体数据的卷积，第一次前向时才按输入的通道数确定权重的大小。",
            ["nn.LazyConvTranspose1d"] =
                "序列的转置卷积，第一次前向时才按输入的通道数确定权重的大小。",
            ["nn.LazyConvTranspose2d"] =
                "图像的转置卷积，第一次前向时才按输入的通道数确定权重的大小。",
            ["nn.LazyConvTranspose3d"] =
                "立体数据的转置卷积，第一次前向时才按输入的通道数确定权重的大小。",
            ["nn.LazyBatchNorm1d"] =
                "向量或序列的批归一化，第一次前向时才按输入的通道数建立参数和滑动统计量。",
            ["nn.LazyBatchNorm2d"] =
                "图像的批归一化，第一次前向时才按输入的通道数建立参数和滑动统计量。",
            ["nn.LazyBatchNorm3d"] =
                "立体数据的批归一化，第一次前向时才按输入的通道数建立参数和滑动统计量。",
            ["nn.LazyInstanceNorm1d"] =
                "序列的实例归一化，第一次前向时才按输入的第二维建立参数和滑动统计量。",
            ["nn.LazyInstanceNorm2d"] =
                "图像的实例归一化，第一次前向时才按输入的第二维建立参数和滑动统计量。",
            ["nn.LazyInstanceNorm3d"] =
                "立体数据的实例归一化，第一次前向时才按输入的第二维建立参数和滑动统计量。",
            ["nn.ModuleList"] =
                "按位置编号登记一列模块，使它们的参数能被找到；怎样前向由使用者决定。",
            ["nn.ModuleDict"] = "按名字登记一组模块并保持加入的顺序，前向时按名字挑选。",
            ["nn.ParameterList"] = "按位置编号登记一列参数，普通张量放进去就成为参数。",
            ["nn.ParameterDict"] = "按名字登记一组参数并保持加入的顺序，普通张量放进去就成为参数。",
            ["nn.functional.pdist"] = "一张表里每两行之间的距离，每一对只算一次，排成一个向量。",
            ["nn.utils.rnn.pad_sequence"] =
                "把长短不一的序列补到一样长叠成一个张量，也能按长度再切开。",
            ["nn.utils.parameters_to_vector"] =
                "把所有参数首尾相接排成一个向量，也能从向量写回参数。",
        };
}
