using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Agent.Tests;

/// <summary>The native program and a directory to run it in; the program is built once for all tests.</summary>
public sealed class AgentPlace : IDisposable
{
    private readonly Lazy<(string? Program, string Reason)> _program = new(Find);

    public string Directory { get; } =
        System.IO.Directory.CreateTempSubdirectory("migsim-agent-").FullName;

    /// <summary>Gets the program, or skips the test.</summary>
    public string Program
    {
        get
        {
            Assert.SkipWhen(_program.Value.Program is null, _program.Value.Reason);
            return _program.Value.Program!;
        }
    }

    public string LogPath => Path.Combine(Directory, "agent.jsonl");

    public string SettingsPath => Path.Combine(Directory, "agent.json");

    /// <summary>Runs the program to its end.</summary>
    public AgentResult Run(string[] arguments, params (string Name, string Value)[] variables)
    {
        using Process process = Start(Program, arguments, variables);
        Task<string> complaint = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        return new(process.ExitCode, output, complaint.Result);
    }

    public AgentResult RunWithSettings(params string[] arguments) =>
        Run(["--settings", SettingsPath, .. arguments]);

    public static Process Start(
        string program,
        string[] arguments,
        params (string Name, string Value)[] variables
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("OCF_ROOT");
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Writes settings of a host on which no machine runs; its peer refuses connections.</summary>
    public void WriteSettings(Func<AgentSettings, AgentSettings>? change = null)
    {
        var settings = new AgentSettings
        {
            Self = "node0",
            Members = ["node0", "node1"],
            Machines =
            [
                new()
                {
                    Name = "x0",
                    MemoryBytes = 64 << 20,
                    Address = "10.0.0.50",
                },
            ],
            Ssh = new()
            {
                ControlDirectory = Path.Combine(Directory, "ssh"),
                Hosts = ImmutableSortedDictionary<string, AgentSshHost>.Empty.Add(
                    "node1",
                    new() { Address = "127.0.0.1", Port = 1 }
                ),
            },
            MessageAddresses = ImmutableSortedDictionary<string, string>
                .Empty.Add("node0", "127.0.0.31")
                .Add("node1", "127.0.0.32"),
            Log = LogPath,
            Qemu = new()
            {
                Kernel = "/nowhere/kernel",
                Initrd = "/nowhere/initrd",
                RunDirectory = Path.Combine(Directory, "run"),
                MigrationAddresses = ImmutableSortedDictionary<string, string>.Empty,
                StateHost = "node0",
                StateDirectory = Path.Combine(Directory, "saved"),
                Program = "sh",
            },
        };
        settings = change?.Invoke(settings) ?? settings;
        File.Delete(LogPath);
        File.WriteAllText(
            SettingsPath,
            JsonSerializer.Serialize(settings, AgentJson.Default.AgentSettings)
        );
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static (string? Program, string Reason) Find()
    {
        var loop = new WallClockLoop();
        var shell = new LocalShell(new RunClock(loop.Time), new ShellLimits());
        string cache = Path.Combine(AppContext.BaseDirectory, "cache");
        try
        {
            return (
                loop.Run(
                    token =>
                        new AgentExecutable(shell, new("controller"), cache).FindAsync(
                            Environment.GetEnvironmentVariable("MIGSIM_AGENT"),
                            // Beside these tests there is a program too, but not a native one.
                            Path.Combine(AppContext.BaseDirectory, ".."),
                            null,
                            token
                        ),
                    CancellationToken.None
                ),
                ""
            );
        }
        catch (LabException exception)
        {
            return (null, exception.Message);
        }
    }
}

/// <summary>What became of a call of the program.</summary>
public sealed record AgentResult(int ExitCode, string Output, string Complaint);
