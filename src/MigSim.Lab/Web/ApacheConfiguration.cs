using System.Globalization;
using MigSim.Measurement;

namespace MigSim.Lab.Web;

/// <summary>The configuration of Apache for the memory experiment.</summary>
internal static class ApacheConfiguration
{
    private const int ThreadsMax = 150;

    /// <summary>Writes it: one process with the balloon, and nothing else.</summary>
    /// <param name="spec">The server.</param>
    /// <param name="module">The module's path on its host.</param>
    /// <param name="directory">Where it keeps its files.</param>
    public static string Of(ServerSpec spec, string module, string directory)
    {
        int threads = Math.Min(spec.Profile.Threads, ThreadsMax);
        long steps = spec.Profile.MemoryMax.Bytes / spec.Profile.Step.Bytes;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ServerRoot "{directory}"
            DefaultRuntimeDir "{directory}"
            ServerName {spec.Address}
            Listen {spec.Address}:80
            PidFile httpd.pid
            ErrorLog error.log
            User nobody
            Group nogroup
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            LoadModule memory_balloon_module "{module}"
            ListenBackLog {spec.Profile.Backlog}
            StartServers 1
            ServerLimit 1
            ThreadsPerChild {threads}
            MaxRequestWorkers {threads}
            MinSpareThreads {threads}
            MaxSpareThreads {threads}
            MaxConnectionsPerChild 0
            KeepAlive On
            MaxKeepAliveRequests 0
            MemoryBalloonSteps {steps}
            <Location "/">
              SetHandler memory-balloon
            </Location>

            """
        );
    }
}
