using System.Globalization;

namespace MigSim.FakeHost.Tools;

/// <summary>ping -n -D -O of iputils: machines answer while they run on a host that is on.</summary>
internal static class Ping
{
    private const double AnswerTime = 0.31;

    public static int Run(Session session, string[] arguments)
    {
        double interval = double.Parse(Option(arguments, "-i"), CultureInfo.InvariantCulture);
        int count = int.Parse(Option(arguments, "-c"), CultureInfo.InvariantCulture);
        string size = Option(arguments, "-s");
        string target = arguments[^1];
        Console.WriteLine($"PING {target} ({target}) {size}(84) bytes of data.");
        decimal begin = Date.Now(session);
        long start = Environment.TickCount64;
        int received = 0;
        bool isOpen = false;
        for (int sequence = 1; sequence <= count; sequence++)
        {
            if (!session.WaitUntil(start + (long)(interval * 1000 * (sequence - 1))))
            {
                return 130;
            }

            if (isOpen)
            {
                Say(session, $"no answer yet for icmp_seq={sequence - 1}");
            }

            isOpen = !Answers(session.World, target);
            if (!isOpen)
            {
                received++;
                Say(
                    session,
                    $"64 bytes from {target}: icmp_seq={sequence} ttl=64 time={Number(AnswerTime)} ms"
                );
            }
        }

        decimal elapsed = (Date.Now(session) - begin) * 1000;
        int loss = 100 * (count - received) / count;
        Console.WriteLine();
        Console.WriteLine($"--- {target} ping statistics ---");
        Console.WriteLine(
            $"{count} packets transmitted, {received} received, {loss}% packet loss, time {elapsed:F0}ms"
        );
        return received > 0 ? 0 : 1;
    }

    private static string Option(string[] arguments, string name) =>
        arguments[Array.IndexOf(arguments, name) + 1];

    private static string Number(double value) =>
        value.ToString("0.###", CultureInfo.InvariantCulture);

    private static void Say(Session session, string text)
    {
        string stamp = Date.Now(session).ToString("F6", CultureInfo.InvariantCulture);
        Console.WriteLine($"[{stamp}] {text}");
        Console.Out.Flush();
    }

    private static bool Answers(World world, string address)
    {
        foreach (string host in world.Hosts)
        {
            if (
                world.IsOn(host)
                && world
                    .Domains(host)
                    .Any(domain => domain.Address == address && domain.State == FakeDomain.Runs)
            )
            {
                return true;
            }
        }

        return false;
    }
}
