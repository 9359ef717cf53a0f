using MigSim.Kernel;

namespace MigSim.Simulation.Network;

/// <summary>A bulk transfer that is under way.</summary>
internal sealed class BulkFlow(BulkTransfer transfer, SimLink sourceLink, SimLink targetLink)
{
    private readonly TaskCompletionSource<bool> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private SimTime _updatedAt;

    public BulkTransfer Transfer => transfer;

    public SimLink SourceLink => sourceLink;

    public SimLink TargetLink => targetLink;

    /// <summary>Its number in the fair-share problem that is being solved.</summary>
    public int Number { get; set; }

    /// <summary>Bytes per second, without framing.</summary>
    public double Rate { get; set; }

    public double BytesLeft { get; private set; } = transfer.Bytes;

    /// <summary>Ends with false if one of the hosts fails.</summary>
    public Task<bool> Completion => _completion.Task;

    public double SecondsLeft => Rate > 0 ? BytesLeft / Rate : double.PositiveInfinity;

    /// <summary>When <see cref="BytesLeft"/> was found.</summary>
    public SimTime UpdatedAt => _updatedAt;

    public void Begin(SimTime now) => _updatedAt = now;

    public void Advance(SimTime now)
    {
        BytesLeft = Math.Max(0, BytesLeft - (Rate * now.SecondsSince(_updatedAt)));
        _updatedAt = now;
    }

    public void Finish(bool completed)
    {
        BytesLeft = completed ? 0 : BytesLeft;
        _completion.TrySetResult(completed);
    }

    public bool Involves(Hosts.SimHost host) => transfer.Source == host || transfer.Target == host;
}
