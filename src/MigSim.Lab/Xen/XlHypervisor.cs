using System.Collections.Immutable;
using System.Globalization;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>Xen, by its tool <c>xl</c> on each host.</summary>
/// <remarks>
/// Fresh lists of the hosts decide what became of a machine; what xl says only explains it. A host
/// that does not answer counts as one without the machine, unless it is the one that is asked:
/// <see cref="Guarding.GuardedHypervisor"/> is the stricter one.
/// </remarks>
public sealed class XlHypervisor : ISavingHypervisor
{
    private readonly RunClock _clock;
    private readonly XlSettings _settings;
    private readonly ImmutableSortedDictionary<VmName, string> _configurations;
    private readonly XlTimes _times;
    private readonly XlTool _tool;
    private readonly XlDomains _domains;
    private readonly XlImages _images;
    private readonly SortedSet<VmName> _busy = [];

    /// <summary>Creates a hypervisor of all members.</summary>
    /// <param name="clock">The clock of the run.</param>
    /// <param name="shell">The way to the members.</param>
    /// <param name="settings">How the members run machines; it names them.</param>
    /// <param name="configurations">
    /// The path of each machine's <c>xl</c> configuration, the same on every member; what a machine's
    /// specification says of memory and processors goes before it.
    /// </param>
    /// <param name="times">How long xl may take.</param>
    /// <exception cref="ArgumentException">A name is not one that xl can be told safely.</exception>
    public XlHypervisor(
        RunClock clock,
        IRemoteShell shell,
        XlSettings settings,
        ImmutableSortedDictionary<VmName, string> configurations,
        XlTimes? times = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(configurations);
        foreach ((VmName vm, string path) in configurations)
        {
            XlNames.Check(vm);
            XlNames.CheckPath(path);
        }

        // Without a remote shell, the name of a target is a command on purpose.
        if (settings.MigrationShell?.Length != 0)
        {
            foreach (string target in settings.MigrationHosts.Values)
            {
                XlNames.CheckTarget(target);
            }
        }

        _clock = clock;
        _settings = settings;
        _configurations = configurations;
        _times = times ?? new();
        _tool = new(shell, settings, _times);
        _images = new(_tool, settings, _times);
        _domains = new(
            clock,
            _tool,
            _times,
            [.. settings.MigrationHosts.Keys.Select(name => new HostName(name))]
        );
    }

    /// <inheritdoc/>
    public async Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        string configuration = Configuration(spec.Name);
        using Claim claim = Take(spec.Name, HypervisorError.VmExists);
        await _domains.RefuseIfAnywhereAsync(spec.Name, host, cancellationToken);
        return await _domains.StartAsync(
            spec.Name,
            host,
            _times.Change,
            ["create", configuration, .. Overrides(spec)],
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    )
    {
        XlList list = await _tool.ListAsync(host, cancellationToken);
        return [.. list.Vms.Where(vm => !XlNames.IsPassing(vm.Name.Value)).OrderBy(vm => vm.Name)];
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">
    /// The machine shall be stopped first: xl migrates only while it runs.
    /// </exception>
    public async Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        XlNames.Check(request.Vm);
        if (request.Mode != MigrationMode.PreCopy)
        {
            throw new NotSupportedException($"xl cannot migrate a machine by {request.Mode}.");
        }

        if (!_settings.MigrationHosts.ContainsKey(request.Target.Value))
        {
            throw new ArgumentException($"{request.Target} is no member.", nameof(request));
        }

        using Claim claim = Take(request.Vm, HypervisorError.VmBusy);
        var migration = new XlMigration(_clock, _tool, _times, request);

        // A cancellation is answered with a report, so that it is certain that nothing was moved.
        VmStatus before = await _domains.FindMovableAsync(request);
        return await migration.RunAsync(before, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        XlNames.Check(vm);
        ShellResult result = await _tool.RunAsync(
            host,
            _times.Change,
            cancellationToken,
            "destroy",
            vm.Value
        );
        if (result.ExitCode != 0)
        {
            await _domains.RefuseUnlessThereAsync(vm, host, cancellationToken);
            throw XlTool.Failure(host, $"xl destroy {vm}", result);
        }
    }

    /// <inheritdoc/>
    public async Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        XlNames.Check(vm);
        await _domains.RefuseUnlessThereAsync(vm, host, cancellationToken);
        ShellResult result = await _tool.RunAsync(
            host,
            _times.Image,
            cancellationToken,
            "shutdown",
            "-w",
            vm.Value
        );
        if (result.ExitCode != 0)
        {
            throw XlTool.Failure(host, $"xl shutdown {vm}", result);
        }

        // The machine has ended; whether xl also removed it depends on its configuration.
        await _domains.RemoveAsync(vm, host, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">It shall run on: xl stops what it saves.</exception>
    public async Task SaveAsync(
        VmName vm,
        HostName host,
        bool live,
        CancellationToken cancellationToken
    )
    {
        XlNames.Check(vm);
        if (live)
        {
            throw new NotSupportedException(
                "xl cannot save a machine that runs on, so restart: staged-copy cannot be had."
            );
        }

        using Claim claim = Take(vm, HypervisorError.VmBusy);
        await _domains.RefuseUnlessThereAsync(vm, host, cancellationToken);

        // xl could not resume what it has suspended if it were ended now, so it is not.
        await _images.WriteAsync(vm, host);
        if (cancellationToken.IsCancellationRequested)
        {
            await _domains.StartAsync(
                vm,
                host,
                _times.Image,
                ["restore", _images.PathOf(vm)],
                CancellationToken.None
            );
            await _images.RemoveAsync(vm, host);
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        XlNames.Check(vm);
        using Claim claim = Take(vm, HypervisorError.VmBusy);
        await _images.RefuseUnlessThereAsync(vm, host, cancellationToken);
        await _domains.RefuseIfAnywhereAsync(vm, host, cancellationToken);
        VmStatus status = await _domains.StartAsync(
            vm,
            host,
            _times.Image,
            ["restore", _images.PathOf(vm)],
            cancellationToken
        );
        await _images.RemoveAsync(vm, host);
        return status;
    }

    private static string[] Overrides(VmSpec spec)
    {
        long mebibyte = DataSize.FromMebibytes(1).Bytes;
        if (spec.Memory.Bytes % mebibyte != 0)
        {
            throw new ArgumentException(
                $"xl gives memory in whole MiB, not {spec.Memory}.",
                nameof(spec)
            );
        }

        long mebibytes = spec.Memory.Bytes / mebibyte;
        return
        [
            $"name=\"{spec.Name}\"",
            string.Create(CultureInfo.InvariantCulture, $"memory={mebibytes}"),
            string.Create(CultureInfo.InvariantCulture, $"maxmem={mebibytes}"),
            string.Create(CultureInfo.InvariantCulture, $"vcpus={spec.VirtualCpus}"),
        ];
    }

    private string Configuration(VmName vm)
    {
        XlNames.Check(vm);
        return _configurations.TryGetValue(vm, out string? path)
            ? path
            : throw new ArgumentException($"No configuration of {vm} is known.", nameof(vm));
    }

    private Claim Take(VmName vm, HypervisorError error) =>
        _busy.Add(vm)
            ? new Claim(_busy, vm)
            : throw new HypervisorException(error, $"{vm} is busy with another operation.");

    /// <summary>One operation at a time for one machine.</summary>
    private sealed class Claim(SortedSet<VmName> busy, VmName vm) : IDisposable
    {
        public void Dispose() => busy.Remove(vm);
    }
}
