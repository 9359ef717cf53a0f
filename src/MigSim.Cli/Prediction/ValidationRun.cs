using MigSim.Calibration.Suites;
using MigSim.Cli.Output;
using MigSim.Experiments.Reports;

namespace MigSim.Cli.Prediction;

/// <summary>One call of <c>migsim validate</c>.</summary>
internal sealed class ValidationRun(CliEnvironment environment, string path, bool showsCases)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        ValidationSuite suite = ValidationSuite.Load(path);
        SuiteResult? result = null;
        ProgressDisplay.Show(
            environment,
            suite.Name,
            new StatusLine(),
            progress => result = SuiteValidator.Validate(suite, progress)
        );
        foreach (ReportTable table in ValidationTables.Of(result!, showsCases))
        {
            PlainTable.Write(environment.Output, table, ValidationTables.IsNumber);
        }

        return result!.Holds ? ExitCode.Done : ExitCode.CheckFailed;
    }
}
