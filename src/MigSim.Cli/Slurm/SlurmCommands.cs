using System.ComponentModel;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using MigSim.Cli.Running;

namespace MigSim.Cli.Slurm;

/// <summary>What this program asks of Slurm, by its own commands.</summary>
internal static class SlurmCommands
{
    /// <summary>Submits a script as a job array.</summary>
    /// <returns>The number of the job.</returns>
    /// <exception cref="OutputException">Slurm does not take it.</exception>
    public static string Submit(IEnumerable<string> options, string script)
    {
        BufferedCommandResult result = Run(
            "sbatch",
            ["--parsable", .. options],
            PipeSource.FromString(script)
        );
        if (!result.IsSuccess)
        {
            string words = Words(result.StandardError);
            bool isUnreachable =
                words.Contains("Unable to contact", StringComparison.Ordinal)
                || words.Contains("configuration source", StringComparison.Ordinal);
            throw new OutputException(
                $"--engine slurm: sbatch refuses the job: {words}",
                isUnreachable ? ExitCode.TestbedFailed : ExitCode.InputWrong,
                null
            );
        }

        return result.StandardOutput.Trim().Split(';')[0];
    }

    /// <summary>Lists what has not ended of some jobs; null if Slurm does not answer just now.</summary>
    public static IReadOnlyList<SlurmTask>? Queue(IEnumerable<string> jobs)
    {
        BufferedCommandResult result = Run(
            "squeue",
            ["--noheader", "--array", "--format=%F %K %T %r", $"--jobs={string.Join(',', jobs)}"]
        );
        return result.IsSuccess
                ?
                [
                    .. result
                        .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(SlurmTask.Parse)
                        .OfType<SlurmTask>(),
                ]
            // Jobs that ended long ago are forgotten.
            : result.StandardError.Contains("Invalid job id", StringComparison.Ordinal) ? []
            : null;
    }

    /// <summary>Ends jobs.</summary>
    public static void Cancel(IEnumerable<string> jobs) => Run("scancel", ["--quiet", .. jobs]);

    /// <summary>Counts the processors of a partition; of the default ones if it is null; 1 if Slurm does not say.</summary>
    public static int ProcessorCount(string? partition)
    {
        BufferedCommandResult result = Run(
            "sinfo",
            [
                "--noheader",
                "--format=%C",
                .. partition is null ? [] : new[] { $"--partition={partition}" },
            ]
        );

        // Allocated, idle, other, total.
        return Math.Max(
            1,
            result
                .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Trim().Split('/')[^1])
                .Sum(total =>
                    int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
                        ? n
                        : 0
                )
        );
    }

    private static BufferedCommandResult Run(
        string command,
        IEnumerable<string> arguments,
        PipeSource? input = null
    )
    {
        try
        {
            return CliWrap
                .Cli.Wrap(command)
                .WithArguments(arguments)
                .WithStandardInputPipe(input ?? PipeSource.Null)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()
                .GetAwaiter()
                .GetResult();
        }
        catch (Win32Exception e)
        {
            throw new OutputException(
                $"--engine slurm: '{command}' cannot be run here; Slurm's commands must be installed",
                ExitCode.InputWrong,
                e
            );
        }
    }

    private static string Words(string text) =>
        string.Join(
            "; ",
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Replace("sbatch: ", "", StringComparison.Ordinal))
                .Select(line => line.Replace("error: ", "", StringComparison.Ordinal))
        );
}
