using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>
/// Reads the file <c>events.jsonl</c> that <see cref="EventLog"/> writes. Events of which it holds a summary only,
/// those of loads, flows and checkpoints, are left out.
/// </summary>
public static class EventLogReader
{
    /// <summary>Reads the events.</summary>
    /// <exception cref="FormatException">A line is no event; the message says which.</exception>
    public static ImmutableArray<RunEvent> Read(TextReader reader)
    {
        ImmutableArray<RunEvent>.Builder events = ImmutableArray.CreateBuilder<RunEvent>();
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                if (Event(json.RootElement) is { } found)
                {
                    events.Add(found);
                }
            }
            catch (Exception e)
                when (e
                        is JsonException
                            or KeyNotFoundException
                            or InvalidOperationException
                            or FormatException
                            or OverflowException
                )
            {
                throw new FormatException($"line {line}: {e.Message}", e);
            }
        }

        return events.ToImmutable();
    }

    private static RunEvent? Event(JsonElement json)
    {
        TimeSpan at = json.Seconds("at");
        string name = json.Text("event");
        return name switch
        {
            "vm-created" => new RunEvent.VmCreated(at, json.Vm("vm"), json.Host("host")),
            "failure-began" => new RunEvent.FailureBegan(at, json.Host("host"), json.Text("kind")),
            "script-called" => new RunEvent.ScriptCalled(
                at,
                json.Host("host"),
                json.Vm("vm"),
                KebabCase.To<ScriptVerb>(json.Text("verb"))
            ),
            "script-ended" => new RunEvent.ScriptEnded(
                at,
                json.Host("host"),
                json.Vm("vm"),
                KebabCase.To<ScriptVerb>(json.Text("verb")),
                KebabCase.To<ScriptExit>(json.Text("exit"))
            ),
            "member-changed" => new RunEvent.MemberChanged(
                at,
                json.Host("observer"),
                json.Host("member"),
                KebabCase.To<MemberState>(json.Text("state"))
            ),
            "message-received" => new RunEvent.MessageReceived(
                at,
                json.Host("member"),
                json.Host("source"),
                json.Text("topic"),
                json.Text("text")
            ),
            "operation-began" => new RunEvent.OperationBegan(
                at,
                json.Text("operation"),
                json.Vm("vm"),
                json.Host("host")
            ),
            "operation-ended" => new RunEvent.OperationEnded(
                at,
                json.Text("operation"),
                json.Vm("vm"),
                json.Host("host"),
                json.Text("outcome")
            ),
            "migration-ended" => new RunEvent.MigrationEnded(
                at,
                MigrationJson.Read(json.Vm("vm"), json.Field("report"))
            ),
            "host-sampled" => new RunEvent.HostSampled(at, Sample(at, json)),
            _ => null,
        };
    }

    private static HostSample Sample(TimeSpan at, JsonElement json) =>
        new(
            at,
            json.Host("host"),
            json.Field("cpu_utilization").GetDouble(),
            json.Size("memory_free_bytes"),
            json.Size("received_bytes"),
            json.Size("transmitted_bytes"),
            [
                .. json.Field("domains")
                    .EnumerateArray()
                    .Select(domain => new DomainSample(
                        domain.Text("domain"),
                        domain.Field("cpu_utilization").GetDouble(),
                        domain.Size("memory_bytes")
                    )
                    {
                        ChargedUtilization = domain.TryGetProperty(
                            "charged_utilization",
                            out JsonElement charged
                        )
                            ? charged.GetDouble()
                            : null,
                    }),
            ]
        );
}
