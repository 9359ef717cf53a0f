using System.Collections.Immutable;
using System.Net;
using MigSim.Clustering;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Models.Migration;
using MigSim.Provenance;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Fakes;

/// <summary>A study that needs no files.</summary>
public static class FakeStudy
{
    public static Study Create(params string[] points) =>
        new(
            "fake",
            points.Length > 1 ? ["script"] : [],
            [.. points.DefaultIfEmpty("base").Select(point => CreateScenario(point))]
        );

    /// <summary>Makes a study of two points.</summary>
    public static Study CreatePair() => Create("script=a", "script=b");

    public static Scenario CreateScenario(string point = "base", double? within = 0.05) =>
        new()
        {
            Name = "fake",
            Point = point,
            Experiment = "controlled-failure",
            Platform = new Platform("fake", [], [], []),
            Hypervisor = Hypervisor(),
            Engines = MigrationEngines.Profiles,
            Machines =
            [
                new Machine(
                    new VmSpec(
                        new VmName("x0"),
                        DataSize.FromMebibytes(128),
                        1,
                        IPAddress.Loopback,
                        new WorkloadProfile("idle", 0, []),
                        "xen-legacy"
                    ),
                    new HostName("node0")
                ),
            ],
            Cluster = Cluster(),
            Script = FailoverScript.LiveMigrate,
            Restart = RestartMode.StagedCopy,
            Takeover =
            [
                new ClusterResource(new VmName("x0"), new HostName("node0"), new HostName("node1")),
            ],
            Failure = new FailurePlan(
                TimeSpan.FromSeconds(18),
                new HostName("node0"),
                FailureKind.Stop
            ),
            Probe = new ProbePlan(
                new HostName("storage"),
                new VmName("x0"),
                TimeSpan.FromMilliseconds(10),
                3000,
                TimeSpan.FromSeconds(1)
            ),
            Expectations =
            [
                new Expectation("rtt.before.mean_ms", 0.25, within, "paper table 3"),
                new Expectation("rtt.during.mean_ms", 1.0, within, "paper table 3"),
                new Expectation("rtt.after.first_ms", 0.3, null, "paper table 3"),
                new Expectation("rtt.after.last_ms", 0.25, within, "paper table 3"),
            ],
            Constants =
            [
                new Constant("guest.boot", "15 s", Origin.DataSheet, "a manual"),
                new Constant("control_domain.copy_hold", "0.4 ms", Origin.Fitted, "paper table 3"),
            ],
            Inputs = ImmutableSortedDictionary<string, string>.Empty.Add(
                "platforms/fake.yaml",
                "sha256:00"
            ),
        };

    private static HypervisorProfile Hypervisor() =>
        new()
        {
            Name = "fake",
            ControlDomain = new ControlDomainProfile
            {
                Processors = 1,
                PacketCost = TimeSpan.FromMicroseconds(20),
                TurnsPerPacket = 1,
                CopyCostPerPage = TimeSpan.FromMicroseconds(5),
                DiskCostPerPage = TimeSpan.FromMicroseconds(5),
                CopyRate = DataRate.FromMegabitsPerSecond(400),
                CopyHold = TimeSpan.FromMilliseconds(0.4),
                Aftermath = TimeSpan.FromSeconds(1),
            },
            Migration = new MigrationProfile
            {
                Setup = TimeSpan.FromMilliseconds(100),
                Suspend = TimeSpan.FromMilliseconds(10),
                Resume = TimeSpan.FromMilliseconds(20),
                ReadAhead = DataSize.FromKibibytes(64),
                StreamWindow = DataSize.FromKibibytes(64),
            },
            Guest = new GuestProfile
            {
                Boot = TimeSpan.FromSeconds(15),
                ShutDown = TimeSpan.FromSeconds(5),
            },
            Constants = [],
        };

    private static HeartbeatOptions Cluster() =>
        new()
        {
            KeepAlive = TimeSpan.FromSeconds(2),
            WarnTime = TimeSpan.FromSeconds(10),
            DeadTime = TimeSpan.FromSeconds(30),
            InitDead = TimeSpan.FromSeconds(60),
            Delays = new HeartbeatDelays
            {
                BeforeRelease = TimeSpan.Zero,
                BetweenResources = TimeSpan.Zero,
                AfterRelease = TimeSpan.Zero,
                BeforeTakeover = TimeSpan.Zero,
                BeforeStart = TimeSpan.Zero,
            },
            Constants = [],
        };
}
