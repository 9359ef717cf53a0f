namespace MigSim.Lab.Parsing;

/// <summary>Replies by class of HTTP status.</summary>
public sealed record HttperfStatuses(
    int Informational,
    int Successful,
    int Redirecting,
    int ClientErrors,
    int ServerErrors
);
