using System.Text.RegularExpressions;

namespace MigSim.Lab.Parsing;

/// <summary>Knows what the messages of the ha-log mean.</summary>
internal static partial class HaLogMessages
{
    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    public static HaLogEvent Interpret(string message) =>
        message switch
        {
            "All HA resources relinquished." => new HaLogEvent.ResourcesRelinquished(),
            "Both machines own our resources!" or "Both machines own foreign resources!" =>
                new HaLogEvent.BothOwn(),
            _ => Node(message) ?? Resource(message) ?? new HaLogEvent.Other(),
        };

    private static HaLogEvent? Node(string message)
    {
        if (NodeDead().Match(message) is { Success: true } dead)
        {
            return new HaLogEvent.NodeDead(Text(dead, "node"));
        }

        if (NodeStatus().Match(message) is { Success: true } status)
        {
            return new HaLogEvent.NodeStatus(Text(status, "node"), Text(status, "status"));
        }

        if (LocalStatus().Match(message) is { Success: true } local)
        {
            return new HaLogEvent.LocalStatus(Text(local, "status"));
        }

        if (
            Late().Match(message) is { Success: true } late
            && Numbers.TryCount(late.Groups["interval"].ValueSpan, out int milliseconds)
        )
        {
            return new HaLogEvent.LateHeartbeat(
                Text(late, "node"),
                TimeSpan.FromMilliseconds(milliseconds)
            );
        }

        if (Link().Match(message) is { Success: true } link)
        {
            return Text(link, "status") == "up"
                ? new HaLogEvent.LinkUp(Text(link, "node"), Text(link, "device"))
                : new HaLogEvent.LinkDead(Text(link, "node"), Text(link, "device"));
        }

        return Shutdown(message);
    }

    private static HaLogEvent? Shutdown(string message)
    {
        if (Notice().Match(message) is { Success: true } notice)
        {
            return new HaLogEvent.ShutdownNotice(Text(notice, "node"));
        }

        if (ShutdownBegan().IsMatch(message))
        {
            return new HaLogEvent.ShutdownBegan();
        }

        return ShutdownComplete().IsMatch(message) ? new HaLogEvent.ShutdownComplete() : null;
    }

    private static HaLogEvent? Resource(string message)
    {
        if (TakeoverBegan().Match(message) is { Success: true } began)
        {
            return new HaLogEvent.TakeoverBegan(Text(began, "node"));
        }

        if (TakeoverComplete().Match(message) is { Success: true } complete)
        {
            return new HaLogEvent.TakeoverComplete(Text(complete, "node"));
        }

        if (Group().Match(message) is { Success: true } group)
        {
            return Text(group, "verb") == "Acquiring"
                ? new HaLogEvent.GroupAcquiring(Text(group, "node"), Text(group, "resources"))
                : new HaLogEvent.GroupReleasing(Text(group, "node"), Text(group, "resources"));
        }

        return Script().Match(message) is { Success: true } script
            ? new HaLogEvent.ScriptCalled(Text(script, "resource"), Text(script, "verb"))
            : null;
    }

    private static string Text(Match match, string group) => match.Groups[group].Value;

    [GeneratedRegex(@"\Anode (?<node>\S+): is dead\z", Options)]
    private static partial Regex NodeDead();

    [GeneratedRegex(@"\AStatus update for node (?<node>\S+): status (?<status>\S+)\z", Options)]
    private static partial Regex NodeStatus();

    [GeneratedRegex(@"\ALocal status now set to: '(?<status>\S+)'\z", Options)]
    private static partial Regex LocalStatus();

    [GeneratedRegex(
        @"\ALate heartbeat: Node (?<node>\S+): interval (?<interval>[0-9]+) ms",
        Options
    )]
    private static partial Regex Late();

    [GeneratedRegex(@"\ALink (?<node>[^\s:]+):(?<device>\S+) (?<status>up|dead)\.\z", Options)]
    private static partial Regex Link();

    [GeneratedRegex(@"\AReceived shutdown notice from '(?<node>\S+)'\.\z", Options)]
    private static partial Regex Notice();

    [GeneratedRegex(@"\AHeartbeat shutdown in progress\. \([0-9]+\)\z", Options)]
    private static partial Regex ShutdownBegan();

    [GeneratedRegex(@"\A\S+ Heartbeat shutdown complete\.\z", Options)]
    private static partial Regex ShutdownComplete();

    [GeneratedRegex(@"\AResources being acquired from (?<node>\S+)\.\z", Options)]
    private static partial Regex TakeoverBegan();

    [GeneratedRegex(@"\Amach_down takeover complete for node (?<node>\S+)\.\z", Options)]
    private static partial Regex TakeoverComplete();

    [GeneratedRegex(
        @"\A(?<verb>Acquiring|Releasing) resource group: (?<node>\S+) (?<resources>\S.*)\z",
        Options
    )]
    private static partial Regex Group();

    [GeneratedRegex(
        @"\ARunning /etc/(ha\.d/resource\.d|init\.d)/(?<resource>\S+( \S+)*) +(?<verb>start|stop|status)\z",
        Options
    )]
    private static partial Regex Script();
}
