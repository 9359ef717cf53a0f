using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>Reads <c>xentop -b</c>.</summary>
public static partial class XentopParser
{
    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // Far more than any host has, and far from the limits of the types.
    private const long KibibytesMax = 1L << 42;

    private static readonly string[] Columns =
    [
        "NAME",
        "STATE",
        "CPU(sec)",
        "CPU(%)",
        "MEM(k)",
        "MEM(%)",
        "MAXMEM(k)",
        "MAXMEM(%)",
        "VCPUS",
        "NETS",
        "NETTX(k)",
        "NETRX(k)",
        "VBDS",
        "VBD_OO",
        "VBD_RD",
        "VBD_WR",
        "VBD_RSECT",
        "VBD_WSECT",
        "SSID",
    ];

    /// <summary>Reads all frames of a text.</summary>
    /// <exception cref="TranscriptException">It is not the text of xentop.</exception>
    public static ImmutableArray<XentopFrame> Parse(string text)
    {
        var transcript = new Transcript("xentop", text);
        if (!IsHeading(transcript.Read("the heading")))
        {
            throw transcript.Error("the heading NAME, STATE, …");
        }

        var frames = ImmutableArray.CreateBuilder<XentopFrame>();
        var domains = ImmutableArray.CreateBuilder<XentopDomain>();
        while (!transcript.IsAtEnd)
        {
            string line = transcript.Read("a domain");
            if (IsHeading(line))
            {
                frames.Add(Frame(transcript, domains, isComplete: true));
            }
            else
            {
                domains.Add(ReadDomain(transcript, line, isFirst: frames.Count == 0));
            }
        }

        frames.Add(Frame(transcript, domains, isComplete: false));
        return frames.ToImmutable();
    }

    /// <summary>Tells whether a line begins a frame.</summary>
    public static bool IsHeading(string line) => Numbers.Words(line).SequenceEqual(Columns);

    private static XentopFrame Frame(
        Transcript transcript,
        ImmutableArray<XentopDomain>.Builder domains,
        bool isComplete
    )
    {
        if (domains.Count == 0)
        {
            throw transcript.Error("at least the control domain");
        }

        return new(domains.DrainToImmutable(), isComplete);
    }

    private static XentopDomain ReadDomain(Transcript transcript, string line, bool isFirst)
    {
        Match match = Domain().Match(line);
        return
            match.Success
            && Numbers.TryCount(match.Groups["seconds"].ValueSpan, out int seconds)
            && Numbers.TryDecimal(match.Groups["percent"].ValueSpan, out double percent)
            && TryKibibytes(match.Groups["memory"], out DataSize memory)
            && Numbers.TryCount(match.Groups["processors"].ValueSpan, out int processors)
            && TryKibibytes(match.Groups["sent"], out DataSize sent)
            && TryKibibytes(match.Groups["received"], out DataSize received)
            ? new(
                match.Groups["name"].Value,
                TimeSpan.FromSeconds(seconds),
                isFirst ? null : percent / 100,
                memory,
                processors,
                sent,
                received
            )
            : throw transcript.Error("a domain");
    }

    private static bool TryKibibytes(Group group, out DataSize size)
    {
        bool isSize =
            Numbers.TryCount(group.ValueSpan, out long kibibytes) && kibibytes <= KibibytesMax;
        size = isSize ? DataSize.FromBytes(kibibytes * 1024) : default;
        return isSize;
    }

    [GeneratedRegex(
        @"\A *(?<name>\S+) +(?<state>[dsbpcr-]{6}) +(?<seconds>[0-9]+) +(?<percent>[0-9]+\.[0-9]) +(?<memory>[0-9]+) +[0-9]+\.[0-9] +(no limit|[0-9]+) +(n/a|[0-9]+\.[0-9]) +(?<processors>[0-9]+) +[0-9]+ +(?<sent>[0-9]+) +(?<received>[0-9]+)( +[0-9]+){7}\z",
        Options
    )]
    private static partial Regex Domain();
}
