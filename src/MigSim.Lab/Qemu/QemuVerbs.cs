using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>The verbs <c>migsim-agent vm …</c>: what <see cref="QmpHypervisor"/> has done on a host.</summary>
/// <remarks>
/// Each prints lines of JSON. What cannot be carried out is an answer too, with exit code 1; a wrong
/// call has exit code 2.
/// </remarks>
public sealed class QemuVerbs
{
    /// <summary>What can be said after <c>vm</c>.</summary>
    public const string Usage =
        "vm list|look VM|create MACHINE|destroy VM|discard VM|resume VM|shutdown VM|crash VM"
        + "|receive MACHINE|send VM HOST PORT MODE|save VM|saved VM|restore VM [OVER]";

    private readonly HostName _self;
    private readonly QemuSettings _settings;
    private readonly QemuHost _host;
    private readonly QemuReceiver _receiver;
    private readonly QemuSender _sender;
    private readonly QemuStateStore _store;
    private readonly QemuSaver _saver;

    /// <summary>Creates the verbs of a host.</summary>
    /// <param name="settings">What the host is told.</param>
    /// <param name="shell">The way to all hosts; this one too.</param>
    /// <param name="carry">Makes words to be run here that run words on the host of saved machines.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="time">The time of day.</param>
    public QemuVerbs(
        AgentSettings settings,
        IRemoteShell shell,
        Func<string[], IReadOnlyList<string>> carry,
        RunClock clock,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        _self = new(settings.Self);
        _settings =
            settings.Qemu
            ?? throw new ArgumentException("There are no settings of QEMU.", nameof(settings));
        _host = new(_self, _settings, shell, clock);
        _receiver = new(_self, _settings, _host.Launcher, clock, time);
        _sender = new(_self, _settings, _host.Launcher, clock, time);
        _store = new(_self, _settings, shell);
        _saver = new(_settings, _host.Launcher, _store, carry, clock);
    }

    /// <summary>Carries a verb out.</summary>
    /// <param name="words">What was said after <c>vm</c>.</param>
    /// <param name="print">Prints a line.</param>
    /// <param name="cancellationToken">Gives up; a machine is then where it was.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ArgumentException">The call is wrong.</exception>
    public async Task<int> ExecuteAsync(
        IReadOnlyList<string> words,
        Action<string> print,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(words);
        VmAnswer answer;
        try
        {
            answer = await AnswerAsync([.. words], print, cancellationToken);
        }
        catch (HypervisorException exception)
        {
            answer = new() { Error = exception.Error, Message = exception.Message };
        }
        catch (Exception exception)
            when (exception is QmpException or TranscriptException or IOException)
        {
            answer = new() { Error = HypervisorError.ToolFailed, Message = exception.Message };
        }

        Print(print, answer);
        return answer.Error is null ? 0 : 1;
    }

    private static void Print(Action<string> print, VmAnswer answer) =>
        print(JsonSerializer.Serialize(answer, QemuJson.Default.VmAnswer));

    private async Task<VmAnswer> AnswerAsync(
        string[] words,
        Action<string> print,
        CancellationToken token
    )
    {
        switch (words)
        {
            case ["list"]:
                return Of([.. await _host.ListAsync(token)]);
            case ["look", var vm]:
                return await _host.LookAsync(new(vm), token) is { } entry ? Of([entry]) : Of([]);
            case ["create", var machine]:
                AgentMachine spec = Read(machine, AgentJson.Default.AgentMachine);
                await _host.CreateAsync(spec, token);
                return Of([.. await FindAsync(new(spec.Name), token)]);
            case ["destroy", var vm]:
                await _host.DestroyAsync(new(vm));
                return new();
            case ["discard", var vm]:
                await _host.DiscardAsync(new(vm), token);
                return new();
            case ["resume", var vm]:
                await _host.ResumeAsync(new(vm), token);
                return new();
            case ["shutdown", var vm]:
                await _host.ShutDownAsync(new(vm), token);
                return new();
            case ["crash", var vm]:
                await _host.CrashAsync(new(vm), token);
                return new();
            case ["receive", var machine]:
                QemuMachine coming = Read(machine, QemuJson.Default.QemuMachine);
                VmName name = await _receiver.ReceiveAsync(
                    coming,
                    port => Print(print, new() { Port = port }),
                    token
                );
                return Of([.. await FindAsync(name, CancellationToken.None)]);
            case ["send", var vm, var target, var port, var mode]:
                return await SendAsync(new(vm), new(target), port, mode, token);
            case ["save", var vm]:
                await _host.WithAsync(
                    new(vm),
                    (directory, qemu) => _saver.SaveAsync(directory, qemu, token),
                    token
                );
                return new();
            case ["saved", var vm]:
                await _store.RequireAsync(_host.Of(new(vm)).Vm, token);
                return new();
            case ["restore", var vm]:
                return await RestoreAsync(new(vm), null, token);
            case ["restore", var vm, var over]:
                return await RestoreAsync(new(vm), new(over), token);
            default:
                throw new ArgumentException(Usage);
        }
    }

    private async Task<VmAnswer> SendAsync(
        VmName vm,
        HostName target,
        string port,
        string mode,
        CancellationToken cancellationToken
    )
    {
        if (
            !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number is < 1 or > 65534
            || !Enum.TryParse(mode, out MigrationMode how)
            || !_settings.MigrationAddresses.ContainsKey(target.Value)
        )
        {
            throw new ArgumentException(Usage);
        }

        return new()
        {
            Sending = await _sender.SendAsync(vm, target, number, how, cancellationToken),
        };
    }

    private async Task<VmAnswer> RestoreAsync(
        VmName vm,
        HostName? over,
        CancellationToken cancellationToken
    )
    {
        QemuDirectory directory = _host.Of(vm);
        using (directory.Lock())
        {
            if (directory.FindProcess() is not null)
            {
                throw new HypervisorException(
                    HypervisorError.VmExists,
                    $"{vm} is on {_self} already."
                );
            }

            // Seen before it is claimed: who finds the claim, and nothing here, knows that it is void.
            directory.Expect();
            bool isClaimed = false;
            try
            {
                QemuMachine machine = await _store.ClaimAsync(vm, over, cancellationToken);
                isClaimed = true;
                await _saver.RestoreAsync(directory, machine, cancellationToken);
            }
            finally
            {
                // Nothing of this if it runs.
                if (directory.IsIncoming)
                {
                    await _host.Launcher.EndAsync(directory);
                    if (isClaimed)
                    {
                        await _store.ReturnAsync(vm);
                    }
                }
            }
        }

        return Of([.. await FindAsync(vm, cancellationToken)]);
    }

    private async Task<IEnumerable<VmEntry>> FindAsync(VmName vm, CancellationToken token) =>
        (await _host.ListAsync(token)).Where(entry => entry.Machine.Machine.Name == vm.Value);

    private static VmAnswer Of(ImmutableArray<VmEntry> machines) => new() { Machines = machines };

    private static T Read<T>(
        string text,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type
    )
    {
        try
        {
            return JsonSerializer.Deserialize(text, type)
                ?? throw new ArgumentException("MACHINE: expected a machine, found null");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"MACHINE: {exception.Message}", exception);
        }
    }
}
