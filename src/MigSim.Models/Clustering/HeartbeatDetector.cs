using MigSim.Clustering;

namespace MigSim.Models.Clustering;

/// <summary>
/// The heartbeat rule itself: a member that was not heard of for long enough is suspected, then
/// dead. It knows no clock, no thread and no network.
/// </summary>
/// <remarks>Source: the manual of Heartbeat's <c>ha.cf</c>.</remarks>
public struct HeartbeatDetector
{
    private readonly HeartbeatOptions _options;
    private TimeSpan _last;
    private bool _heard;

    /// <summary>Creates a detector that has heard nothing yet.</summary>
    public HeartbeatDetector(HeartbeatOptions options, TimeSpan now)
    {
        _options = options;
        _last = now;
    }

    /// <summary>Gets when the state will change if nothing more is heard; never, if it is dead.</summary>
    public readonly TimeSpan NextChangeAt(TimeSpan now) =>
        StateAt(now) switch
        {
            MemberState.Unknown => _last + _options.InitDead,
            MemberState.Alive => _last + _options.WarnTime,
            MemberState.Suspected => _last + _options.DeadTime,
            _ => TimeSpan.MaxValue,
        };

    /// <summary>Notes a beat.</summary>
    public void Heard(TimeSpan at)
    {
        _last = at;
        _heard = true;
    }

    /// <summary>Gets the state at a time, not before the last beat.</summary>
    public readonly MemberState StateAt(TimeSpan at)
    {
        TimeSpan silence = at - _last;
        if (!_heard)
        {
            return silence >= _options.InitDead ? MemberState.Dead : MemberState.Unknown;
        }

        return silence >= _options.DeadTime ? MemberState.Dead
            : silence >= _options.WarnTime ? MemberState.Suspected
            : MemberState.Alive;
    }
}
