using System.Text.Json.Nodes;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>The machines of this host.</summary>
internal sealed class QemuHost
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ButtonInterval = TimeSpan.FromSeconds(1);

    private readonly HostName _self;
    private readonly QemuSettings _settings;
    private readonly QemuLauncher _launcher;
    private readonly RunClock _clock;

    public QemuHost(HostName self, QemuSettings settings, IRemoteShell shell, RunClock clock)
    {
        _self = self;
        _settings = settings;
        _clock = clock;
        _launcher = new(self, settings, shell, clock);
    }

    public QemuLauncher Launcher => _launcher;

    /// <summary>Lists the machines by name; copies that must not run yet too.</summary>
    public async Task<IReadOnlyList<VmEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<VmEntry>();
        foreach (QemuDirectory directory in QemuDirectory.All(_settings.RunDirectory))
        {
            if (await ReadAsync(directory, cancellationToken) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Looks at one machine when nobody changes it any more; null if it is not there.</summary>
    public async Task<VmEntry?> LookAsync(VmName vm, CancellationToken cancellationToken)
    {
        QemuDirectory directory = Of(vm);
        using IDisposable claim = await LockAsync(directory, cancellationToken);
        return directory.FindProcess() is null
            ? null
            : await ReadAsync(directory, cancellationToken);
    }

    /// <summary>Starts a machine; it runs at the end, or nothing is left of it.</summary>
    public async Task CreateAsync(AgentMachine machine, CancellationToken cancellationToken)
    {
        QemuDirectory directory = Of(new(machine.Name));
        using IDisposable claim = directory.Lock();
        if (directory.FindProcess() is not null)
        {
            throw new HypervisorException(
                HypervisorError.VmExists,
                $"{machine.Name} is on {_self} already."
            );
        }

        Version version = await _launcher.VersionAsync(cancellationToken);
        QemuMachine sized = QemuMachine.Size(machine, _settings.Accelerator, version);
        await using QmpClient qemu = await _launcher.StartAsync(
            sized,
            directory,
            isIncoming: false,
            cancellationToken
        );
        try
        {
            await qemu.ExecuteAsync("cont", null, cancellationToken);
        }
        catch (Exception)
        {
            await _launcher.EndAsync(directory);
            throw;
        }
    }

    /// <summary>Ends a machine at once.</summary>
    public async Task DestroyAsync(VmName vm)
    {
        QemuDirectory directory = Of(vm);
        if (directory.FindProcess() is null || directory.IsIncoming)
        {
            throw NotFound(vm);
        }

        await _launcher.EndAsync(directory);
    }

    /// <summary>Ends a copy that must not run yet, if there is one.</summary>
    public async Task DiscardAsync(VmName vm, CancellationToken cancellationToken)
    {
        QemuDirectory directory = Of(vm);
        using IDisposable claim = await LockAsync(directory, cancellationToken);
        if (directory.IsIncoming)
        {
            await _launcher.EndAsync(directory);
        }
    }

    /// <summary>Lets a machine run on that was sent away but is certain not to have arrived.</summary>
    public Task ResumeAsync(VmName vm, CancellationToken cancellationToken) =>
        WithAsync(
            vm,
            (_, qemu) => qemu.ExecuteAsync("cont", null, cancellationToken),
            cancellationToken
        );

    /// <summary>Presses the power button until the machine is off.</summary>
    public Task ShutDownAsync(VmName vm, CancellationToken cancellationToken) =>
        WithAsync(
            vm,
            async (directory, qemu) =>
            {
                while (directory.FindProcess() is not null)
                {
                    await PressAsync(qemu, cancellationToken);
                    TimeSpan pressAt = _clock.Now + ButtonInterval;
                    while (_clock.Now < pressAt && directory.FindProcess() is not null)
                    {
                        await _clock.DelayAsync(LookInterval, cancellationToken);
                    }
                }

                directory.Remove();
            },
            cancellationToken
        );

    /// <summary>Makes the machine's operating system fail, and returns once it has.</summary>
    public Task CrashAsync(VmName vm, CancellationToken cancellationToken) =>
        WithQuestionsAsync(
            Of(vm),
            async qemu =>
            {
                await qemu.ExecuteAsync("inject-nmi", null, cancellationToken);
                while (await QemuQuestions.StateAsync(qemu, cancellationToken) != "guest-panicked")
                {
                    await _clock.DelayAsync(LookInterval, cancellationToken);
                }
            },
            cancellationToken
        );

    /// <summary>Changes a machine that is here; nobody else does so at the same time.</summary>
    public async Task WithAsync(
        VmName vm,
        Func<QemuDirectory, QmpClient, Task> change,
        CancellationToken cancellationToken
    )
    {
        QemuDirectory directory = Of(vm);
        using IDisposable claim = directory.Lock();
        if (directory.FindProcess() is null || directory.IsIncoming)
        {
            throw NotFound(vm);
        }

        await using QmpClient qemu = await QmpClient.ConnectAsync(
            _clock,
            directory.ControlSocket,
            ConnectPatience,
            cancellationToken
        );
        await change(directory, qemu);
    }

    /// <summary>Finds the directory of a machine.</summary>
    public QemuDirectory Of(VmName vm) => QemuDirectory.Of(_settings.RunDirectory, vm);

    private static VmState StateOf(string state) =>
        state switch
        {
            "running" => VmState.Running,
            "shutdown" => VmState.ShutDown,
            "guest-panicked" or "internal-error" => VmState.Crashed,
            _ => VmState.Paused,
        };

    private static async Task PressAsync(QmpClient qemu, CancellationToken cancellationToken)
    {
        try
        {
            await qemu.ExecuteAsync("system_powerdown", null, cancellationToken);
        }
        catch (QmpException exception) when (!exception.IsRefusal)
        {
            // It is off.
        }
    }

    private HypervisorException NotFound(VmName vm) =>
        new(HypervisorError.VmNotFound, $"{vm} is not on {_self}.");

    private async Task<IDisposable> LockAsync(
        QemuDirectory directory,
        CancellationToken cancellationToken
    )
    {
        TimeSpan giveUpAt = _clock.Now + LockPatience;
        while (true)
        {
            try
            {
                return directory.Lock();
            }
            catch (HypervisorException) when (_clock.Now < giveUpAt)
            {
                await _clock.DelayAsync(LookInterval, cancellationToken);
            }
        }
    }

    private async Task<VmEntry?> ReadAsync(
        QemuDirectory directory,
        CancellationToken cancellationToken
    )
    {
        bool isIncoming = directory.IsIncoming;
        if (directory.ReadMachine() is not { } machine)
        {
            return null;
        }

        if (isIncoming)
        {
            // Also while its process is not there yet, unless whoever wanted it is gone.
            bool isExpected = directory.FindProcess() is not null || directory.IsLocked();
            return isExpected ? new(machine, VmState.Paused, "inmigrate", true, 0) : null;
        }

        string? state = null;
        await WithQuestionsAsync(
            directory,
            async qemu => state = await QemuQuestions.StateAsync(qemu, cancellationToken),
            cancellationToken
        );
        return state is not null && directory.FindProcess() is { } process
            ? new(machine, StateOf(state), state, false, process.CpuTime.TotalSeconds)
            : null;
    }

    /// <summary>Asks a machine something; does nothing if it is not there, or gone meanwhile.</summary>
    private async Task WithQuestionsAsync(
        QemuDirectory directory,
        Func<QmpClient, Task> ask,
        CancellationToken cancellationToken
    )
    {
        if (directory.FindProcess() is null)
        {
            return;
        }

        try
        {
            await using QmpClient qemu = await QmpClient.ConnectAsync(
                _clock,
                directory.QuestionSocket,
                ConnectPatience,
                cancellationToken
            );
            await ask(qemu);
        }
        catch (QmpException) when (directory.FindProcess() is null)
        {
            // It has ended meanwhile.
        }
    }
}
