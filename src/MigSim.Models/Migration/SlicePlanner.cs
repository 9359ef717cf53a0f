namespace MigSim.Models.Migration;

/// <summary>
/// Cuts what is unsent into slices of time, and measures the bandwidth that the slices get.
/// </summary>
internal struct SlicePlanner(QemuSettings settings, double rate, double pageBytes)
{
    private double _rate = rate;
    private double _bandwidth = rate;
    private double _bytes;
    private double _scan;

    /// <summary>Gets the bytes that the socket took in, and that count as sent.</summary>
    public double Buffered { get; private set; }

    /// <summary>Gets the downtime that is allowed now, in seconds.</summary>
    public double DowntimeLimit { get; set; } = settings.DowntimeLimit;

    /// <summary>Gets whether a slice was sent, so that the bandwidth is known.</summary>
    public bool HasMeasured { get; private set; }

    private readonly double StopBelow => _bandwidth * DowntimeLimit;

    /// <summary>Tells whether what is left can be sent within the allowed downtime.</summary>
    /// <param name="unsent">What is left.</param>
    /// <param name="isExact">Whether the bitmap was read just now.</param>
    public readonly bool CanStop(in UnsentPages unsent, bool isExact)
    {
        double left = unsent.Total * pageBytes;
        return unsent.IsEmpty || (isExact ? left <= StopBelow : left < StopBelow);
    }

    /// <summary>Takes in how long the last step took.</summary>
    public void Measured(double elapsed)
    {
        double sending = elapsed - _scan;
        if (sending > 0 && _bytes > 0)
        {
            _rate = _bytes / sending;
        }

        _bandwidth = _bytes / elapsed;
        HasMeasured = true;
    }

    /// <summary>
    /// Takes out as many slices as can be sent before anything is decided, at least one.
    /// </summary>
    /// <param name="unsent">What is left.</param>
    /// <param name="format">What pages cost.</param>
    /// <param name="patience">Until when the rate is known not to change, in seconds.</param>
    public MigrationStep Plan(ref UnsentPages unsent, StreamFormat format, double patience)
    {
        double left = settings.Slice;
        double pages = 0;
        _bytes = 0;
        _scan = 0;
        while (left > 0 && !unsent.IsEmpty)
        {
            double perPage = SecondsPerPage(unsent, format, out double bytesPerPage);
            double inSlice = left / perPage;
            double inPart = unsent.InPart;
            double take =
                inSlice < inPart && pages == 0
                    ? inSlice * Slices(unsent, inSlice, bytesPerPage / perPage, patience)
                    : Math.Min(inSlice, inPart);
            (double content, double zero) = unsent.Take(take);
            _bytes += format.Bytes(content, zero);
            _scan += format.ScanSeconds(content, zero);
            pages += content + zero;
            left = inSlice <= inPart ? 0 : left - (take * perPage);
        }

        if (Buffered < settings.SocketBuffer)
        {
            double taken = Math.Min(settings.SocketBuffer - Buffered, _bytes);
            Buffered += taken;
            _bytes -= taken;
        }

        return new(MigrationStepKind.Copy, pages, _bytes)
        {
            ScanSeconds = _scan,
            RateLimit = settings.BandwidthMax,
        };
    }

    private readonly double SecondsPerPage(
        in UnsentPages unsent,
        StreamFormat format,
        out double bytesPerPage
    )
    {
        double share = unsent.ContentShare;
        bytesPerPage = format.Bytes(share, 1 - share);
        return (bytesPerPage / _rate) + format.ScanSeconds(share, 1 - share);
    }

    // After this many slices fewer pages are left than may be, or the part is at its end.
    private readonly double Slices(
        in UnsentPages unsent,
        double inSlice,
        double bandwidth,
        double patience
    )
    {
        double stopBelow = bandwidth * DowntimeLimit / pageBytes;
        double toStop = Math.Floor((unsent.Total - stopBelow) / inSlice) + 1;
        double toEnd = Math.Floor(unsent.InPart / inSlice);
        double toChange = Math.Floor(patience / settings.Slice);
        return Math.Max(1, Math.Min(toStop, Math.Min(toEnd, toChange)));
    }
}
