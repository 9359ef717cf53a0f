using System.Collections.Immutable;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;

namespace MigSim.Experiments.Input.Constants;

/// <summary>
/// Reads an engine: it is like another one, but for the constants that are given.
/// </summary>
public static class EngineReader
{
    /// <summary>Reads the engines of a mapping, each of which may be like one before it.</summary>
    /// <returns>They, and those that need no profile.</returns>
    public static ImmutableSortedDictionary<string, EngineProfile> ReadAll(ConstantMap? maps)
    {
        var engines = MigrationEngines.Profiles.ToBuilder();
        foreach (string name in maps?.Names ?? [])
        {
            if (maps!.Map(name) is { } map)
            {
                engines[name] = Read(name, map, engines);
            }
        }

        return engines.ToImmutable();
    }

    /// <summary>Reads the engine of a mapping.</summary>
    /// <param name="name">Its name; what it is like if it does not say so.</param>
    /// <param name="map">Its constants.</param>
    /// <param name="known">The engines so far.</param>
    private static EngineProfile Read(
        string name,
        ConstantMap map,
        IReadOnlyDictionary<string, EngineProfile> known
    )
    {
        string? like = map.Choice("like", [.. known.Keys.Order(StringComparer.Ordinal)]);
        EngineProfile? usual = known.GetValueOrDefault(like ?? name);
        if (usual is null)
        {
            if (map.Text("like") is null)
            {
                map.Report(
                    "like",
                    $"'like' with an engine: {string.Join(", ", known.Keys)}",
                    "none"
                );
            }

            usual = new EngineProfile(new QemuSettings());
        }

        EngineSettings settings = usual.Settings switch
        {
            XenSettings xen => Xen(xen, map),
            QemuSettings qemu => Qemu(qemu, map),
            StopAndCopySettings stop => stop with { Format = Format(stop.Format, map) },
            SimGridSettings simGrid => simGrid with
            {
                DowntimeMax = map.Seconds("downtime_limit") ?? simGrid.DowntimeMax,
            },
            _ => usual.Settings,
        };
        MigrationTimes times = usual.Times;
        double channels = map.Number("multifd_channels") ?? 1;
        var profile = new EngineProfile(settings)
        {
            Times = new MigrationTimes
            {
                Setup = map.Seconds("setup") ?? times.Setup,
                Suspend = map.Seconds("suspend") ?? times.Suspend,
                HandOver = map.Seconds("hand_over") ?? times.HandOver,
                TearDown = map.Seconds("tear_down") ?? times.TearDown,
            },
            RateMax = (map.BytesPerSecond("copy_rate") ?? usual.RateMax) * channels,
            FreeRate = map.BytesPerSecond("free_rate") ?? usual.FreeRate,
            MessageSeconds = map.Seconds("message_latency") ?? usual.MessageSeconds,
            FurtherPages = map.Number("further_pages") ?? usual.FurtherPages,
            BypassesProcessor = map.Flag("bypasses_processor") ?? usual.BypassesProcessor,
            TrackingCost = map.Share("tracking_cost") ?? usual.TrackingCost,
        };
        map.Finish();
        return profile;
    }

    private static XenSettings Xen(XenSettings usual, ConstantMap map)
    {
        var policy = (XenPolicy)usual.Policy;
        return usual with
        {
            Policy = policy with
            {
                IterationsMax = (int)(map.Number("passes_max") ?? policy.IterationsMax),
                FactorMax = map.Number("factor_max") ?? policy.FactorMax,
                PagesMin = (long)(map.Number("pages_min") ?? policy.PagesMin),
            },
            SkipsRedirtied = map.Flag("skips_redirtied") ?? usual.SkipsRedirtied,
            FirstPassSkip = map.Number("first_pass_skip") ?? usual.FirstPassSkip,
            PageHeader = map.Bytes("page_header") ?? usual.PageHeader,
            BatchHeader = map.Bytes("batch_header") ?? usual.BatchHeader,
            Rate = map.Map("adaptive_rate") is { } rate ? Rate(rate) : usual.Rate,
        };
    }

    private static AdaptiveRate Rate(ConstantMap map)
    {
        AdaptiveRate usual = AdaptiveRate.Xen2005;
        var rate = new AdaptiveRate(
            map.BytesPerSecond("start") ?? usual.Start,
            map.BytesPerSecond("max") ?? usual.Max,
            map.BytesPerSecond("margin") ?? usual.Margin
        );
        map.Finish();
        return rate;
    }

    private static QemuSettings Qemu(QemuSettings usual, ConstantMap map) =>
        usual with
        {
            Format = Format(usual.Format, map),
            DowntimeLimit = map.Seconds("downtime_limit") ?? usual.DowntimeLimit,
            Ramp = map.Map("downtime_ramp") is { } ramp ? Ramp(ramp) : usual.Ramp,
            Slice = map.Seconds("slice") ?? usual.Slice,
            BandwidthMax = map.BytesPerSecond("max_bandwidth") ?? usual.BandwidthMax,
            SocketBuffer = map.Bytes("socket_buffer") ?? usual.SocketBuffer,
            Tail =
                map.Choice("zero_pages", ["anywhere", "last"]) == "last"
                    ? MemoryTail.AllZeroPages
                    : Tail(map.Map("tail")) ?? usual.Tail,
            WaitsForSocket = map.Flag("waits_for_socket") ?? usual.WaitsForSocket,
            CountsUnsentOnce = map.Flag("counts_unsent_once") ?? usual.CountsUnsentOnce,
            SyncsAtStop = (int)(map.Number("syncs_at_stop") ?? usual.SyncsAtStop),
            SyncPeriod = map.Seconds("sync_period") ?? usual.SyncPeriod,
            AutoConverge = map.Map("auto_converge") is { } rule
                ? Throttle(rule)
                : usual.AutoConverge,
            DirtyLimit = map.BytesPerSecond("dirty_limit") is { } limit
                ? new DirtyLimit(limit / Units.DataSize.PageBytes)
                : usual.DirtyLimit,
            Xbzrle = map.Map("xbzrle") is { } xbzrle ? Delta(xbzrle) : usual.Xbzrle,
            PostCopyRate = map.BytesPerSecond("post_copy_rate") ?? usual.PostCopyRate,
            PostCopyZeroPageScan =
                Inverse(map.PerSecond("post_copy_zero_pages_scanned"))
                ?? usual.PostCopyZeroPageScan,
        };

    private static StreamFormat Format(StreamFormat usual, ConstantMap map) =>
        usual with
        {
            Page = map.Bytes("page") ?? usual.Page,
            ZeroPage = map.Bytes("zero_page") ?? usual.ZeroPage,
            PageScan = Inverse(map.PerSecond("pages_scanned")) ?? usual.PageScan,
            ZeroPageScan = Inverse(map.PerSecond("zero_pages_scanned")) ?? usual.ZeroPageScan,
        };

    private static DowntimeRamp Ramp(ConstantMap map)
    {
        var ramp = new DowntimeRamp(map.Seconds("step") ?? 0, map.Seconds("max") ?? 0);
        map.Finish();
        return ramp;
    }

    private static MemoryTail? Tail(ConstantMap? map)
    {
        if (map is null)
        {
            return null;
        }

        var tail = new MemoryTail(
            (map.Bytes("size") ?? 0) / Units.DataSize.PageBytes,
            map.Number("density") ?? 1
        );
        map.Finish();
        return tail;
    }

    private static AutoConverge Throttle(ConstantMap map)
    {
        var usual = new AutoConverge();
        var rule = new AutoConverge
        {
            Trigger = map.Number("trigger") ?? usual.Trigger,
            Initial = map.Number("initial") ?? usual.Initial,
            Increment = map.Number("increment") ?? usual.Increment,
            Max = map.Number("max") ?? usual.Max,
            TailSlow = map.Flag("tail_slow") ?? usual.TailSlow,
            GuestBusy = map.Number("guest_busy") ?? usual.GuestBusy,
        };
        map.Finish();
        return rule;
    }

    private static Xbzrle Delta(ConstantMap map)
    {
        double cache = map.Bytes("cache") ?? 64 << 20;
        double delta = map.Bytes("delta") ?? 0;
        double encode = map.Seconds("encode") ?? 0;
        map.Finish();
        return new Xbzrle(cache / Units.DataSize.PageBytes, delta, encode);
    }

    private static double? Inverse(double? perSecond) => perSecond > 0 ? 1 / perSecond : null;
}
