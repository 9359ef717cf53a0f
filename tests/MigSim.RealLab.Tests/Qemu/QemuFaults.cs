using MigSim.Faults;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Qemu;

/// <summary>Breaks hosts and guests of a <see cref="QemuPlace"/>.</summary>
internal sealed class QemuFaults(QemuPlace place, CrashableShell shell, RunClock clock)
    : IFaultInjector
{
    public bool Supports(Fault fault) => fault is Fault.HostCrash or Fault.VmCrash;

    public async Task<IFaultHandle> InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.HostCrash crash:
                place.Crash(crash.Host);
                shell.Cut(crash.Host);
                return new Handle(fault, clock.Now, () => shell.Join(crash.Host));
            case Fault.VmCrash crash:
                string[] words = ["vm", "crash", crash.Vm.Value];
                ShellResult result = await shell.ExecuteAsync(
                    crash.Host,
                    new(place.AgentProgram, words, TimeSpan.FromSeconds(30)),
                    cancellationToken
                );
                Assert.True(result.ExitCode == 0, result.StandardOutput);
                return new Handle(fault, clock.Now, () => { });
            default:
                throw new NotSupportedException($"{fault}");
        }
    }

    private sealed class Handle(Fault fault, TimeSpan at, Action heal) : IFaultHandle
    {
        public Fault Fault => fault;

        public TimeSpan InjectedAt => at;

        public ValueTask DisposeAsync()
        {
            heal();
            return ValueTask.CompletedTask;
        }
    }
}
