using System.Runtime.CompilerServices;
using MigSim.Lab.Shell;

namespace MigSim.RealLab.Tests.Qemu;

/// <summary>A way to hosts that can be taken away, and that tells the agent its host's settings.</summary>
internal sealed class CrashableShell(IRemoteShell inner, QemuPlace place) : IRemoteShell
{
    private readonly Dictionary<HostName, CancellationTokenSource> _power = [];
    private readonly HashSet<HostName> _off = [];

    /// <summary>Cuts every connection to a host, and lets no other come about.</summary>
    public void Cut(HostName host)
    {
        _off.Add(host);
        Power(host).Cancel();
        _power.Remove(host);
    }

    public void Join(HostName host) => _off.Remove(host);

    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        ThrowIfOff(host, command);
        CancellationToken power = Power(host).Token;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, power);
        try
        {
            ShellResult result = await inner.ExecuteAsync(
                host,
                Complete(host, command),
                both.Token
            );
            if (result.StandardOutput.Contains("\"reason\"", StringComparison.Ordinal))
            {
                TestContext.Current.TestOutputHelper?.WriteLine(result.StandardOutput.TrimEnd());
            }

            return power.IsCancellationRequested ? throw Unreachable(host, command) : result;
        }
        catch (OperationCanceledException) when (power.IsCancellationRequested)
        {
            throw Unreachable(host, command);
        }
    }

    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ThrowIfOff(host, command);
        CancellationToken power = Power(host).Token;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, power);
        await using IAsyncEnumerator<ShellLine> lines = inner
            .StreamAsync(host, Complete(host, command), both.Token)
            .GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            bool hasNext;
            try
            {
                hasNext = await lines.MoveNextAsync();
            }
            catch (Exception exception)
                when (exception is OperationCanceledException or ShellException
                    && power.IsCancellationRequested
                )
            {
                throw Unreachable(host, command);
            }

            if (!hasNext)
            {
                yield break;
            }

            yield return lines.Current;
        }
    }

    private static ShellException Unreachable(HostName host, RemoteCommand command) =>
        new(ShellError.HostUnreachable, host, command, "the host is off");

    private RemoteCommand Complete(HostName host, RemoteCommand command) =>
        command.Program == place.AgentProgram
            ? command with
            {
                Arguments = ["--settings", place.SettingsPath(host), .. command.Arguments],
            }
            : command;

    private void ThrowIfOff(HostName host, RemoteCommand command)
    {
        if (_off.Contains(host))
        {
            throw Unreachable(host, command);
        }
    }

    private CancellationTokenSource Power(HostName host) =>
        _power.TryGetValue(host, out CancellationTokenSource? power)
            ? power
            : _power[host] = new CancellationTokenSource();
}
