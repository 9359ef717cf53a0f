namespace MigSim.Kernel;

/// <summary>One place of a <see cref="Resource"/>, held until this is disposed.</summary>
/// <remarks>Disposing it again, or a copy of it, does nothing.</remarks>
public readonly record struct ResourceLease : IDisposable
{
    private readonly Resource? _resource;
    private readonly int _place;
    private readonly long _number;

    internal ResourceLease(Resource resource, int place, long number)
    {
        _resource = resource;
        _place = place;
        _number = number;
    }

    /// <summary>Gives the place back; it goes to the next in line.</summary>
    public void Dispose() => _resource?.Release(_place, _number);
}
