using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MigSim.Lab.Guests;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Web;

/// <summary>
/// Makes the guest of the memory experiment: the labs' small guest, and with it Apache, the balloon
/// module and httperf of this machine with the libraries that they are linked with.
/// </summary>
/// <remarks>
/// The files are at the same paths as here. An image that is there is used again; another one comes
/// about when one of the files changes.
/// </remarks>
/// <param name="shell">Runs the commands.</param>
/// <param name="host">Where they run and the image is kept: this machine.</param>
/// <param name="cacheDirectory">Where images are kept, as in <see cref="LabPlace.CacheDirectory"/>.</param>
public sealed class WebGuestBuilder(IRemoteShell shell, HostName host, string cacheDirectory)
{
    // Arguments: the small guest's initial file system, the directory of images, what makes this
    // script differ from others, the port of the guest's shell, the module. A kernel unpacks one
    // archive after the other. The C library itself loads libgcc_s when a thread ends. It prints the
    // path of the image.
    private const string Build = """
        plain=$1 images=$2 recipe=$3 port=$4
        apache=$(command -v apache2) || { echo 'apache2 is not installed' >&2; exit 1; }
        httperf=$(command -v httperf) || { echo 'httperf is not installed' >&2; exit 1; }
        modules=/usr/lib/apache2/modules
        set -- "$apache" "$httperf" "$5" "$modules/mod_mpm_event.so" "$modules/mod_authz_core.so"
        linked=$(ldd "$@")
        libc=$(printf '%s\n' "$linked" | awk '$1 == "libc.so.6" { print $3; exit }')
        set -- "$@" "${libc%/*}/libgcc_s.so.1" $(printf '%s\n' "$linked" | awk 'NF > 1 && $(NF - 1) ~ /^\// { print $(NF - 1) }' | sort -u)
        digest=$({ sha256sum "$plain" "$@"; echo "$recipe"; } | sha256sum | cut -c 1-16)
        image=$images/$digest
        if [ ! -e "$image" ]; then
          part=$image.part-$$
          trap 'rm -rf "$part"' EXIT
          mkdir -p "$part/root/etc" "$part/root/run" "$part/root/tmp"
          cp -L --parents "$@" "$part/root"
          echo 'nobody:x:65534:65534::/:/bin/false' >"$part/root/etc/passwd"
          echo 'nogroup:x:65534:' >"$part/root/etc/group"
          printf '#!/bin/sh\nexport PATH=/bin:/usr/bin:/usr/sbin\nexec nc -ll -p %s -e sh\n' "$port" >"$part/root/server"
          chmod +x "$part/root/server"
          (cd "$part/root" && find . | sort | cpio --quiet -o -H newc -R 0:0) >"$part/more"
          gzip -n "$part/more"
          cat "$plain" "$part/more.gz" >"$part/initrd"
          mv "$part/initrd" "$image"
        fi
        echo "$image"
        """;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    /// <summary>Finds the image, or makes it.</summary>
    /// <param name="plain">The small guest.</param>
    /// <param name="module">The balloon module, as <see cref="BalloonModule"/> found it.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <exception cref="LabException">It cannot be made; the message says why.</exception>
    public async Task<GuestImage> BuildAsync(
        GuestImage plain,
        string module,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(plain);
        string recipe = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Build)));
        string images = Path.Combine(cacheDirectory, "web-guests");
        string port = GuestCommand.Port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["-euc", Build, "sh", plain.Initrd, images, recipe, port, module];
        ShellResult built = await shell.ExecuteAsync(
            host,
            new RemoteCommand("sh", arguments, s_timeout),
            cancellationToken
        );
        return built.ExitCode == 0
            ? plain with
            {
                Initrd = built.StandardOutput.Trim(),
            }
            : throw new LabException(
                $"The guest with Apache cannot be made: {built.StandardError.Trim()}"
            );
    }
}
