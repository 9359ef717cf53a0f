namespace MigSim.Lab.Shell;

/// <summary>
/// The small script that runs every command, here or on another host, and ends it when the one who
/// asked for it goes away.
/// </summary>
/// <remarks>
/// ssh without a terminal does not end what it started: the remote process would go on after a
/// cancellation, a time-out or the end of the controller. So the command runs in a session of its
/// own, and a watcher reads the script's standard input, to which nothing is ever written. Its end
/// means that nobody waits any more: the whole session is ended, politely first. Daemons that a
/// command leaves behind on purpose have sessions of their own and stay. The watcher is told by
/// SIGUSR1 that it is not needed: Heartbeat starts its scripts with SIGTERM ignored.
/// </remarks>
internal static class Supervision
{
    /// <summary>Said on standard error if the command itself ended with 255, as ssh does too.</summary>
    public const string Marker = "migsim: the command ended with exit code 255";

    private const string Script = """
        LC_ALL=C; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL PATH
        exec 3<&0 </dev/null
        setsid -- "$@" 3<&- &
        command=$!
        (
          while read -r ignored; do :; done <&3
          trap '' USR1
          kill -s TERM -- "-$command" || kill -s TERM "$command"
          tries=0
          while [ $tries -lt 20 ] && kill -s 0 -- "-$command"; do
            sleep 0.1; tries=$((tries + 1))
          done
          kill -s KILL -- "-$command" || kill -s KILL "$command"
        ) >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait "$command" 2>/dev/null
        code=$?
        kill -s USR1 "$watcher" 2>/dev/null
        wait "$watcher" 2>/dev/null
        [ $code -eq 255 ] && echo 'migsim: the command ended with exit code 255' >&2
        exit $code
        """;

    /// <summary>Gets the words of a command under supervision.</summary>
    /// <exception cref="ArgumentException">No argument can be one of the words, or there is no program.</exception>
    public static string[] Wrap(IReadOnlyList<string> words)
    {
        ArgumentException.ThrowIfNullOrEmpty(words[0]);
        foreach (string word in words)
        {
            PosixQuoting.RefuseUnlessArgument(word);
        }

        return ["sh", "-c", Script, "migsim", .. words];
    }
}
