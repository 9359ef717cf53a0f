using System.Text.Json.Nodes;
using MigSim.Lab.Agents;

namespace MigSim.Lab.Qemu;

/// <summary>Tells QEMU how to migrate; both ends must be told the same.</summary>
internal static class QemuOptions
{
    // More than any network carries: QEMU's own default is 128 MiB/s.
    private const long Unlimited = 10_000_000_000;

    public static async Task SetAsync(
        QmpClient qemu,
        QemuSettings settings,
        CancellationToken cancellationToken
    )
    {
        QemuMigrationSettings migration = settings.Migration;
        var capabilities = new JsonArray(
            Capability("events", true),
            Capability("auto-converge", migration.AutoConverge),
            Capability("postcopy-ram", migration.PostCopyAfterSeconds is not null),
            Capability("multifd", migration.MultifdChannels > 0)
        );
        await qemu.ExecuteAsync(
            "migrate-set-capabilities",
            new() { ["capabilities"] = capabilities },
            cancellationToken
        );
        var parameters = new JsonObject
        {
            ["downtime-limit"] = settings.DowntimeLimitMilliseconds,
            ["max-bandwidth"] = migration.BandwidthMax ?? Unlimited,
        };
        if (migration.MultifdChannels > 0)
        {
            parameters["multifd-channels"] = migration.MultifdChannels;
        }

        await qemu.ExecuteAsync("migrate-set-parameters", parameters, cancellationToken);
    }

    private static JsonObject Capability(string name, bool isOn) =>
        new() { ["capability"] = name, ["state"] = isOn };
}
