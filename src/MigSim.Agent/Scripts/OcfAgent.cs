using MigSim.Agent.Hosts;
using MigSim.Clustering;
using MigSim.Failover.Scripts;
using MigSim.Virtualization;

namespace MigSim.Agent.Scripts;

/// <summary>The program as a resource agent, as Pacemaker calls it.</summary>
/// <remarks>
/// Exit codes and variables are those of the Open Cluster Framework, "Resource Agent API". Pacemaker
/// moves a machine with <c>migrate_to</c> on the source and <c>migrate_from</c> on the target, so its
/// <c>stop</c> really stops: it never is the paper's script that lets the machine run on.
/// </remarks>
internal sealed class OcfAgent(AgentHost host, Func<string, string?> variable)
{
    /// <summary>The exit code of OCF_ERR_CONFIGURED.</summary>
    public const int NotConfigured = 6;

    private const int Success = 0;
    private const int GenericError = 1;
    private const int WrongArguments = 2;
    private const int Unimplemented = 3;
    private const int NotInstalled = 5;
    private const int NotRunning = 7;

    /// <summary>Carries an action out.</summary>
    public async Task<int> RunAsync(string action, CancellationToken cancellationToken)
    {
        if (
            action
            is not (
                "start"
                or "stop"
                or "monitor"
                or "status"
                or "validate-all"
                or "migrate_to"
                or "migrate_from"
            )
        )
        {
            return Complain(Unimplemented, $"'{action}' is no action");
        }

        if (variable("OCF_RESKEY_vm") is not { Length: > 0 } name)
        {
            return Complain(NotConfigured, "the parameter 'vm' is missing");
        }

        var vm = new VmName(name);
        if (!host.Knows(vm))
        {
            return Complain(NotConfigured, $"no machine is called {vm}");
        }

        if (host.MissingProgram() is { } program)
        {
            // A machine cannot run where its hypervisor is not: a probe must not fail for that.
            return action is "monitor" or "stop"
                ? (action == "stop" ? Success : NotRunning)
                : Complain(NotInstalled, $"{program} is not installed");
        }

        return action switch
        {
            "validate-all" => Success,
            "migrate_to" => await MigrateAsync(vm, cancellationToken),
            "migrate_from" => await ArrivedAsync(vm, cancellationToken),
            "monitor" => await CallAsync(vm, "status", cancellationToken),
            _ => await CallAsync(vm, action, cancellationToken),
        };
    }

    private static int Complain(int exitCode, string message)
    {
        Console.Error.WriteLine($"migsim-agent: {message}");
        return exitCode;
    }

    private async Task<int> CallAsync(VmName vm, string verb, CancellationToken cancellationToken)
    {
        StopStartScript script = host.CreateStopStartScript();
        ScriptOutcome outcome = await ScriptCall.RunAsync(
            host,
            script,
            vm,
            verb,
            cancellationToken
        );
        if (outcome.Reason is { } reason)
        {
            return Complain(GenericError, $"{verb} {vm}: {reason}");
        }

        return outcome.Exit switch
        {
            ScriptExit.Success => Success,
            ScriptExit.NotRunning => NotRunning,
            _ => Complain(GenericError, $"{verb} {vm} failed"),
        };
    }

    private async Task<int> MigrateAsync(VmName vm, CancellationToken cancellationToken)
    {
        if (variable("OCF_RESKEY_CRM_meta_migrate_target") is not { Length: > 0 } target)
        {
            return Complain(WrongArguments, "the target of the migration is missing");
        }

        try
        {
            MigrationReport report = await host.Hypervisor.MigrateAsync(
                new(vm, host.Self, new(target), MigrationMode.PreCopy, host.MigrationTimeout),
                cancellationToken
            );
            return report.Status == MigrationStatus.Completed
                ? Success
                : Complain(GenericError, $"migrate_to {vm}: {report.Status}");
        }
        catch (HypervisorException exception)
        {
            return Complain(GenericError, $"migrate_to {vm}: {exception.Message}");
        }
    }

    // The source has done all of it; here it is only made sure of.
    private async Task<int> ArrivedAsync(VmName vm, CancellationToken cancellationToken)
    {
        int exitCode = await CallAsync(vm, "status", cancellationToken);
        return exitCode == NotRunning
            ? Complain(GenericError, $"migrate_from {vm}: it did not arrive")
            : exitCode;
    }
}
