using System.Collections.Immutable;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>Where machines are on the members, and how one comes to be there or is gone.</summary>
internal sealed class XlDomains(
    RunClock clock,
    XlTool tool,
    XlTimes times,
    ImmutableArray<HostName> members
)
{
    /// <summary>Refuses a machine that any member has, or is about to have.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="host">The member that must answer; others need not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefuseIfAnywhereAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        Task<XlList?>[] questions =
        [
            .. members.Append(host).Distinct().Select(member => AskAsync(member)),
        ];
        foreach (XlList? list in await Task.WhenAll(questions))
        {
            XlSighting seen = list is null ? XlSighting.Unknown : XlSighting.Of(vm, list);
            if (seen.State is not null || seen.IsIncoming || seen.IsAway)
            {
                throw new HypervisorException(
                    HypervisorError.VmExists,
                    $"{list!.ControlDomain.Host} has a machine {vm} already."
                );
            }
        }

        async Task<XlList?> AskAsync(HostName member)
        {
            try
            {
                return await tool.ListAsync(member, cancellationToken);
            }
            catch (HypervisorException) when (member != host)
            {
                return null;
            }
        }
    }

    /// <summary>Refuses a machine that a host has not.</summary>
    public async Task RefuseUnlessThereAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        XlList list = await tool.ListAsync(host, cancellationToken);
        Find(vm, host, list);
    }

    /// <summary>Finds a machine that can be migrated.</summary>
    public async Task<VmStatus> FindMovableAsync(MigrationRequest request)
    {
        Task<XlList>[] questions =
        [
            tool.ListAsync(request.Source, CancellationToken.None),
            tool.ListAsync(request.Target, CancellationToken.None),
        ];
        XlList[] lists = await Task.WhenAll(questions);
        VmStatus found = Find(request.Vm, request.Source, lists[0]);
        XlSighting there = XlSighting.Of(request.Vm, lists[1]);
        if (there.IsIncoming || XlSighting.Of(request.Vm, lists[0]).IsAway)
        {
            throw new HypervisorException(
                HypervisorError.VmBusy,
                $"{request.Vm} is being migrated already, or was left so."
            );
        }

        return there.State is null
            ? found
            : throw new HypervisorException(
                HypervisorError.VmExists,
                $"{request.Target} has a machine {request.Vm} already."
            );
    }

    /// <summary>Runs a command of xl that starts a machine, and looks whether it runs.</summary>
    /// <remarks>What is left of a command that did not end by itself is destroyed.</remarks>
    public async Task<VmStatus> StartAsync(
        VmName vm,
        HostName host,
        TimeSpan timeout,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        ShellResult result;
        try
        {
            result = await tool.RunAsync(host, timeout, cancellationToken, arguments);
        }
        catch (Exception exception)
            when (exception is HypervisorException or OperationCanceledException)
        {
            await ClearAsync(vm, host);
            throw;
        }

        if (result.ExitCode != 0)
        {
            throw XlTool.Failure(host, $"xl {arguments[0]} {vm}", result);
        }

        VmStatus status = Find(vm, host, await tool.ListAsync(host, cancellationToken));
        return status.State is VmState.Running or VmState.Blocked
            ? status
            : throw new HypervisorException(
                HypervisorError.ToolFailed,
                $"{host}: xl {arguments[0]} ended well, but {vm} is {status.State}."
            );
    }

    /// <summary>Removes a machine whose operating system has ended; it may be gone already.</summary>
    public async Task RemoveAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        TimeSpan until = clock.Now + times.GiveUp;
        while (true)
        {
            XlList list = await tool.ListAsync(host, cancellationToken);
            XlSighting seen = XlSighting.Of(vm, list);
            if (seen.State is null)
            {
                return;
            }

            if (seen.State == VmState.ShutDown)
            {
                await tool.RunAsync(host, times.Change, cancellationToken, "destroy", vm.Value);
            }

            if (clock.Now >= until)
            {
                throw new HypervisorException(
                    HypervisorError.ToolFailed,
                    $"{host}: {vm} was shut down, but is still {seen.State}."
                );
            }

            await clock.DelayAsync(times.Pause, cancellationToken);
        }
    }

    private static VmStatus Find(VmName vm, HostName host, XlList list) =>
        list.Vms.FirstOrDefault(status => status.Name == vm)
        ?? throw new HypervisorException(
            HypervisorError.VmNotFound,
            $"{host} has no machine {vm}."
        );

    private async Task ClearAsync(VmName vm, HostName host)
    {
        try
        {
            XlList list = await tool.ListAsync(host, CancellationToken.None);
            if (XlSighting.Of(vm, list).State is not null)
            {
                await tool.RunAsync(
                    host,
                    times.Change,
                    CancellationToken.None,
                    "destroy",
                    vm.Value
                );
            }
        }
        catch (HypervisorException)
        {
            // The host does not answer; what the caller is told says so.
        }
    }
}
