using System.Collections.Immutable;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Parsing;

/// <summary>Reads <c>xl list</c>.</summary>
/// <remarks>
/// The list has no end mark: a text that stops between two lines is a shorter list. So the caller
/// must know that <c>xl</c> ended by itself, with exit code 0.
/// </remarks>
public static class XlListParser
{
    private const int IdMax = 32_767;
    private const long MebibytesMax = 1L << 32;

    /// <summary>Reads a whole list.</summary>
    /// <param name="text">What xl printed.</param>
    /// <param name="host">The host it was asked of.</param>
    /// <exception cref="TranscriptException">
    /// It is not a list; every list has the control domain.
    /// </exception>
    public static XlList Parse(string text, HostName host)
    {
        var transcript = new Transcript("xl list", text);
        string heading = transcript.Read("the heading");
        string[] names = ["Name", "ID", "Mem", "VCPUs", "State", "Time(s)"];
        if (!Numbers.Words(heading).SequenceEqual(names))
        {
            throw transcript.Error("the heading Name, ID, Mem, VCPUs, State, Time(s)");
        }

        VmStatus? control = null;
        var vms = ImmutableArray.CreateBuilder<VmStatus>();
        var ids = new SortedSet<int>();
        while (!transcript.IsAtEnd)
        {
            (int id, VmStatus status) = ReadDomain(transcript, host);
            if (!ids.Add(id))
            {
                throw transcript.Error("a domain that was not listed before");
            }

            if (id == 0)
            {
                control = status;
            }
            else
            {
                vms.Add(status);
            }
        }

        return control is null
            ? throw transcript.Error("Domain-0, which every host has")
            : new XlList(control, vms.ToImmutable());
    }

    private static (int Id, VmStatus Status) ReadDomain(Transcript transcript, HostName host)
    {
        string[] words = Numbers.Words(transcript.Read("a domain"));
        return
            words.Length == 6
            && Numbers.TryCount(words[1], out int id)
            && id <= IdMax
            && Numbers.TryCount(words[2], out long mebibytes)
            && mebibytes <= MebibytesMax
            && Numbers.TryCount(words[3], out int processors)
            && TryState(words[4], out VmState state)
            && Numbers.TryDecimal(words[5], out double seconds)
            && seconds < 1e9
            && words[5].Contains('.', StringComparison.Ordinal)
            ? (
                id,
                new VmStatus(
                    new(words[0]),
                    host,
                    state,
                    DataSize.FromMebibytes(mebibytes),
                    processors,
                    TimeSpan.FromSeconds(seconds)
                )
            )
            : throw transcript.Error("a domain: name, ID, memory, processors, state, time");
    }

    /// <summary>Reads the six flags of a state.</summary>
    /// <remarks>
    /// Several may be set, as in <c>-bp---</c>; the gravest counts. None is set while a domain waits
    /// for a processor, which is not the state Blocked: it has work to do. The fifth is set only
    /// beside the fourth and tells why the domain shut down: by itself (-), to reboot (r), to be
    /// moved or saved (s), after a crash (c), by its watchdog (w), for a soft reset (S) or for a
    /// reason that xl does not know (?).
    /// </remarks>
    internal static bool TryState(string flags, out VmState state)
    {
        const string Flags = "rbps-d";
        const string Reasons = "-rscwS?";
        const int ShutDown = 3;
        const int Reason = 4;
        state = VmState.Running;
        if (
            flags.Length != Flags.Length
            || !Reasons.Contains(flags[Reason], StringComparison.Ordinal)
        )
        {
            return false;
        }

        VmState[] states =
        [
            VmState.Running,
            VmState.Blocked,
            VmState.Paused,
            VmState.ShutDown,
            flags[Reason] == 'c' ? VmState.Crashed : VmState.ShutDown,
            VmState.Dying,
        ];
        for (int index = 0; index < Flags.Length; index++)
        {
            if (flags[index] == '-')
            {
                continue;
            }

            if (index != Reason && flags[index] != Flags[index])
            {
                return false;
            }

            state = states[index];
        }

        return flags[Reason] == '-' || flags[ShutDown] == 's';
    }
}
