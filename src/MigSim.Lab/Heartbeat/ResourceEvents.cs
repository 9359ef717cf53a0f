using MigSim.Clustering;
using MigSim.Lab.Agents;

namespace MigSim.Lab.Heartbeat;

/// <summary>Reads calls of resource scripts out of what agents tell.</summary>
internal static class ResourceEvents
{
    /// <summary>Gets the call, or its end; null if an event is neither.</summary>
    public static ResourceEvent? Of(HostEvent logged) =>
        logged.Event switch
        {
            AgentEvent.ScriptCalled called when VerbOf(called.Verb) is { } verb => new(
                logged.At,
                logged.Host,
                new(called.Vm),
                verb,
                null
            ),
            AgentEvent.ScriptEnded ended when VerbOf(ended.Verb) is { } verb => new(
                logged.At,
                logged.Host,
                new(ended.Vm),
                verb,
                ExitOf(ended.ExitCode)
            ),
            _ => null,
        };

    private static ScriptVerb? VerbOf(string verb) =>
        verb switch
        {
            "start" => ScriptVerb.Start,
            "stop" => ScriptVerb.Stop,
            "status" => ScriptVerb.Status,
            _ => null,
        };

    // Heartbeat takes every other code for a failure.
    private static ScriptExit ExitOf(int code) =>
        code switch
        {
            0 => ScriptExit.Success,
            3 => ScriptExit.NotRunning,
            _ => ScriptExit.GenericError,
        };
}
