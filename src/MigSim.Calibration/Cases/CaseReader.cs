using MigSim.Calibration.Profiles;
using MigSim.Experiments.Input;
using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Models.Network;
using MigSim.Models.Prediction;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Calibration.Cases;

/// <summary>Reads the rows of a file of cases: each is one migration.</summary>
/// <param name="header">Which column is where.</param>
/// <param name="profile">What holds where a cell is empty.</param>
public sealed class CaseReader(CaseHeader header, PredictionProfile profile)
{
    private static readonly string[] Modes = ["pre-copy", "post-copy", "hybrid", "stop-and-copy"];
    private static readonly RateCurve Nothing = new(0, 0);

    /// <summary>Reads one row.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The migration; null if something was wrong.</returns>
    public MigrationCase? Read(ReadOnlySpan<char> line, List<CaseProblem> problems)
    {
        Span<Range> ranges = stackalloc Range[CaseHeader.ColumnsMax];
        int count = CsvCells.Split(line, ranges);
        int expected = header.Names.Length;
        if (count != expected)
        {
            string found = count < 0 ? "a quote that is not closed" : $"{count}";
            problems.Add(new(1, "", $"{expected} cells", found));
            return null;
        }

        var cells = new CaseCells(header, line, ranges[..count], problems);
        EngineProfile? engine = Engine(cells);
        (MigrationMode mode, double postCopyAfter) = Mode(cells, engine);
        IDirtyCurve curve = Curve(cells);
        double? seconds = cells.Number(CaseColumn.MaxSeconds, mayBeZero: false);
        double? loadEnds = cells.Number(CaseColumn.LoadEndsAtS, mayBeZero: true);
        (double? rate, double roundTrip) = Rate(cells);
        DirtyMemory? memory = Memory(cells, engine, curve);
        EngineSettings? settings = Settings(cells, engine);
        if (problems.Count > 0 || engine is null || memory is null)
        {
            return null;
        }

        return new MigrationCase(
            settings!,
            mode,
            memory,
            new IdealPath(Math.Min(rate!.Value, engine.RateMax))
            {
                MessageSeconds = engine.MessageSeconds,
                FreeRate = engine.FreeRate,
            }
        )
        {
            Times = engine.Times with { HandOver = engine.Times.HandOver + roundTrip },
            PostCopyAfter = postCopyAfter,
            GuestSpeed = 1 - engine.TrackingCost,
            LoadEndsAt = loadEnds ?? double.PositiveInfinity,
            SecondsMax = seconds ?? (profile.Defaults.SecondsMax + (loadEnds ?? 0)),
        };
    }

    private EngineProfile? Engine(CaseCells cells)
    {
        ReadOnlySpan<char> text = cells.Text(CaseColumn.Engine);
        string? name = text.IsEmpty ? profile.Defaults.Engine : text.ToString();
        if (name is not null && profile.Engines.TryGetValue(name, out EngineProfile? engine))
        {
            return engine;
        }

        IEnumerable<string> known = profile.Engines.Keys;
        cells.Report(
            CaseColumn.Engine,
            $"an engine: {string.Join(", ", known)}",
            Nearest.Of(name ?? "", known)
        );
        return null;
    }

    private static (MigrationMode Mode, double PostCopyAfter) Mode(
        CaseCells cells,
        EngineProfile? engine
    )
    {
        double? after = cells.Number(CaseColumn.PostcopyAfterS, mayBeZero: true);
        ReadOnlySpan<char> text = cells.Text(CaseColumn.Mode);
        MigrationMode? mode = text switch
        {
            [] => after is null ? MigrationMode.PreCopy : MigrationMode.Hybrid,
            "pre-copy" => MigrationMode.PreCopy,
            "post-copy" => after is > 0 ? MigrationMode.Hybrid : MigrationMode.PostCopy,
            "hybrid" => MigrationMode.Hybrid,
            "stop-and-copy" => MigrationMode.StopAndCopy,
            _ => null,
        };
        if (mode is null)
        {
            string nearest = Nearest.Of(text.ToString(), Modes) ?? "";
            string expected = $"a mode: {string.Join(", ", Modes)}";
            cells.Report(CaseColumn.Mode, expected, nearest.Length > 0 ? nearest : null);
        }
        else if (mode == MigrationMode.Hybrid && after is null)
        {
            cells.Report(CaseColumn.PostcopyAfterS, "when post-copy begins, as the mode is hybrid");
        }
        else if (after is not null && mode is MigrationMode.PreCopy or MigrationMode.StopAndCopy)
        {
            if (after is not null)
            {
                cells.Report(CaseColumn.PostcopyAfterS, $"nothing, as the mode is {text}");
            }
        }

        bool needsPostCopy = mode is MigrationMode.PostCopy or MigrationMode.Hybrid;
        if (needsPostCopy && engine?.Settings.HasPostCopy == false)
        {
            cells.Report(CaseColumn.Mode, "an engine that has post-copy, such as qemu");
        }

        return (mode ?? MigrationMode.PreCopy, after ?? double.PositiveInfinity);
    }

    private IDirtyCurve Curve(CaseCells cells)
    {
        double? pagesPerSecond = cells.Number(CaseColumn.DirtyRatePagesPerS, mayBeZero: true);
        double? workingSet = cells.Number(CaseColumn.WorkingSetPages, mayBeZero: true);
        ReadOnlySpan<char> text = cells.Text(CaseColumn.DirtyCurve);
        if (pagesPerSecond is { } perSecond)
        {
            if (!text.IsEmpty)
            {
                const string expected = "either a curve or a dirty rate";
                cells.Report(CaseColumn.DirtyCurve, expected, "both", null);
            }

            return new RateCurve(perSecond, workingSet ?? double.PositiveInfinity);
        }

        if (workingSet is not null)
        {
            const string expected = "a dirty rate beside the working set";
            cells.Report(CaseColumn.DirtyRatePagesPerS, expected);
        }

        string? name = text.IsEmpty ? profile.Defaults.DirtyCurve : text.ToString();
        if (name is null)
        {
            return Nothing;
        }

        if (profile.Curves.TryGetValue(name, out IDirtyCurve? curve))
        {
            return curve;
        }

        string curves = string.Join(", ", profile.Curves.Keys);
        string known = curves.Length > 0 ? $": {curves}" : ", and there is none";
        string? nearest = Nearest.Of(name, profile.Curves.Keys);
        cells.Report(CaseColumn.DirtyCurve, $"a curve of the profile{known}", nearest);
        return Nothing;
    }

    // On a long path one connection does not get all of the bandwidth, and the two ends agree on the
    // hand-over in one round trip.
    private (double? Rate, double RoundTrip) Rate(CaseCells cells)
    {
        double roundTrip = (cells.Number(CaseColumn.RoundTripMs, mayBeZero: true) ?? 0) / 1000;
        double loss = cells.Number(CaseColumn.LossShare, mayBeZero: true) ?? 0;
        double? window = cells.Number(CaseColumn.WindowBytes, mayBeZero: false);
        if (loss >= 1)
        {
            cells.Report(CaseColumn.LossShare, "a share below 1");
        }

        double? rate = profile.Defaults.Rate;
        if (!cells.Text(CaseColumn.BandwidthBps).IsEmpty)
        {
            rate = cells.Number(CaseColumn.BandwidthBps, mayBeZero: false) / 8;
        }
        else if (rate is null)
        {
            cells.Report(CaseColumn.BandwidthBps, "the bandwidth in bits per second");
        }

        return (
            rate is { } link
                ? TcpLaw.Rate(link, roundTrip, loss, window ?? double.PositiveInfinity)
                : null,
            roundTrip
        );
    }

    private static DirtyMemory? Memory(CaseCells cells, EngineProfile? engine, IDirtyCurve curve)
    {
        double pageBytes =
            cells.Number(CaseColumn.PageBytes, mayBeZero: false) ?? DataSize.PageBytes;
        double? ram = cells.Number(CaseColumn.RamBytes, mayBeZero: false) / pageBytes;
        double? content = cells.Number(CaseColumn.NonzeroPages, mayBeZero: true);
        double? zero = cells.Number(CaseColumn.ZeroPages, mayBeZero: true);
        double all = content + zero ?? ram ?? content ?? 0;
        if (all <= 0)
        {
            if (cells.Text(CaseColumn.RamBytes).IsEmpty)
            {
                cells.Report(CaseColumn.RamBytes, "ram_bytes, or nonzero_pages and zero_pages");
            }

            return null;
        }

        if (all > long.MaxValue / 8192.0)
        {
            cells.Report(CaseColumn.RamBytes, "a guest of at most a few EiB");
            return null;
        }

        double empty = zero ?? (content is null ? 0 : all - content.Value);
        if (empty < 0 || empty > all)
        {
            cells.Report(CaseColumn.NonzeroPages, "no more pages than the guest has");
            return null;
        }

        double further = engine?.FurtherPages ?? 0;
        return new DirtyMemory(curve, (long)Math.Ceiling(all + further))
        {
            ZeroPages = (long)empty,
            PageBytes = pageBytes,
        };
    }

    private static EngineSettings? Settings(CaseCells cells, EngineProfile? engine)
    {
        double? limit = cells.Number(CaseColumn.DowntimeLimitMs, mayBeZero: true) / 1000;
        bool? converge = cells.Flag(CaseColumn.AutoConverge);
        if (engine?.Settings is not QemuSettings qemu)
        {
            if (converge == true)
            {
                cells.Report(CaseColumn.AutoConverge, "false, as the engine has no such thing");
            }

            return engine?.Settings;
        }

        AutoConverge? rule = converge switch
        {
            true => qemu.AutoConverge ?? new AutoConverge(),
            false => null,
            null => qemu.AutoConverge,
        };
        return limit is null && rule == qemu.AutoConverge
            ? qemu
            : qemu with
            {
                DowntimeLimit = limit ?? qemu.DowntimeLimit,
                AutoConverge = rule,
            };
    }
}
