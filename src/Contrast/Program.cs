try
{
    Diptych.Reference.LibTorch.Load();
    TorchSharp.torch.manual_seed(0);
    Console.WriteLine(TorchSharp.torch.rand(3).ToString(TorchSharp.TensorStringStyle.Numpy));
    return 0;
}
catch (Diptych.Reference.LibTorchUnavailableException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
