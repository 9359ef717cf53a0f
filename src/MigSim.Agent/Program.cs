Console.Error.WriteLine("usage: migsim-agent start|stop|status VM");
return 2;
