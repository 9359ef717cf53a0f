using System.Collections.Immutable;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace MigSim.Cli.Tests;

/// <summary>The program as a process of its own.</summary>
internal static class MigSimProcess
{
    /// <summary>Gets the top folder of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets the paper's scenario.</summary>
    public static string Scenario => Path.Combine(Root, "models", "controlled-failure.yaml");

    /// <summary>Prepares a call; a failure is no exception.</summary>
    public static Command Command(string workingDirectory, params IEnumerable<string> arguments) =>
        CliWrap
            .Cli.Wrap(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            .WithArguments(
                ImmutableArray
                    .Create("exec", Path.Combine(AppContext.BaseDirectory, "migsim.dll"))
                    .AddRange(arguments)
            )
            .WithWorkingDirectory(workingDirectory)
            .WithValidation(CommandResultValidation.None);

    /// <summary>Calls the program and waits for its end.</summary>
    public static async Task<BufferedCommandResult> RunAsync(
        string workingDirectory,
        params IEnumerable<string> arguments
    )
    {
        using CancellationTokenSource timeout = CreateTimeout();
        return await Command(workingDirectory, arguments)
            .ExecuteBufferedAsync(Encoding.UTF8, timeout.Token);
    }

    /// <summary>Ends a call that hangs.</summary>
    public static CancellationTokenSource CreateTimeout()
    {
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        timeout.CancelAfter(TimeSpan.FromMinutes(2));
        return timeout;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MigSim.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run in a checkout.");
    }
}
