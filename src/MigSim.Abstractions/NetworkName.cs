namespace MigSim;

/// <summary>The name of a network: one switch and the links to it.</summary>
public readonly record struct NetworkName(string Value)
{
    /// <summary>The network that clients, migrations and the shared storage use.</summary>
    public static readonly NetworkName Lan = new("lan");

    /// <summary>The second network, for the messages of the cluster manager only.</summary>
    public static readonly NetworkName Heartbeat = new("heartbeat");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
