using MigSim.Calibration.Campaigns;
using MigSim.Cli.Running;

namespace MigSim.Cli.Calibrating;

/// <summary>One call of <c>migsim calibrate import</c>.</summary>
internal sealed class ImportRun(CliEnvironment environment, string folder, string[] sources)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        int count = OutputException.Guard(
            folder,
            ExitCode.InputWrong,
            () => RunImport.Import(folder, sources)
        );
        environment.Output.WriteLine($"{count} files are new in {Path.Combine(folder, "raw")}");
        return ExitCode.Done;
    }
}
