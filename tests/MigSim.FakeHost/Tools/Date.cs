using System.Globalization;

namespace MigSim.FakeHost.Tools;

/// <summary>date +%s.%6N, by a clock of the host's own.</summary>
internal static class Date
{
    public static int Run(Session session, string[] arguments)
    {
        if (arguments is not ["+%s.%6N"])
        {
            return session.Fail(1, "date: only +%s.%6N is known");
        }

        Console.WriteLine(Now(session).ToString("F6", CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Gets the seconds since 1970 by the host's clock.</summary>
    public static decimal Now(Session session)
    {
        decimal ahead = decimal.Parse(
            session.World.Get(session.Host, "clock") ?? "0",
            CultureInfo.InvariantCulture
        );
        return ((DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 1e7m) + ahead;
    }
}
