using MigSim.Clustering;

namespace MigSim.Lab.Heartbeat;

/// <summary>Who holds which resource, after all that the scripts answered.</summary>
internal sealed class ResourceHolders
{
    private readonly SortedDictionary<VmName, SortedSet<HostName>> _holders = [];
    private readonly SortedDictionary<VmName, int> _calls = [];

    /// <summary>Takes the next event of a host.</summary>
    public void Note(HostEvent logged)
    {
        if (ResourceEvents.Of(logged) is not { } change)
        {
            return;
        }

        if (change.Exit is null)
        {
            _calls[change.Vm] = _calls.GetValueOrDefault(change.Vm) + 1;
            return;
        }

        _calls[change.Vm] = Math.Max(0, _calls.GetValueOrDefault(change.Vm) - 1);
        SortedSet<HostName> holders = HoldersOf(change.Vm);
        if (change is { Verb: ScriptVerb.Start or ScriptVerb.Status, Exit: ScriptExit.Success })
        {
            holders.Add(change.Host);
        }
        else if (
            change
            is { Verb: ScriptVerb.Stop, Exit: ScriptExit.Success }
                or { Verb: ScriptVerb.Status, Exit: ScriptExit.NotRunning }
        )
        {
            holders.Remove(change.Host);
        }
    }

    /// <summary>Tells whether a host alone holds a resource, and nothing is done to it.</summary>
    public bool IsSettled(VmName vm, HostName host) =>
        _calls.GetValueOrDefault(vm) == 0 && HoldersOf(vm).SetEquals([host]);

    /// <summary>Tells people who holds a resource.</summary>
    public string Describe(VmName vm) =>
        (HoldersOf(vm), _calls.GetValueOrDefault(vm)) switch
        {
            ({ Count: 0 }, 0) => $"{vm} is held by nobody",
            (var holders, 0) => $"{vm} is held by {string.Join(" and ", holders)}",
            _ => $"a script is at work on {vm}",
        };

    private SortedSet<HostName> HoldersOf(VmName vm)
    {
        if (!_holders.TryGetValue(vm, out SortedSet<HostName>? holders))
        {
            _holders[vm] = holders = [];
        }

        return holders;
    }
}
