namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Containers =>
        [
            new(
                "nn.ModuleList",
                "Containers/ModuleList",
                "",
                "Modules in a list",
                "模块列表",
                "modules.EditedModuleList"
            ),
            new(
                "nn.ModuleDict",
                "Containers/ModuleDict",
                "",
                "Modules under names",
                "模块字典",
                "modules.EditedModuleDict"
            ),
            new(
                "nn.ParameterList",
                "Containers/ParameterList",
                "",
                "Parameters in a list",
                "参数列表",
                "modules.EditedParameterList"
            ),
            new(
                "nn.ParameterDict",
                "Containers/ParameterDict",
                "",
                "Parameters under names",
                "参数字典",
                "modules.EditedParameterDict"
            ),
        ];
}
