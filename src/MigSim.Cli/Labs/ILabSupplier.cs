using System.Collections.Immutable;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Checking;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Cli.Labs;

/// <summary>Makes the lab that a testbed file describes; nothing is done to any host yet.</summary>
internal interface ILabSupplier
{
    /// <summary>Gets where a lab keeps its files on this machine.</summary>
    LabPlace Place(TestbedDescription testbed);

    /// <summary>Makes it for use with a clock, to be looked at or taken away.</summary>
    /// <param name="testbed">The lab.</param>
    /// <param name="clock">The clock of what is about to be done.</param>
    ILab Create(TestbedDescription testbed, RunClock clock);

    /// <summary>Makes it for a dry run, in which nothing is done.</summary>
    ILab Rehearse(TestbedDescription testbed, RunClock clock, DryRunShell shell);

    /// <summary>
    /// Builds what hosts and guests need, guest images and the agent, unless that was done before,
    /// and makes the lab with it.
    /// </summary>
    Task<ILab> BuildAsync(
        TestbedDescription testbed,
        RunClock clock,
        IProgress<string> progress,
        CancellationToken cancellationToken
    );

    /// <summary>Gets the programs and the memory that the lab takes of this machine.</summary>
    (ImmutableArray<RequiredTool> Tools, DataSize Memory) Needs(TestbedDescription testbed);
}
