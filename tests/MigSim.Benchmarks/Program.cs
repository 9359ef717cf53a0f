using BenchmarkDotNet.Running;
using MigSim.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(args);
