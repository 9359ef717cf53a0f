using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>What a verb <c>vm</c> of the agent prints: a line of JSON, the last one of its output.</summary>
internal sealed record VmAnswer
{
    /// <summary>Gets the machines that the verb is about.</summary>
    public ImmutableArray<VmEntry>? Machines { get; init; }

    /// <summary>Gets the port on which a machine is expected; the first line of <c>receive</c>.</summary>
    public int? Port { get; init; }

    /// <summary>Gets what became of a migration, as its source sees it.</summary>
    public QemuSending? Sending { get; init; }

    /// <summary>Gets why the verb could not be carried out.</summary>
    public HypervisorError? Error { get; init; }

    /// <summary>Gets more about the error.</summary>
    public string? Message { get; init; }
}

/// <summary>A machine on a host.</summary>
/// <param name="Machine">What it is.</param>
/// <param name="State">What it does.</param>
/// <param name="QemuState">The same in QEMU's words.</param>
/// <param name="IsIncoming">Whether it is a copy that must not run yet.</param>
/// <param name="CpuSeconds">The processor time that its process used.</param>
internal sealed record VmEntry(
    QemuMachine Machine,
    VmState State,
    string QemuState,
    bool IsIncoming,
    double CpuSeconds
);
