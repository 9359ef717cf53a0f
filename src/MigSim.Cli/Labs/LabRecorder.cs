using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Measurement;

namespace MigSim.Cli.Labs;

/// <summary>Passes everything on, and notes when a machine runs again.</summary>
internal sealed class LabRecorder(IRunRecorder inner, VmName vm) : IRunRecorder
{
    private bool _hasFailed;

    /// <summary>Gets when a start of the machine succeeded after the failure.</summary>
    public TimeSpan? RunsAgainAt { get; private set; }

    public void Record(RunEvent runEvent)
    {
        _hasFailed |= runEvent is RunEvent.FailureBegan;
        if (
            _hasFailed
            && runEvent
                is RunEvent.ScriptEnded { Verb: ScriptVerb.Start, Exit: ScriptExit.Success } end
            && end.Vm == vm
        )
        {
            RunsAgainAt ??= end.At;
        }

        inner.Record(runEvent);
    }

    public void Record(ProbeSample sample) => inner.Record(sample);
}
