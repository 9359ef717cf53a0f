namespace MigSim;

/// <summary>The name of a physical machine, as ssh, Xen and the cluster know it.</summary>
public readonly record struct HostName(string Value) : IComparable<HostName>
{
    /// <inheritdoc/>
    public int CompareTo(HostName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
