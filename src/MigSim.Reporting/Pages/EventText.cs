using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;

namespace MigSim.Reporting.Pages;

/// <summary>The events of a run in words; samples of hosts are left to <c>events.jsonl</c>.</summary>
internal static class EventText
{
    private const int RowsMax = 400;

    /// <summary>Makes the table of events, and says what it leaves out.</summary>
    public static (ReportTable Table, string Remark) Of(ImmutableArray<RunEvent> events)
    {
        RunEvent[] told = [.. events.Where(e => e is not RunEvent.HostSampled)];
        int samples = events.Length - told.Length;
        string cut =
            told.Length > RowsMax
                ? $"the {told.Length - RowsMax} events after the first {RowsMax} and "
                : "";
        return (
            new ReportTable(
                "What happened",
                ["at (s)", "host", "what"],
                [.. told.Take(RowsMax).Select(Row)]
            ),
            $"Left to events.jsonl: {cut}{samples} samples of hosts."
        );
    }

    private static ImmutableArray<string> Row(RunEvent e)
    {
        (string host, string what) = Words(e);
        return [e.At.TotalSeconds.ToString("0.0000", CultureInfo.InvariantCulture), host, what];
    }

    private static (string Host, string What) Words(RunEvent runEvent) =>
        runEvent switch
        {
            RunEvent.VmCreated e => (e.Host.Value, $"{e.Vm} runs"),
            RunEvent.FailureBegan e => (e.Host.Value, $"the failure begins: {e.Kind}"),
            RunEvent.ScriptCalled e => (e.Host.Value, $"script called: {e.Vm} {Lower(e.Verb)}"),
            RunEvent.ScriptEnded e => (
                e.Host.Value,
                $"script ended: {e.Vm} {Lower(e.Verb)}, {Lower(e.Exit)}"
            ),
            RunEvent.MemberChanged e => (
                e.Observer.Value,
                $"takes {e.Member} for {Lower(e.State)}"
            ),
            RunEvent.MessageReceived e => (
                e.Member.Value,
                $"message of {e.Source}: {e.Topic}, {e.Text}"
            ),
            RunEvent.OperationBegan e => (e.Host.Value, $"{e.Operation} of {e.Vm} begins"),
            RunEvent.OperationEnded e => (
                e.Host.Value,
                $"{e.Operation} of {e.Vm} ends: {e.Outcome}"
            ),
            RunEvent.MigrationEnded e => (
                e.Report.Request.Target.Value,
                $"migration of {e.Report.Request.Vm} from {e.Report.Request.Source}: "
                    + Lower(e.Report.Status)
            ),
            RunEvent.ProtectionEnded e => (
                e.Report.Request.Target.Value,
                $"{e.Report.Request.Vm} is protected no longer, after {e.Report.Checkpoints} checkpoints"
            ),
            _ => ("", runEvent.GetType().Name),
        };

    private static string Lower<T>(T value)
        where T : struct, Enum => KebabCase.Of(value).Replace('-', ' ');
}
