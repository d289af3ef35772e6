Diptych.Reference.LibTorch.Load();
TorchSharp.torch.manual_seed(0);
Console.WriteLine(TorchSharp.torch.rand(3).ToString(TorchSharp.TensorStringStyle.Numpy));
