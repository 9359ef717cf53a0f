namespace MigSim.Contracts;

/// <summary>Where a machine was seen running, look by look.</summary>
internal sealed class Sightings
{
    private readonly List<HostName> _places = [];

    /// <summary>Gets the places in the order in which it came to them.</summary>
    public IReadOnlyList<HostName> Places => _places;

    /// <summary>Gets the number of looks.</summary>
    public int Looks { get; private set; }

    /// <summary>Gets the number of looks that found it running nowhere.</summary>
    public int Nowhere { get; private set; }

    public void Add(HostName[] hosts)
    {
        Looks++;
        Assert.True(hosts.Length <= 1, $"It runs on {string.Join(" and ", hosts)} at once.");
        if (hosts.Length == 0)
        {
            Nowhere++;
        }
        else if (_places.Count == 0 || _places[^1] != hosts[0])
        {
            _places.Add(hosts[0]);
        }
    }
}
