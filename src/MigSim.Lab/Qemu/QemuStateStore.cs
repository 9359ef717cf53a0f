using System.Globalization;
using System.Text.Json;
using MigSim.Lab.Agents;
using MigSim.Lab.Shell;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>The saved machines on the host that all members share for that.</summary>
/// <remarks>
/// A machine has a directory there with <c>image</c> and <c>machine.json</c>; the latter comes last and counts.
/// Whoever restores it renames that to <c>claim.HOST.PROCESS</c>, so that only one can.
/// </remarks>
internal sealed class QemuStateStore(HostName self, QemuSettings settings, IRemoteShell shell)
{
    private const int NothingSaved = 3;
    private const int Claimed = 4;

    private const string BeginScript = """
        mkdir -p "$1"; cd "$1"
        rm -f image image.part machine.json machine.json.part claim.*
        printf %s "$2" > machine.json.part
        """;

    // The image is whole once its writer has renamed it: QEMU is done before that.
    private const string PublishScript = """
        cd "$1"; tries=0
        until [ -e image ]; do
          [ $tries -lt 300 ] || { echo 'the image was not written in full' >&2; exit 1; }
          sleep 0.1; tries=$((tries + 1))
        done
        mv machine.json.part machine.json
        """;

    private const string RequireScript = """
        cd "$1" 2> /dev/null || exit 3
        set -- machine.json claim.*
        [ -e "$1" ] || [ -e "$2" ] || exit 3
        """;

    private const string ClaimScript = """
        cd "$1" 2> /dev/null || exit 3
        if ! mv machine.json "claim.$2" 2> /dev/null; then
          set -- "$1" "$2" "$3" claim.*
          [ -e "$4" ] || exit 3
          case $4 in
            "claim.$3".*) mv "$4" "claim.$2" 2> /dev/null || { echo "$4"; exit 4; } ;;
            *) echo "$4"; exit 4 ;;
          esac
        fi
        cat "claim.$2"
        """;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly HostName _host = new(settings.StateHost);

    private string ClaimName { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{self}.{Environment.ProcessId}");

    /// <summary>Gets the command of a POSIX shell that takes an image on its standard input.</summary>
    public string WriteCommand(VmName vm, Func<string[], IReadOnlyList<string>> carry) =>
        PosixQuoting.Join(
            carry([
                "sh",
                "-euc",
                "cd \"$1\"; cat > image.part; mv image.part image",
                "sh",
                Path(vm),
            ])
        );

    /// <summary>Gets the command of a POSIX shell that prints an image.</summary>
    public string ReadCommand(VmName vm, Func<string[], IReadOnlyList<string>> carry) =>
        PosixQuoting.Join(carry(["cat", Path(vm) + "/image"]));

    /// <summary>Makes ready for an image; one that was saved before is gone.</summary>
    public Task BeginAsync(QemuMachine machine, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(machine, QemuJson.Default.QemuMachine);
        VmName vm = new(machine.Machine.Name);
        return RunAsync(BeginScript, [Path(vm), json], cancellationToken);
    }

    /// <summary>Has the image that was written count.</summary>
    public Task PublishAsync(VmName vm, CancellationToken cancellationToken) =>
        RunAsync(PublishScript, [Path(vm)], cancellationToken);

    /// <summary>Removes all that is kept of a machine.</summary>
    public Task RemoveAsync(VmName vm, CancellationToken cancellationToken) =>
        RunAsync("rm -rf \"$1\"", [Path(vm)], cancellationToken);

    /// <summary>Makes sure that a machine is saved, or being restored.</summary>
    /// <exception cref="HypervisorException">It is not.</exception>
    public async Task RequireAsync(VmName vm, CancellationToken cancellationToken)
    {
        ShellResult result = await ExecuteAsync(RequireScript, [Path(vm)], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw result.ExitCode == NothingSaved ? Nothing(vm) : Failed(result);
        }
    }

    /// <summary>Claims a saved machine.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="over">A host whose claim does not hold any more, as nothing goes on there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HypervisorException">There is none, or another one has claimed it.</exception>
    public async Task<QemuMachine> ClaimAsync(
        VmName vm,
        HostName? over,
        CancellationToken cancellationToken
    )
    {
        string[] words = [Path(vm), ClaimName, over?.Value ?? ""];
        ShellResult result = await ExecuteAsync(ClaimScript, words, cancellationToken);
        return result.ExitCode switch
        {
            0 => JsonSerializer.Deserialize(result.StandardOutput, QemuJson.Default.QemuMachine)!,
            NothingSaved => throw Nothing(vm),
            Claimed => throw new HypervisorException(
                HypervisorError.VmBusy,
                BusyMessage(vm, result.StandardOutput)
            ),
            _ => throw Failed(result),
        };
    }

    /// <summary>Gives back what was claimed, so that it can be restored again.</summary>
    public Task ReturnAsync(VmName vm) =>
        RunAsync(
            "cd \"$1\"; mv \"claim.$2\" machine.json",
            [Path(vm), ClaimName],
            CancellationToken.None
        );

    /// <summary>Finds the host in a refusal of <see cref="ClaimAsync"/>; null if it is none.</summary>
    public static HostName? Claimant(string message)
    {
        string[] words = message.Split(' ');
        return words is [_, "is", "being", "restored", "by", var host, ..] ? new(host) : null;
    }

    private HypervisorException Nothing(VmName vm) =>
        new(HypervisorError.NothingSaved, $"No state of {vm} is on {_host}.");

    private static string BusyMessage(VmName vm, string claim)
    {
        string name = claim.Trim();
        string host = name["claim.".Length..name.LastIndexOf('.')];
        return $"{vm} is being restored by {host} now.";
    }

    private string Path(VmName vm) => $"{settings.StateDirectory}/{vm}";

    private async Task RunAsync(string script, string[] words, CancellationToken cancellationToken)
    {
        ShellResult result = await ExecuteAsync(script, words, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Failed(result);
        }
    }

    private async Task<ShellResult> ExecuteAsync(
        string script,
        string[] words,
        CancellationToken cancellationToken
    )
    {
        try
        {
            string[] arguments = ["-euc", script, "sh", .. words];
            return await shell.ExecuteAsync(
                _host,
                new("sh", arguments, Timeout),
                cancellationToken
            );
        }
        catch (ShellException exception)
        {
            throw new HypervisorException(HypervisorError.ToolFailed, exception.Message, exception);
        }
    }

    private HypervisorException Failed(ShellResult result) =>
        new(
            HypervisorError.ToolFailed,
            $"{_host}: exit code {result.ExitCode}: {result.StandardError.Trim()}"
        );
}
