namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Loss =>
        [
            new(
                "nn.CrossEntropyLoss",
                "Loss/CrossEntropyLoss",
                "Loss/LogitsExample",
                "Cross-entropy of logits",
                "交叉熵",
                "nn.functional.cross_entropy"
            ),
            new(
                "nn.NLLLoss",
                "Loss/NLLLoss",
                "Loss/LogitsExample",
                "Negative log-likelihood",
                "负对数似然",
                "nn.functional.nll_loss"
            ),
            new(
                "nn.MSELoss",
                "Loss/MSELoss",
                "Loss/LossExample",
                "Mean squared error",
                "均方误差",
                "nn.functional.mse_loss"
            ),
            new(
                "nn.L1Loss",
                "Loss/L1Loss",
                "Loss/LossExample",
                "Mean absolute error",
                "平均绝对误差",
                "nn.functional.l1_loss"
            ),
            new(
                "nn.SmoothL1Loss",
                "Loss/SmoothL1Loss",
                "Loss/LossExample",
                "Absolute error with a rounded tip",
                "平滑 L1 损失",
                "nn.functional.smooth_l1_loss"
            ),
            new(
                "nn.HuberLoss",
                "Loss/HuberLoss",
                "Loss/LossExample",
                "Huber's loss",
                "Huber 损失",
                "nn.functional.huber_loss"
            ),
            new(
                "nn.BCELoss",
                "Loss/BCELoss",
                "Loss/LossExample",
                "Binary cross-entropy of probabilities",
                "二元交叉熵",
                "nn.functional.binary_cross_entropy"
            ),
            new(
                "nn.BCEWithLogitsLoss",
                "Loss/BCEWithLogitsLoss",
                "Loss/LossExample",
                "Binary cross-entropy of logits",
                "带 logits 的二元交叉熵",
                "nn.functional.binary_cross_entropy_with_logits"
            ),
            new(
                "nn.KLDivLoss",
                "Loss/KLDivLoss",
                "Loss/LossExample",
                "Kullback-Leibler divergence",
                "KL 散度",
                "nn.functional.kl_div"
            ),
            new(
                "nn.TripletMarginLoss",
                "Loss/TripletMarginLoss",
                "Loss/ContrastiveExample",
                "Triplet loss",
                "三元组损失",
                "nn.functional.triplet_margin_loss"
            ),
            new(
                "nn.CosineEmbeddingLoss",
                "Loss/CosineEmbeddingLoss",
                "Loss/ContrastiveExample",
                "Cosine of pairs that belong together or not",
                "余弦嵌入损失",
                "nn.functional.cosine_embedding_loss"
            ),
            new(
                "nn.MarginRankingLoss",
                "Loss/MarginRankingLoss",
                "Loss/ContrastiveExample",
                "Ranking loss",
                "边际排序损失",
                "nn.functional.margin_ranking_loss"
            ),
            new(
                "nn.HingeEmbeddingLoss",
                "Loss/HingeEmbeddingLoss",
                "Loss/ContrastiveExample",
                "Distance of pairs that belong together or not",
                "合页嵌入损失",
                "nn.functional.hinge_embedding_loss"
            ),
            new(
                "nn.CTCLoss",
                "Loss/CTCLoss",
                "",
                "Labels read off a sequence, whichever frames they take",
                "连接时序分类损失",
                "nn.functional.ctc_loss"
            ),
            new(
                "nn.PoissonNLLLoss",
                "Loss/PoissonNLLLoss",
                "",
                "Negative log-likelihood of counts",
                "泊松负对数似然",
                "nn.functional.poisson_nll_loss"
            ),
            new(
                "nn.GaussianNLLLoss",
                "Loss/GaussianNLLLoss",
                "",
                "Negative log-likelihood with a variance",
                "高斯负对数似然",
                "nn.functional.gaussian_nll_loss"
            ),
            new(
                "nn.MultiLabelMarginLoss",
                "Loss/MultiLabelMarginLoss",
                "",
                "Margins between true classes and all others",
                "多标签边际损失",
                "nn.functional.multilabel_margin_loss"
            ),
            new(
                "nn.MultiLabelSoftMarginLoss",
                "Loss/MultiLabelSoftMarginLoss",
                "",
                "Cross-entropy of classes that are each true or not",
                "多标签软边际损失",
                "nn.functional.multilabel_soft_margin_loss"
            ),
            new(
                "nn.MultiMarginLoss",
                "Loss/MultiMarginLoss",
                "",
                "Margins between the true class and all others",
                "多分类边际损失",
                "nn.functional.multi_margin_loss"
            ),
            new(
                "nn.SoftMarginLoss",
                "Loss/SoftMarginLoss",
                "",
                "Logistic loss of two classes",
                "软边际损失",
                "nn.functional.soft_margin_loss"
            ),
            new(
                "nn.TripletMarginWithDistanceLoss",
                "Loss/TripletMarginWithDistanceLoss",
                "",
                "Triplet loss with any distance",
                "自定义距离的三元组损失",
                "nn.functional.triplet_margin_with_distance_loss"
            ),
            new(
                "modules.InfoNCELoss",
                "Loss/InfoNCELoss",
                "Loss/ContrastiveExample",
                "InfoNCE, own key among all keys",
                "InfoNCE 对比损失",
                "functional.info_nce"
            ),
        ];
}
