namespace MigSim.FakeHost.Tools;

/// <summary>xl -vvv migrate over ssh: the sender, and the receiver whose lines ssh mixes in.</summary>
internal sealed class XlMigrate(Session session, string name, string target)
{
    private const int SetupTime = 100;
    private const int LiveTime = 800;

    private readonly World _world = session.World;
    private readonly int _targetBoots = session.World.Boots(target);

    // A guest may be slow to stop, or a link to carry the rest.
    private int StopTime => _world.Fault("slow-stop") is null ? 60 : 2000;

    private string Incoming => name + "--incoming";

    private string Away => name + "--migratedaway";

    /// <summary>Gets whether both ends can go on; the machine may be wherever it is.</summary>
    private bool IsWhole =>
        _world.Boots(target) == _targetBoots && _world.Find(target, Incoming) is not null;

    public int Run()
    {
        if (_world.Find(session.Host, name) is not { } machine)
        {
            return Xl.Unknown(session, name);
        }

        if (_targetBoots == 0)
        {
            Say($"ssh: connect to host {target} port 22: No route to host");
            Say("migration target: Transport closed before banner");
            return 1;
        }

        if (!session.Work(SetupTime))
        {
            return 143;
        }

        Say("migration target: Ready to receive domain.");
        Say("Saving to migration stream new xl format (info 0x3/0x0/1079)");
        string? refusal = _world.Locked(() => Receive(machine));
        if (refusal is not null)
        {
            Say(refusal);
            Say("migration target: Domain creation failed (code -3).");
            return Resume("Migration failed, resuming at sender.");
        }

        Say("libxl-save-helper: debug: starting save: Success");
        return Copy() ?? HandOver();
    }

    private static void Say(string line)
    {
        Console.Error.WriteLine(line);
        Console.Error.Flush();
    }

    private string? Receive(FakeDomain machine) =>
        _world.Boots(target) != _targetBoots
            ? $"Connection to {target} closed by remote host."
            : _world.Fault("destination-refuses") switch
            {
                "memory" => "failed to free memory for the domain",
                "name" =>
                    $"libxl: error: libxl.c:367:libxl__domain_rename: Domain with name \"{Incoming}\" already exists.",
                _ => Xl.Place(_world, target, machine with { Name = Incoming }),
            };

    /// <summary>Copies and suspends the machine.</summary>
    /// <returns>The exit code if that fails.</returns>
    private int? Copy()
    {
        for (int pass = 0; pass < 2; pass++)
        {
            // Pass 0 goes over all frame numbers up to 4 GiB, used or not.
            int frames = pass == 0 ? 1_044_480 : 1024;
            Say($"xc: progress: Frames iteration {pass}: 0/{frames}    0%");
            if (!Wait(LiveTime / 2))
            {
                return GiveUp(isStopped: false);
            }

            Say($"xc: progress: Frames iteration {pass}: {frames}/{frames}  100%");
        }

        Say(
            "libxl: debug: libxl_dom_suspend.c:203:domain_suspend_callback_common: Domain 1:issuing PVH/HVM suspend request via XenBus control node"
        );
        bool isStopped = Change(FakeDomain.Runs, FakeDomain.Stopped);
        if (!isStopped || !Wait(StopTime))
        {
            return GiveUp(isStopped);
        }

        Say(
            "libxl: debug: libxl_dom_suspend.c:358:suspend_common_wait_guest_check: Domain 1:guest has suspended"
        );
        Say("xc: progress: Domain now suspended: 0/0    0%");
        Say("xc: progress: Frames iteration 2: 7/7  100%");
        if (!Wait(StopTime))
        {
            return GiveUp(isStopped: true);
        }

        Say("xc: progress: End of stream: 0/0    0%");
        return null;
    }

    private int HandOver()
    {
        Say("migration target: Transfer complete, requesting permission to start domain.");
        Say("migration sender: Target has acknowledged transfer.");
        bool isRenamed = session.Change(() => Rename(session.Host, name, Away, FakeDomain.Stopped));
        string? breaks = _world.Fault("handshake");
        if (!isRenamed)
        {
            return GiveUp(isStopped: true);
        }

        Say("migration sender: Giving target permission to start.");
        Thread.Sleep((int)(StopTime * _world.Pace));
        bool isStarted =
            breaks != "stopped"
            && _world.Locked(() => IsWhole && Rename(target, Incoming, name, FakeDomain.Runs));
        if (breaks is not null)
        {
            Say("** Migration failed during final handshake **");
            Say("Domain state is now undefined !");
            return 1;
        }

        if (!isStarted)
        {
            Say("migration sender: Target reports startup failure (status code -3).");
            session.Change(() => Rename(session.Host, Away, name, FakeDomain.Runs));
            Say("migration sender: Resumed OK.");
            Say("Migration failed due to problems at target.");
            return 1;
        }

        Say("migration target: Got permission, starting domain.");
        Say("migration target: Domain started successsfully.");
        Say("migration sender: Target reports successful startup.");
        session.Change(() => _world.Remove(session.Host, Away));
        Say("Migration successful.");
        return 0;
    }

    /// <summary>Waits while both ends go on and the machine does not crash.</summary>
    private bool Wait(int milliseconds)
    {
        long due = Environment.TickCount64 + (long)(milliseconds * _world.Pace);
        while (Environment.TickCount64 < due)
        {
            bool isCrashed = _world.Find(session.Host, name)?.State == FakeDomain.Crashed;
            if (!IsWhole || isCrashed || !session.WaitUntil(Environment.TickCount64 + 20))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ends like the real one: if it was told to end, it resumes nothing.</summary>
    private int GiveUp(bool isStopped)
    {
        _world.Locked(() =>
        {
            if (_world.Boots(target) == _targetBoots)
            {
                _world.Remove(target, Incoming);
            }

            return true;
        });
        if (session.IsEnded || !session.IsAlive)
        {
            return 143;
        }

        if (isStopped)
        {
            Change(FakeDomain.Stopped, FakeDomain.Runs);
        }

        return Resume("Migration failed, resuming at sender.");
    }

    private static int Resume(string message)
    {
        Say(message);
        return 1;
    }

    private bool Change(string from, string to)
    {
        bool isChanged = false;
        session.Change(() =>
            isChanged =
                _world.Find(session.Host, name)?.State == from
                && Rename(session.Host, name, name, to)
        );
        return isChanged;
    }

    private bool Rename(string host, string from, string to, string state)
    {
        if (_world.Find(host, from) is not { } domain)
        {
            return false;
        }

        if (from != to)
        {
            _world.Remove(host, from);
        }

        _world.Put(
            host,
            domain with
            {
                Name = to,
                State = state,
                StartedAt = host == target ? Xl.Now() : domain.StartedAt,
            }
        );
        return true;
    }
}
