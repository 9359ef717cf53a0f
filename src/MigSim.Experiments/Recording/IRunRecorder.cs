using MigSim.Measurement;

namespace MigSim.Experiments.Recording;

/// <summary>Receives what happens; time stamps are the run clock's.</summary>
public interface IRunRecorder
{
    /// <summary>Keeps an event.</summary>
    void Record(RunEvent runEvent);

    /// <summary>Keeps a sample of the probe.</summary>
    void Record(ProbeSample sample);
}
