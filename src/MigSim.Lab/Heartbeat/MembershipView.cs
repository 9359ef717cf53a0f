using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Heartbeat;

/// <summary>What one member believes of all, after what its log says.</summary>
/// <remarks>
/// Heartbeat tells that a beat was late only when it has come, so nobody is ever suspected. A member
/// that said that it leaves counts as alive until it is declared dead.
/// </remarks>
internal sealed class MembershipView(HostName observer, ImmutableArray<HostName> members)
{
    private readonly SortedDictionary<HostName, MemberState> _states = [];

    /// <summary>Gets what is believed of a member.</summary>
    public MemberState this[HostName member] => _states.GetValueOrDefault(member);

    /// <summary>Takes the meaning of the next line of the log.</summary>
    /// <returns>The members of whom something else is believed now.</returns>
    public IReadOnlyList<HostName> Note(HaLogEvent meaning) =>
        meaning switch
        {
            HaLogEvent.LocalStatus { Status: "up" } => Begin(MemberState.Alive),
            HaLogEvent.ShutdownComplete => Begin(MemberState.Unknown),
            HaLogEvent.NodeStatus { Status: "up" or "active" } status => Set(
                new(status.Node),
                MemberState.Alive
            ),
            HaLogEvent.NodeDead dead => Set(new(dead.Node), MemberState.Dead),
            _ => [],
        };

    private List<HostName> Begin(MemberState own)
    {
        List<HostName> changed =
        [
            .. members
                .Where(member => member != observer)
                .SelectMany(m => Set(m, MemberState.Unknown)),
        ];
        _states[observer] = own;
        return changed;
    }

    private HostName[] Set(HostName member, MemberState state)
    {
        if (this[member] == state || !members.Contains(member))
        {
            return [];
        }

        _states[member] = state;
        return [member];
    }
}
