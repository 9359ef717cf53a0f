using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigSim.Lab.Qemu;

/// <summary>The questions about a machine that several parts ask.</summary>
internal static class QemuQuestions
{
    /// <summary>Gets the state of the machine in QEMU's words, as in <c>running</c>.</summary>
    public static async Task<string> StateAsync(QmpClient qemu, CancellationToken cancellationToken)
    {
        JsonElement answer = await qemu.ExecuteAsync("query-status", null, cancellationToken);
        return
            answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("status", out JsonElement status)
            && status.ValueKind == JsonValueKind.String
            ? status.GetString()!
            : throw QmpMessages.Unexpected(answer, "a status");
    }

    /// <summary>Gets the state of the migration, to be parsed.</summary>
    public static async Task<string> MigrationAsync(
        QmpClient qemu,
        CancellationToken cancellationToken
    ) => (await qemu.ExecuteAsync("query-migrate", null, cancellationToken)).GetRawText();
}
