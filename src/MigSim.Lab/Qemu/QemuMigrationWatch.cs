using System.Text.Json;
using MigSim.Lab.Parsing;
using MigSim.Time;

namespace MigSim.Lab.Qemu;

/// <summary>Follows a migration at the source by what QEMU says of it.</summary>
internal sealed class QemuMigrationWatch(
    QmpClient qemu,
    RunClock clock,
    TimeSpan startedAt,
    long memoryPages
)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private readonly QemuRounds _rounds = new(startedAt, memoryPages);

    /// <summary>Gets when the source began, since 1970.</summary>
    public TimeSpan StartedAt => startedAt;

    /// <summary>Gets when the guest was stopped, since 1970; null if it was not.</summary>
    public TimeSpan? StoppedAt { get; private set; }

    /// <summary>Gets a value indicating whether memory was still here when the machine was given away.</summary>
    public bool IsPostCopy { get; private set; }

    /// <summary>Waits until the source will not run the machine any more.</summary>
    /// <exception cref="QmpException">It did not come to that.</exception>
    public async Task RunAsync(double? postCopyAfterSeconds, CancellationToken cancellationToken)
    {
        TimeSpan? switchAt = postCopyAfterSeconds is { } seconds
            ? clock.Now + TimeSpan.FromSeconds(seconds)
            : null;
        bool isOver = false;
        while (true)
        {
            QmpEvent? next = await qemu.NextEventAsync(LookInterval, cancellationToken);
            if (switchAt is { } due && clock.Now >= due)
            {
                await qemu.ExecuteAsync("migrate-start-postcopy", null, cancellationToken);
                switchAt = null;
            }

            switch (next?.Name)
            {
                case "STOP":
                    StoppedAt = next.At;
                    break;
                case "GUEST_PANICKED":
                    throw new QmpException("its operating system failed");
                case "MIGRATION_PASS":
                    QemuMemory? memory = (await LookAsync(cancellationToken)).Memory;
                    _rounds.Begin(next.At, memory, isStopped: StoppedAt is not null);
                    break;
                case "MIGRATION" when IsOver(next.Data):
                    return;
                case null when isOver:
                    return;
                case null:
                    // An event may have come before it was asked for; but those that came while this
                    // was asked are still to be read.
                    QemuMigration migration = await LookAsync(cancellationToken);
                    isOver = migration.Status == QemuMigrationStatus.Completed;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Tells what was sent, once all of it was.</summary>
    public async Task<QemuSending> ReportAsync(CancellationToken cancellationToken)
    {
        QemuMigration migration = await LookAsync(cancellationToken);
        while (!migration.IsFinal)
        {
            await clock.DelayAsync(TimeSpan.FromMilliseconds(10), cancellationToken);
            migration = await LookAsync(cancellationToken);
        }

        bool isWhole = migration.Memory is not null && migration.TotalTime is not null;
        return new()
        {
            End = QemuSendingEnd.Completed,
            TransferredBytes = migration.Memory?.Transferred.Bytes,
            Rounds = isWhole ? _rounds.Complete(startedAt + migration.TotalTime!.Value) : null,
        };
    }

    private bool IsOver(JsonElement data)
    {
        string? status =
            data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("status", out JsonElement text)
            && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
        switch (status)
        {
            case "completed":
                return true;
            case "postcopy-active":
                return IsPostCopy = true;
            case "failed" or "cancelled":
                throw new QmpException($"the migration was {status}");
            default:
                return false;
        }
    }

    private async Task<QemuMigration> LookAsync(CancellationToken cancellationToken)
    {
        QemuMigration migration = QueryMigrateParser.Parse(
            await QemuQuestions.MigrationAsync(qemu, cancellationToken)
        );
        return migration.Status is QemuMigrationStatus.Failed or QemuMigrationStatus.Cancelled
            ? throw new QmpException(migration.ErrorDescription ?? "the migration failed")
            : migration;
    }
}
