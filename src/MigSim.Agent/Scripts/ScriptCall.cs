using MigSim.Agent.Hosts;
using MigSim.Clustering;
using MigSim.Lab.Agents;
using MigSim.Virtualization;

namespace MigSim.Agent.Scripts;

/// <summary>One call of a resource script, from its beginning to its end in the log.</summary>
internal static class ScriptCall
{
    /// <summary>Makes the call; an error is an outcome.</summary>
    public static async Task<ScriptOutcome> RunAsync(
        AgentHost host,
        IResourceScript script,
        VmName vm,
        string verb,
        CancellationToken cancellationToken
    )
    {
        host.Log.Write(new AgentEvent.ScriptCalled(host.UnixSeconds, vm.Value, verb));
        ScriptOutcome outcome;
        try
        {
            ScriptExit exit = verb switch
            {
                "start" => await script.StartAsync(vm, host.Self, cancellationToken),
                "stop" => await script.StopAsync(vm, host.Self, cancellationToken),
                _ => await script.StatusAsync(vm, host.Self, cancellationToken),
            };
            outcome = new(exit, null);
        }
        catch (Exception exception)
            when (exception
                    is HypervisorException
                        or ArgumentException
                        or NotSupportedException
                        or InvalidOperationException
            )
        {
            outcome = new(ScriptExit.GenericError, exception.Message);
        }
        catch (OperationCanceledException)
        {
            outcome = new(ScriptExit.GenericError, "it was ended before it was done");
        }

        host.Log.Write(
            new AgentEvent.ScriptEnded(
                host.UnixSeconds,
                vm.Value,
                verb,
                (int)outcome.Exit,
                outcome.Reason
            )
        );
        return outcome;
    }
}
