using MigSim.Agent.Hosts;
using MigSim.Clustering;

namespace MigSim.Agent.Scripts;

/// <summary>The program as an init script, as Heartbeat calls it.</summary>
/// <remarks>
/// Exit codes are those of the Linux Standard Base, 5.0, "Init Script Actions". Heartbeat does not read
/// them for <c>status</c> but looks for the word "running" in what is printed.
/// </remarks>
internal static class LsbScript
{
    private const int Success = 0;
    private const int Failed = 1;
    private const int UnimplementedFeature = 3;
    private const int StatusUnknown = 4;
    private const int ProgramNotConfigured = 6;

    /// <summary>Gets the exit code if the settings are of no use.</summary>
    public static int NotConfigured(string verb) =>
        verb == "status" ? StatusUnknown : ProgramNotConfigured;

    /// <summary>Answers the cluster manager.</summary>
    public static async Task<int> RunAsync(
        AgentHost host,
        VmName vm,
        string verb,
        CancellationToken cancellationToken
    )
    {
        if (verb == "restart")
        {
            Console.Error.WriteLine("migsim-agent: restart: a machine is started where it stopped");
            return UnimplementedFeature;
        }

        if (verb != "status" && !host.Knows(vm))
        {
            Console.Error.WriteLine($"migsim-agent: no machine is called {vm}");
            return ProgramNotConfigured;
        }

        ScriptOutcome outcome = await ScriptCall.RunAsync(
            host,
            host.CreateScript(),
            vm,
            verb,
            cancellationToken
        );
        if (outcome.Reason is { } reason)
        {
            Console.Error.WriteLine($"migsim-agent: {verb} {vm}: {reason}");
            return verb == "status" ? StatusUnknown : Failed;
        }

        switch (outcome.Exit)
        {
            case ScriptExit.Success:
                Console.Out.WriteLine(verb == "status" ? $"{vm} is running" : $"{verb} {vm}: OK");
                return Success;
            default:
                Console.Out.WriteLine(
                    verb == "status" ? $"{vm} is stopped" : $"{verb} {vm}: failed"
                );
                return (int)outcome.Exit;
        }
    }
}
