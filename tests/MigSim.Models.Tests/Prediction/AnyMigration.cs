using CsCheck;
using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Models.Tests.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Prediction;

/// <summary>Engines, guests and paths of all kinds.</summary>
internal static class AnyMigration
{
    public const double SecondsMax = 300;

    private static readonly EngineSettings[] Engines =
    [
        .. MigrationEngines.ByName.Values,
        new QemuSettings { AutoConverge = new AutoConverge() },
        new QemuSettings
        {
            AutoConverge = new AutoConverge { TailSlow = true, GuestBusy = 0.7 },
        },
        new QemuSettings { DirtyLimit = new DirtyLimit(2_000) },
        new QemuSettings { Xbzrle = new Xbzrle(16_384, 400, 1e-6), SyncPeriod = 5 },
        new QemuSettings
        {
            CountsUnsentOnce = true,
            SocketBuffer = 1e6,
            Tail = MemoryTail.AllZeroPages,
            Format = new StreamFormat { Page = 4104, ZeroPageScan = 1e-6 },
        },
        new QemuSettings { DowntimeLimit = 0.15, Ramp = new DowntimeRamp(0.15, 1.05) },
    ];

    private static readonly Gen<IDirtyCurve> AnyCurve = Gen.OneOf<IDirtyCurve>(
        Gen.Select(
            Gen.Double[0, 60_000],
            Gen.Double[0, 300_000],
            (rate, set) => (IDirtyCurve)new RateCurve(rate, set)
        ),
        Gen.Select(
            Gen.Double[1, 40_000],
            Gen.Double[0.2, 1],
            (pages, exponent) =>
                (IDirtyCurve)new PowerCurve(pages, exponent, double.PositiveInfinity)
        ),
        Gen.Select(
            Gen.Long[0, 50_000],
            Gen.Double[0, 20],
            (pages, rate) =>
                (IDirtyCurve)new PageClassCurve([new("hot", pages, rate), new("warm", 20_000, 0.1)])
        ),
        Gen.Select(
            Gen.Double[1, 30_000],
            Gen.Double[1, 30_000],
            (first, more) =>
                (IDirtyCurve)
                    new SampledCurve(
                        [new(0.5, first), new(4, first + more)],
                        asPowers: true,
                        double.PositiveInfinity
                    )
        )
    );

    public static readonly Gen<MigrationCase> Cases = Gen.Select(
        Gen.Int[0, Engines.Length - 1].Select(i => Engines[i]),
        AnyCurve,
        Gen.Long[1_000, 600_000],
        Gen.Double[0, 0.9],
        Gen.Double[5e6, 1e9],
        (engine, curve, pages, zeroShare, rate) =>
            new MigrationCase(
                engine,
                MigrationMode.PreCopy,
                new DirtyMemory(curve, pages) { ZeroPages = (long)(pages * zeroShare) },
                new IdealPath(rate)
            )
            {
                SecondsMax = SecondsMax,
                Times = new MigrationTimes { Setup = 0.1, HandOver = 0.02 },
            }
    );
}
