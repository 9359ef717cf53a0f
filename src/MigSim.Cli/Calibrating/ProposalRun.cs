using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Planning;
using MigSim.Cli.Output;
using MigSim.Cli.Running;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Calibrating;

/// <summary>One call of <c>migsim calibrate plan</c>.</summary>
internal sealed class ProposalRun(
    CliEnvironment environment,
    string folder,
    string time,
    string? output
)
{
    private const ulong Seed = 1;

    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        if (
            MeasureUnit.Parse(time)
            is not { Unit.Kind: UnitKind.Time, Value: > 0 and double seconds }
        )
        {
            throw Wrong("--time", "a time such as '10 min'", $"'{time}'");
        }

        Campaign campaign = Campaign.Load(folder);
        CandidateRuns candidates =
            campaign.Candidates
            ?? throw Wrong(campaign.Name, "candidates under 'plan' in the manifest", "none");
        FitPlan plan = campaign.Fits.First(one => one.Name == candidates.Fit);
        CampaignData data = campaign.DataOf(plan);
        RunProposal proposal = new CampaignFit(
            FitModels.Of(environment, data, plan),
            new FitSettings(),
            FitModels.Streams(Seed, plan)
        ).Propose(campaign.Name, plan, data, candidates, seconds);
        Print(plan, proposal);
        if (output is not null)
        {
            Write(output, candidates, proposal);
        }

        return ExitCode.Done;
    }

    private void Print(FitPlan plan, RunProposal proposal)
    {
        double total = proposal.Runs.Sum(run => run.Seconds);
        var runs = new ReportTable(
            $"{plan.Name}: {proposal.Runs.Length} runs in {Text(total)} s of {time}; what each leaves of the intervals' joint volume",
            ["run", "times", "seconds", "left %"],
            [
                .. proposal
                    .Runs.GroupBy(run => run.Run.Name)
                    .Select(same =>
                        (ImmutableArray<string>)
                            [
                                same.Key,
                                $"{same.Count()}",
                                Text(same.Sum(run => run.Seconds)),
                                Text(100 * same.Aggregate(1.0, (left, run) => left * run.Volume)),
                            ]
                    ),
            ]
        );
        var parameters = new ReportTable(
            $"{plan.Name}: standard deviations before and after",
            ["parameter", "unit", "before", "after"],
            [
                .. proposal.Parameters.Select(one =>
                    (ImmutableArray<string>)
                        [
                            one.Parameter.Name,
                            one.Parameter.Unit.Name,
                            Text(one.Before / one.Parameter.Unit.Factor),
                            Text(one.After / one.Parameter.Unit.Factor),
                        ]
                ),
            ]
        );
        PlainTable.Write(environment.Output, runs, column => column != "run");
        PlainTable.Write(environment.Output, parameters, FitTables.IsNumber);
        foreach (string note in proposal.Notes)
        {
            environment.Output.WriteLine($"note: {note}");
        }
    }

    private static void Write(string path, CandidateRuns candidates, RunProposal proposal) =>
        OutputException.Guard(
            path,
            ExitCode.InputWrong,
            () =>
            {
                var text = new StringBuilder();
                text.Append("run,").AppendJoin(',', candidates.Runs[0].Inputs.Keys).Append('\n');
                for (int i = 0; i < proposal.Runs.Length; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{i + 1},")
                        .AppendJoin(',', proposal.Runs[i].Run.Inputs.Values)
                        .Append('\n');
                }

                byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
                StagedFile.Write(path, stream => stream.Write(bytes));
                return true;
            }
        );

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static InputException Wrong(string place, string expected, string found) =>
        new([new InputError(place, 0, 0, expected, found)]);
}
