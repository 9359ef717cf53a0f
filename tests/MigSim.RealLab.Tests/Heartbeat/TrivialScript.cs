using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.RealLab.Tests.Namespaces;

namespace MigSim.RealLab.Tests.Heartbeat;

/// <summary>
/// A resource script that holds a file for a machine, and writes down its calls as the agent does.
/// </summary>
internal static class TrivialScript
{
    private const string Script = """
        #!/bin/sh
        vm=${0##*/} verb=$1 held=/run/held-${0##*/} log=/var/log/migsim/agent.jsonl
        tell() { echo "{\"event\":\"$1\",\"unixSeconds\":$(date +%s.%6N),\"vm\":\"$vm\",\"verb\":\"$verb\"$2}" >>"$log"; }
        tell script-called
        case $verb in
          start) sleep 0.1; : >"$held"; code=0;;
          stop) sleep 0.1; rm -f "$held"; code=0;;
          status) if [ -e "$held" ]; then echo running; code=0; else echo stopped; code=3; fi;;
          *) code=1;;
        esac
        tell script-ended ",\"exitCode\":$code"
        exit $code

        """;

    /// <summary>Installs the script for some machines on every member.</summary>
    public static async Task InstallAsync(
        LabConnection connection,
        IEnumerable<VmName> machines,
        CancellationToken cancellationToken
    )
    {
        foreach (HostName member in connection.Members)
        {
            foreach (VmName vm in machines)
            {
                ShellResult result = await connection.Shell.ExecuteAsync(
                    member,
                    TestLab.Sh(
                        "printf %s \"$1\" >\"$2\" && chmod 755 \"$2\"",
                        Script,
                        $"{connection.Heartbeat.ScriptDirectory}/{vm}"
                    ),
                    cancellationToken
                );
                Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
            }
        }
    }
}
