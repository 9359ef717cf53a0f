using MigSim.Clustering;

namespace MigSim.Contracts;

/// <summary>A cluster whose resource script takes its time and keeps every call.</summary>
public abstract class ScriptedCluster
{
    protected abstract ITestbedFixture Fixture { get; }

    // When a takeover has surely ended: every script one after the other, and the pauses.
    private protected TimeSpan Takeover =>
        Fixture.Cluster.Delays.BeforeTakeover
        + (
            (Fixture.Cluster.Delays.BeforeStart + TimedScript.Duration + Fixture.Tolerance)
            * Fixture.Resources.Length
        );

    private protected static ScriptCall[] Of(TimedScript script, ScriptVerb verb) =>
        [.. script.Calls.Where(call => call.Verb == verb)];

    private protected void RunCluster(Func<Testbed, TimedScript, Task> body)
    {
        TimedScript? script = null;
        Fixture.Run(
            async bed =>
            {
                await using IClusterManager cluster = bed.ClusterManager;
                foreach (HostName host in Fixture.Hosts)
                {
                    await cluster.StartAsync(host, bed.Token);
                }

                await bed.WaitAsync(Takeover + (Fixture.Cluster.KeepAlive * 2));
                await body(bed, script!);
            },
            bed => script = new TimedScript(bed.Clock)
        );
    }
}
