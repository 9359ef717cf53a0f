namespace MigSim.FakeHost.Tools;

/// <summary>cl_status: what Heartbeat says of itself, if it runs.</summary>
internal static class ClStatus
{
    /// <summary>The exit code after the daemon has not answered for five seconds.</summary>
    private const int Silent = 12;

    public static int Run(Session session, string[] arguments)
    {
        string? state = session.World.Get(session.Host, "heartbeat");
        switch (state)
        {
            case "hangs":
                session.WaitUntil(long.MaxValue);
                return Silent;
            case "silent":
                return Silent;
            case null:
                Console.WriteLine("Heartbeat is stopped on this machine.");
                return 1;
            default:
                Console.WriteLine(
                    arguments is ["hbstatus"] ? "Heartbeat is running on this machine." : state
                );
                return 0;
        }
    }
}
