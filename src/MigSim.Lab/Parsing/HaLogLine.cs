namespace MigSim.Lab.Parsing;

/// <summary>One line of Heartbeat's ha-log.</summary>
/// <param name="At">The local time of its host, in whole seconds.</param>
/// <param name="Host">The host, or <see langword="null"/> in a line of a script.</param>
/// <param name="Program">The daemon or script that wrote it.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What it says.</param>
/// <param name="Event">What it means.</param>
public sealed record HaLogLine(
    DateTime At,
    string? Host,
    string Program,
    int ProcessId,
    HaLogSeverity Severity,
    string Message,
    HaLogEvent Event
);
