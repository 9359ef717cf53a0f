using System.Runtime.InteropServices;
using MigSim.Agent.Hosts;
using MigSim.Agent.Scripts;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Time;

namespace MigSim.Agent;

/// <summary>The program: from its arguments to its exit code.</summary>
internal static class AgentProgram
{
    private const int UsageExit = 2;
    private const int FailureExit = 1;

    /// <summary>Runs the program.</summary>
    /// <param name="name">The name under which it was called.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <returns>The exit code; what it means depends on who called.</returns>
    public static int Run(
        string name,
        IReadOnlyList<string> arguments,
        Func<string, string?> variable
    )
    {
        AgentCommand command = AgentCommand.Parse(name, arguments, variable);
        switch (command)
        {
            case { Verb: "--version", Words: [] }:
                Version version = typeof(AgentProgram).Assembly.GetName().Version!;
                Console.Out.WriteLine($"migsim-agent {version.ToString(3)}");
                return 0;
            case { Verb: "ocf", Words: ["meta-data"] }:
                Console.Out.Write(OcfMetaData.Text);
                return 0;
            case { Verb: "script", Words: [_, "start" or "stop" or "status" or "restart"] }:
            case { Verb: "ocf", Words: [_] }:
            case { Verb: "vm", Words: [_, ..] }:
            case { Verb: "listen", Words: [] }:
            case { Verb: "send", Words: [_, _] }:
                return RunWithSettings(command, variable);
            default:
                Console.Error.WriteLine(AgentCommand.Usage);
                return UsageExit;
        }
    }

    private static int RunWithSettings(AgentCommand command, Func<string, string?> variable)
    {
        AgentSettings settings;
        try
        {
            settings = AgentSettingsFile.Read(command.SettingsPath);
        }
        catch (InvalidDataException exception)
        {
            Console.Error.WriteLine($"migsim-agent: {exception.Message}");
            return command.Verb switch
            {
                "script" => LsbScript.NotConfigured(command.Words[1]),
                "ocf" => OcfAgent.NotConfigured,
                _ => FailureExit,
            };
        }

        using var interrupted = new CancellationTokenSource();
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt);
        var loop = new WallClockLoop();
        try
        {
            return loop.Run(
                token => RunAsync(command, settings, variable, loop, token),
                interrupted.Token
            );
        }
        catch (Exception exception)
            when (exception
                    is OperationCanceledException
                        or ArgumentException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            string message =
                exception is OperationCanceledException
                    ? "it was ended before it was done"
                    : exception.Message;
            Console.Error.WriteLine($"migsim-agent: {message}");
            return exception is ArgumentException ? UsageExit : FailureExit;
        }
    }

    private static async Task<int> RunAsync(
        AgentCommand command,
        AgentSettings settings,
        Func<string, string?> variable,
        WallClockLoop loop,
        CancellationToken cancellationToken
    )
    {
        var host = new AgentHost(settings, new RunClock(loop.Time), loop.Time);
        switch (command.Verb)
        {
            case "script":
                return await LsbScript.RunAsync(
                    host,
                    new(command.Words[0]),
                    command.Words[1],
                    cancellationToken
                );
            case "ocf":
                return await new OcfAgent(host, variable).RunAsync(
                    command.Words[0],
                    cancellationToken
                );
            case "vm":
                return await host.RunVerbAsync(command.Words, cancellationToken);
            case "listen":
                return await Datagrams.ListenAsync(host, cancellationToken);
            default:
                Datagrams.Send(host, command.Words[0], command.Words[1]);
                return 0;
        }
    }
}
