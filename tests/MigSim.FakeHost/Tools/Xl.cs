using System.Globalization;

namespace MigSim.FakeHost.Tools;

/// <summary>xl of Xen 4.17, as far as it is called.</summary>
internal static class Xl
{
    /// <summary>The time to build a machine, and to write or read its memory.</summary>
    private const int CreateTime = 500;
    private const int ShutDownTime = 400;

    /// <summary>The time to write or to read a machine's memory.</summary>
    private const int ImageTime = 800;

    private const string Image = "Xen saved domain, xl format";

    public static int Run(Session session, string[] arguments)
    {
        string[] words = arguments is ["-vvv", ..] ? arguments[1..] : arguments;
        string verb = words.Length == 0 ? "" : words[0];
        if (session.World.Fault("xl-hangs") == verb)
        {
            session.WaitUntil(long.MaxValue);
            return 143;
        }

        return words switch
        {
            ["list"] => List(session),
            ["create", var path, .. var more] => Create(session, path, more),
            ["destroy", var name] => Destroy(session, name),
            ["shutdown", "-w", var name] => ShutDown(session, name),
            ["save", var name, var path] => Save(session, name, path),
            ["restore", var path] => Restore(session, path),
            ["migrate", var name, var target] => new XlMigrate(session, name, target).Run(),
            _ => session.Fail(2, $"xl: command '{verb}' is not known here"),
        };
    }

    /// <summary>Tells that a name is not the name of a machine.</summary>
    public static int Unknown(Session session, string name) =>
        session.Fail(1, $"{name} is an invalid domain identifier (rc=-6)");

    /// <summary>Gets the time of day in seconds.</summary>
    public static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>Makes room for a machine and puts it there, paused.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Place(World world, string host, FakeDomain machine)
    {
        IReadOnlyList<FakeDomain> there = world.Domains(host);
        if (there.Any(domain => domain.Name == machine.Name))
        {
            return $"libxl: error: libxl.c:367:libxl__domain_rename: Domain with name \"{machine.Name}\" already exists.";
        }

        if (there.Sum(domain => domain.Mebibytes) + machine.Mebibytes > world.Memory(host))
        {
            return "failed to free memory for the domain";
        }

        int id = there.Count == 0 ? 1 : there.Max(domain => domain.Id) + 1;
        world.Put(host, machine with { Id = id, State = FakeDomain.Paused, StartedAt = Now() });
        return null;
    }

    private static int List(Session session)
    {
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(
            "Name                                        ID   Mem VCPUs\tState\tTime(s)"
        );
        text.WriteLine(Line("Domain-0", 0, 640, 1, "r-----", 100.7));
        foreach (FakeDomain domain in session.World.Domains(session.Host))
        {
            double time = Now() - domain.StartedAt;
            text.WriteLine(
                Line(
                    domain.Name,
                    domain.Id,
                    domain.Mebibytes,
                    domain.Processors,
                    domain.State,
                    time
                )
            );
        }

        string list = text.ToString();
        bool isCut = session.World.Fault("truncated") == "list";
        Console.Write(isCut ? list[..^9] : list);
        return 0;
    }

    private static string Line(
        string name,
        int id,
        long memory,
        int processors,
        string state,
        double time
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -40} {id, 5} {memory, 5} {processors, 5}     {state}  {time, 8:F1}"
        );

    private static int Create(Session session, string path, string[] more)
    {
        Console.Error.WriteLine($"Parsing config from {path}");
        if (!File.Exists(path))
        {
            return session.Fail(
                1,
                $"Failed to read config file: {path}: No such file or directory"
            );
        }

        string[] lines = [.. File.ReadAllLines(path), .. more];
        string vif = Value("vif");
        int ip = vif.IndexOf("ip=", StringComparison.Ordinal);
        return Begin(
            session,
            new(
                0,
                Value("name"),
                long.Parse(Value("memory"), CultureInfo.InvariantCulture),
                int.Parse(Value("vcpus"), CultureInfo.InvariantCulture),
                "",
                ip < 0 ? "" : vif[(ip + 3)..].Split(',', '\'', ']')[0],
                0
            ),
            CreateTime
        );

        string Value(string key)
        {
            string value = "";
            foreach (string line in lines)
            {
                int equals = line.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && line[..equals].Trim() == key)
                {
                    value = line[(equals + 1)..].Trim().Trim('"');
                }
            }

            return value;
        }
    }

    private static int Begin(Session session, FakeDomain machine, int time)
    {
        string? wrong = null;
        bool isAlive = session.Change(() => wrong = Place(session.World, session.Host, machine));
        if (wrong is not null)
        {
            return session.Fail(1, wrong);
        }

        if (!isAlive || !session.Work(time))
        {
            // xl does not tidy up after itself if it is ended.
            return 143;
        }

        session.Change(() => SetState(session, machine.Name, FakeDomain.Runs));
        return 0;
    }

    private static int Destroy(Session session, string name)
    {
        bool isFound = false;
        session.Change(() =>
        {
            isFound = session.World.Find(session.Host, name) is not null;
            session.World.Remove(session.Host, name);
        });
        return isFound ? 0 : Unknown(session, name);
    }

    private static int ShutDown(Session session, string name)
    {
        if (session.World.Find(session.Host, name) is not { } domain)
        {
            return Unknown(session, name);
        }

        Console.WriteLine($"Shutting down domain {domain.Id}");
        Console.WriteLine("Waiting for 1 domains");
        if (!session.Work(ShutDownTime))
        {
            return 143;
        }

        session.Change(() => SetState(session, name, FakeDomain.Stopped));
        Console.WriteLine($"Domain {domain.Id} has been shut down, reason code 0");
        return 0;
    }

    private static int Save(Session session, string name, string path)
    {
        if (session.World.Find(session.Host, name) is not { } domain)
        {
            return Unknown(session, name);
        }

        session.Change(() => SetState(session, name, FakeDomain.Stopped));
        Console.Error.WriteLine($"Saving to {path} new xl format (info 0x3/0x0/1079)");
        File.WriteAllText(path, Image);
        if (!session.Work(ImageTime))
        {
            return 143;
        }

        FakeDomain? now = session.World.Find(session.Host, name);
        bool isFull = session.World.Fault("disk-full") is not null;
        if (isFull || now?.State != FakeDomain.Stopped)
        {
            session.Change(() =>
            {
                if (now?.State == FakeDomain.Stopped)
                {
                    SetState(session, name, FakeDomain.Runs);
                }
            });
            Console.Error.WriteLine(
                "xc: error: Failed to write page data to stream (28 = No space left on device): Internal error"
            );
            return session.Fail(1, "Failed to save domain, resuming domain");
        }

        session.Change(() =>
        {
            File.WriteAllText(path, $"{Image}\n{domain}");
            session.World.Remove(session.Host, name);
        });
        return 0;
    }

    private static int Restore(Session session, string path)
    {
        Console.Error.WriteLine($"Loading new save file {path} (new xl fmt info 0x3/0x0/1079)");
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines is [Image, var domain]
            ? Begin(session, FakeDomain.Parse(domain), ImageTime)
            : session.Fail(1, "File has wrong magic number - corrupt or for a different tool?");
    }

    private static void SetState(Session session, string name, string state)
    {
        if (session.World.Find(session.Host, name) is { } domain)
        {
            session.World.Put(session.Host, domain with { State = state });
        }
    }
}
