namespace MigSim;

/// <summary>The name of a virtual machine, unique in the testbed.</summary>
public readonly record struct VmName(string Value) : IComparable<VmName>
{
    /// <inheritdoc/>
    public int CompareTo(VmName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
