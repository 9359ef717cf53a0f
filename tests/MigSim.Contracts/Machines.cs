using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>Questions about machines that several contracts ask.</summary>
internal static class Machines
{
    public static bool Runs(this VmStatus machine) =>
        machine.State is VmState.Running or VmState.Blocked;

    /// <summary>Lists a host's machines; none if it does not answer.</summary>
    public static async Task<IReadOnlyList<VmStatus>> ListOrNoneAsync(
        this Testbed bed,
        HostName host
    )
    {
        try
        {
            return await bed.Hypervisor.ListAsync(host, bed.Token);
        }
        catch (HypervisorException exception)
            when (exception.Error == HypervisorError.HostUnreachable)
        {
            return [];
        }
    }

    /// <summary>Gets the hosts on which a machine runs now.</summary>
    public static async Task<HostName[]> RunsOnAsync(
        this Testbed bed,
        VmName vm,
        IEnumerable<HostName> hosts
    )
    {
        var found = new List<HostName>();
        foreach (HostName host in hosts)
        {
            IReadOnlyList<VmStatus> machines = await bed.ListOrNoneAsync(host);
            if (machines.Any(machine => machine.Name == vm && machine.Runs()))
            {
                found.Add(host);
            }
        }

        // Looking takes time, and the machine may have moved meanwhile: it is on two hosts only if
        // it still is where it was seen first.
        if (found.Count > 1)
        {
            IReadOnlyList<VmStatus> machines = await bed.ListOrNoneAsync(found[0]);
            if (!machines.Any(machine => machine.Name == vm && machine.Runs()))
            {
                found.RemoveAt(0);
            }
        }

        return [.. found];
    }

    /// <summary>Fails unless a call fails for a reason.</summary>
    public static async Task FailsAsync(HypervisorError error, Func<Task> call)
    {
        HypervisorException exception = await Calls.ThrowsAsync<HypervisorException>(call);
        Assert.Equal(error, exception.Error);
    }

    /// <summary>
    /// Looks again and again where a machine runs while something goes on, and fails if that is
    /// ever more than one place.
    /// </summary>
    /// <returns>The places at which it was seen, in order, and for how many looks it was nowhere.</returns>
    public static async Task<Sightings> WatchWhileAsync(
        this Testbed bed,
        ITestbedFixture fixture,
        VmName vm,
        Func<Task> activity
    )
    {
        var sightings = new Sightings();
        await using var scope = new TaskScope(bed.Clock, bed.Token);
        _ = scope.Start("watching", token => LookAsync(bed, fixture, vm, sightings, token));
        await activity();
        return sightings;
    }

    private static async Task LookAsync(
        Testbed bed,
        ITestbedFixture fixture,
        VmName vm,
        Sightings sightings,
        CancellationToken cancellationToken
    )
    {
        await foreach (TimeSpan _ in bed.Clock.TicksAsync(fixture.Watch, cancellationToken))
        {
            sightings.Add(await bed.RunsOnAsync(vm, fixture.Hosts));
        }
    }
}
