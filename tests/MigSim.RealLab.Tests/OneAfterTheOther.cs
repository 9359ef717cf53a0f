// The labs share one machine and its processors.
[assembly: AssemblyFixture(typeof(MigSim.RealLab.Tests.Qemu.QemuPlace))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
