namespace MigSim.Models.Migration;

/// <summary>Migration as the simulator CloudSim has it: a baseline to compare with.</summary>
/// <remarks>
/// Model card: <c>models/cards/baselines.md</c>. Source: Cloudslab/cloudsim,
/// <c>power/PowerDatacenter.java</c>: all memory in MiB, over half of the bandwidth in units of
/// 8000 kbit/s; nothing is written meanwhile and the guest never stops.
/// </remarks>
public sealed record CloudSimSettings : EngineSettings
{
    // 1 MiB a second is taken for 8000 kbit/s, and half of the bandwidth is used.
    private const double RateShare = 0.5 * (1 << 20) / 1_000_000;

    /// <inheritdoc/>
    public override IMigrationEngine Create(EngineInputs inputs) => new CloudSimEngine(inputs);

    private sealed class CloudSimEngine(EngineInputs inputs) : IMigrationEngine
    {
        private readonly List<CopyPass> _passes = [];
        private int _step;

        public IReadOnlyList<CopyPass> Passes => _passes;

        public long Rounds => _passes.Count;

        public double BytesSent { get; private set; }

        public double? FirstThrottleAt => null;

        public MigrationStep Next(double elapsed, double guestSpeed = 1)
        {
            long pages = inputs.Memory.GuestPages;
            switch (_step++)
            {
                case 0:
                    BytesSent = pages * inputs.Memory.PageBytes;
                    return new(MigrationStepKind.Copy, pages, BytesSent)
                    {
                        RateLimit = inputs.Rate * RateShare,
                    };
                case 1:
                    _passes.Add(new(1, 0, elapsed, pages, 0, 0, false));
                    return new(MigrationStepKind.Suspend, 0, 0);
                case 2:
                    return new(MigrationStepKind.HandOver, 0, 0);
                case 3:
                    return new(MigrationStepKind.End, 0, 0);
                default:
                    throw new InvalidOperationException("The migration has ended already.");
            }
        }
    }
}
