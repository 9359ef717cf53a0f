using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Input.Fields;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads the profiles of hypervisors, workloads and cluster managers.</summary>
internal static class ProfileReader
{
    public static HypervisorProfile ReadHypervisor(Sheet sheet, MapReader hypervisor)
    {
        MapReader control = hypervisor.Open(HypervisorFields.ControlDomain);
        MapReader migration = hypervisor.Open(HypervisorFields.Migration);
        MapReader guest = hypervisor.Open(HypervisorFields.Guest);
        return new HypervisorProfile
        {
            Name = hypervisor.FileName ?? "hypervisor",
            ControlDomain = new ControlDomainProfile
            {
                Processors = control.Get(HypervisorFields.Processors),
                PacketCost = control.Get(HypervisorFields.PacketCost),
                TurnsPerPacket = control.Get(HypervisorFields.TurnsPerPacket),
                CopyCostPerPage = control.Get(HypervisorFields.CopyCostPerPage),
                DiskCostPerPage = control.Get(HypervisorFields.DiskCostPerPage),
                CopyRate = control.Get(HypervisorFields.CopyRate),
                CopyHold = control.Get(HypervisorFields.CopyHold),
                Aftermath = control.Get(HypervisorFields.Aftermath),
            },
            Migration = new MigrationProfile
            {
                Setup = migration.Get(HypervisorFields.Setup),
                Suspend = migration.Get(HypervisorFields.Suspend),
                Resume = migration.Get(HypervisorFields.Resume),
                ReadAhead = migration.Get(HypervisorFields.ReadAhead),
                StreamWindow = migration.Get(HypervisorFields.StreamWindow),
            },
            Guest = new GuestProfile
            {
                Boot = guest.Get(HypervisorFields.Boot),
                ShutDown = guest.Get(HypervisorFields.ShutDown),
            },
            Scheduler = hypervisor.Get(HypervisorFields.Scheduler),
            Constants = sheet.ConstantsOf(hypervisor.Path),
        };
    }

    public static WorkloadProfile ReadWorkload(MapReader workload)
    {
        return new WorkloadProfile(
            workload.FileName ?? "workload",
            workload.Get(WorkloadFields.CpuShare),
            ReadPageClasses(workload, WorkloadFields.Writes)
        )
        {
            SystemWrites = ReadPageClasses(workload, WorkloadFields.SystemWrites),
            PacketsPerSecond = workload.Get(WorkloadFields.Packets),
            ReadOnly = workload.Has(WorkloadFields.ReadOnly)
                ? workload.Get(WorkloadFields.ReadOnly)
                : null,
        };
    }

    public static CheckpointProfile ReadCheckpoints(Sheet sheet, MapReader checkpoints) =>
        new()
        {
            Name = checkpoints.FileName ?? "checkpoints",
            Interval = checkpoints.Get(CheckpointFields.Interval),
            Pause = checkpoints.Get(CheckpointFields.Pause),
            CopyAsideRate = checkpoints.Has(CheckpointFields.CopyAsideRate)
                ? checkpoints.Get(CheckpointFields.CopyAsideRate)
                : null,
            HoldsOutput = checkpoints.Get(CheckpointFields.HoldsOutput),
            Activate = checkpoints.Get(CheckpointFields.Activate),
            Constants = sheet.ConstantsOf(checkpoints.Path),
        };

    public static HeartbeatOptions ReadCluster(Sheet sheet, MapReader cluster)
    {
        MapReader delays = cluster.Open(ClusterFields.Delays);
        return new HeartbeatOptions
        {
            KeepAlive = cluster.Get(ClusterFields.KeepAlive),
            WarnTime = cluster.Get(ClusterFields.WarnTime),
            DeadTime = cluster.Get(ClusterFields.DeadTime),
            InitDead = cluster.Get(ClusterFields.InitDead),
            Network = cluster.Get(ClusterFields.Network),
            Order = cluster.Get(ClusterFields.Order),
            Delays = new HeartbeatDelays
            {
                BeforeRelease = delays.Get(ClusterFields.BeforeRelease),
                BetweenResources = delays.Get(ClusterFields.BetweenResources),
                AfterRelease = delays.Get(ClusterFields.AfterRelease),
                BeforeTakeover = delays.Get(ClusterFields.BeforeTakeover),
                BeforeStart = delays.Get(ClusterFields.BeforeStart),
            },
            Constants = sheet.ConstantsOf(cluster.Path),
        };
    }

    private static ImmutableArray<PageClass> ReadPageClasses(MapReader workload, Field section) =>
        workload.Has(section)
            ?
            [
                .. workload
                    .Open(section)
                    .OpenOthers()
                    .Select(pages => new PageClass(
                        pages.Name,
                        pages.Reader.Get(WorkloadFields.Pages),
                        pages.Reader.Get(WorkloadFields.Rewrites)
                    )),
            ]
            : [];
}
