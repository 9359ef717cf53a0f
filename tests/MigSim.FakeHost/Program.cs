Console.Error.WriteLine("migsim-fake-host: call it by the name of a tool");
return 127;
