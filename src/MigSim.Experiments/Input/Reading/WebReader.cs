using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads the web server of a scenario, the load on it and the count of flows.</summary>
internal static class WebReader
{
    public static ServerPlan? ReadServer(MapReader root) =>
        root.Has(WebFields.Server)
            ? root.ReadPart(
                WebFields.Server,
                server => new ServerPlan(
                    new VmName(server.Get(WebFields.Machine)),
                    ReadProfile(server.Open(WebFields.Profile)),
                    server.Get(WebFields.Balloon),
                    server.Get(WebFields.Accesses)
                )
            )
            : null;

    public static LoadPlan? ReadLoad(MapReader root)
    {
        if (!root.Has(WebFields.Load))
        {
            return null;
        }

        MapReader load = root.Open(WebFields.Load);
        return new LoadPlan(
            load.Get(WebFields.Source),
            load.Get(WebFields.Rate),
            load.Get(WebFields.Connections),
            load.Get(WebFields.Calls),
            load.Get(WebFields.Timeout)
        );
    }

    public static FlowPlan? ReadFlows(MapReader root)
    {
        if (!root.Has(FlowFields.Flows))
        {
            return null;
        }

        MapReader flows = root.Open(FlowFields.Flows);
        return new FlowPlan(
            new HostName(flows.Get(FlowFields.Host)),
            flows.Get(FlowFields.FramesPerSample)
        );
    }

    private static ServerProfile ReadProfile(MapReader profile)
    {
        MapReader access = profile.Open(ServerFields.Access);
        return new ServerProfile
        {
            Name = profile.FileName ?? "server",
            Threads = profile.Get(ServerFields.Threads),
            Backlog = profile.Get(ServerFields.Backlog),
            RequestCost = profile.Get(ServerFields.RequestCost),
            Request = profile.Get(ServerFields.Request),
            Reply = profile.Get(ServerFields.Reply),
            Step = profile.Get(ServerFields.Step),
            MemoryMax = profile.Get(ServerFields.MemoryMax),
            Access = new MemoryAccessCosts
            {
                Call = access.Get(ServerFields.Call),
                WalkNanoseconds = access.Get(ServerFields.Walk),
                Virtual = access.Get(ServerFields.Virtual),
                FirstLevel = access.Get(ServerFields.FirstLevel),
                TableEntry = access.Get(ServerFields.TableEntry),
                TableLevels = access.Get(ServerFields.TableLevels),
                FirstLevelClocks = access.Get(ServerFields.FirstLevelClocks),
                SecondLevelClocks = access.Get(ServerFields.SecondLevelClocks),
            },
        };
    }
}
