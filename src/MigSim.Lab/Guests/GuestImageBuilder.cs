using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Guests;

/// <summary>
/// Builds the small guest of the labs: Debian's cloud kernel, busybox and a program that rewrites
/// memory.
/// </summary>
/// <remarks>
/// It needs <c>apt-get</c>, <c>dpkg</c>, <c>gcc</c>, <c>cpio</c> and <c>gzip</c>, but installs nothing.
/// An image that is there is used again; one that was broken off in the middle never counts. Another
/// image comes about when one of the files in <c>Guests/Image</c> changes.
/// </remarks>
/// <param name="shell">Runs the commands.</param>
/// <param name="host">Where they run and the image is kept.</param>
/// <param name="cacheDirectory">Where images are kept, as in <see cref="LabPlace.CacheDirectory"/>.</param>
public sealed class GuestImageBuilder(IRemoteShell shell, HostName host, string cacheDirectory)
{
    private static readonly TimeSpan StepTimeout = TimeSpan.FromMinutes(5);

    // Paths below the kernel's modules, in the order in which they are loaded.
    private static readonly ImmutableArray<string> Modules =
    [
        "net/core/failover",
        "drivers/net/net_failover",
        "drivers/virtio/virtio_ring",
        "drivers/virtio/virtio",
        "drivers/virtio/virtio_pci_modern_dev",
        "drivers/virtio/virtio_pci_legacy_dev",
        "drivers/virtio/virtio_pci",
        "drivers/net/virtio_net",
        "drivers/block/virtio_blk",
        "drivers/net/xen-netfront",
        "drivers/block/xen-blkfront",
        "drivers/misc/pvpanic/pvpanic",
        "drivers/misc/pvpanic/pvpanic-mmio",
        "drivers/input/evdev",
        "drivers/acpi/button",
    ];

    // Each step runs in the directory of the image to be; $1 and $2 are its inputs.
    private static readonly ImmutableArray<Step> Steps =
    [
        new(
            "fetch kernel and busybox",
            """
            kernel=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: *\(linux-image-.*\)/\1/p')
            if [ -z "$kernel" ]; then
              apt-get -q update
              kernel=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: *\(linux-image-.*\)/\1/p')
            fi
            [ -n "$kernel" ] || { echo 'linux-image-cloud-amd64 is not to be had' >&2; exit 1; }
            mkdir packages
            cd packages
            apt-get -q -o APT::Sandbox::User=root download "$kernel" busybox-static || {
              apt-get -q update
              apt-get -q -o APT::Sandbox::User=root download "$kernel" busybox-static
            }
            """
        ),
        new(
            "unpack them",
            """
            mkdir unpacked
            for package in packages/*.deb; do dpkg -x "$package" unpacked; done
            rm -r packages
            """
        ),
        new(
            "compile the page writer",
            """
            printf %s "$1" > page-writer.c
            gcc -O2 -static -s -o page-writer page-writer.c
            """
        ),
        new(
            "pack the initial file system",
            """
            mkdir -p root/bin root/dev root/proc root/sys root/sbin root/modules
            cp unpacked/bin/busybox page-writer root/bin/
            kernel=$(echo unpacked/lib/modules/*/kernel)
            for module in $2; do
              cp "$kernel/$module.ko" root/modules/
              basename "$module" >> root/modules/order
            done
            printf %s "$1" > root/init
            printf '#!/bin/busybox sh\nexec /bin/busybox poweroff -f\n' > root/sbin/poweroff
            chmod +x root/init root/sbin/poweroff
            (cd root && find . | sort | cpio --quiet -o -H newc -R 0:0) > initrd
            gzip -9n initrd
            mv initrd.gz initrd
            cp unpacked/boot/vmlinuz-* kernel
            rm -r unpacked root page-writer page-writer.c
            """
        ),
    ];

    /// <summary>Gets where the image is once it is built.</summary>
    public GuestImage Image
    {
        get
        {
            string key = Key(Read("init"), Read("page-writer.c"));
            string directory = $"{cacheDirectory}/guests/{key}";
            return new($"{directory}/kernel", $"{directory}/initrd");
        }
    }

    /// <summary>Builds the image unless it is there.</summary>
    /// <param name="progress">Is told of each step.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <exception cref="LabException">It cannot be built; the message says which step failed and how.</exception>
    public async Task<GuestImage> BuildAsync(
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        string init = Read("init");
        string writer = Read("page-writer.c");
        GuestImage image = Image;
        string directory = Path.GetDirectoryName(image.Kernel)!;
        if (await IsThereAsync(directory, cancellationToken))
        {
            return image;
        }

        // Its own name, so that two builders do not meet; whoever ends first has made the image.
        string part = $"{directory}.part-{Environment.ProcessId}";
        try
        {
            await RunAsync(
                "make its directory",
                "rm -rf \"$0\"; mkdir -p \"$0\"",
                part,
                ["", ""],
                cancellationToken
            );
            foreach (Step step in Steps)
            {
                progress?.Report($"guest: {step.What}");
                string[] inputs = [step == Steps[^1] ? init : writer, string.Join(' ', Modules)];
                await RunAsync(
                    step.What,
                    $"cd \"$0\"\n{step.Script}",
                    part,
                    inputs,
                    cancellationToken
                );
            }

            await RunAsync(
                "put it in its place",
                """[ -d "$1" ] || mv -T "$0" "$1" """,
                part,
                [directory, ""],
                cancellationToken
            );
        }
        finally
        {
            await RemoveAsync(part);
        }

        return image;
    }

    private static string Read(string name)
    {
        using Stream stream =
            typeof(GuestImageBuilder).Assembly.GetManifestResourceStream($"Guests/Image/{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Key(string init, string writer)
    {
        string all = string.Join('\0', [init, writer, .. Modules, .. Steps.Select(s => s.Script)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
    }

    private async Task<bool> IsThereAsync(string directory, CancellationToken cancellationToken)
    {
        var question = new RemoteCommand("test", ["-d", directory], TimeSpan.FromSeconds(30))
        {
            IsIdempotent = true,
        };
        return (await shell.ExecuteAsync(host, question, cancellationToken)).ExitCode == 0;
    }

    private async Task RunAsync(
        string what,
        string script,
        string part,
        string[] inputs,
        CancellationToken cancellationToken
    )
    {
        ShellResult result = await shell.ExecuteAsync(
            host,
            new("sh", ["-euc", script, part, .. inputs], StepTimeout),
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            string complaint = result.StandardError.Trim();
            throw new LabException(
                $"The guest cannot be built: {what}: exit code {result.ExitCode}: {complaint}"
            );
        }
    }

    private async Task RemoveAsync(string part)
    {
        try
        {
            var remove = new RemoteCommand("rm", ["-rf", part], TimeSpan.FromSeconds(30));
            await shell.ExecuteAsync(host, remove, CancellationToken.None);
        }
        catch (ShellException)
        {
            // What failed before is worth more; the next builder has another directory.
        }
    }

    private sealed record Step(string What, string Script);
}
