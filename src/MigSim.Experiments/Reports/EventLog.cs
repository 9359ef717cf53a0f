using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MigSim.Experiments.Recording;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>The file <c>events.jsonl</c>: one event a line, in the order in which they came.</summary>
public static class EventLog
{
    /// <summary>Writes all events.</summary>
    public static void Write(TextWriter writer, ImmutableArray<RunEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, JsonFormat.Line);
        foreach (RunEvent runEvent in events)
        {
            WriteEvent(json, runEvent);
            json.Flush();
            writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            writer.Write('\n');
            buffer.ResetWrittenCount();
            json.Reset();
        }
    }

    private static void WriteEvent(Utf8JsonWriter json, RunEvent runEvent)
    {
        json.WriteStartObject();
        json.WriteSeconds("at", runEvent.At);
        json.WriteString("event", KebabCase.Of(runEvent.GetType().Name));
        WriteFields(json, runEvent);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.VmCreated e:
                json.WriteString("vm", e.Vm.Value);
                json.WriteString("host", e.Host.Value);
                break;
            case RunEvent.FailureBegan e:
                json.WriteString("host", e.Host.Value);
                json.WriteString("kind", e.Kind);
                break;
            case RunEvent.ScriptCalled e:
                json.WriteString("host", e.Host.Value);
                json.WriteString("vm", e.Vm.Value);
                json.WriteString("verb", KebabCase.Of(e.Verb));
                break;
            case RunEvent.ScriptEnded e:
                json.WriteString("host", e.Host.Value);
                json.WriteString("vm", e.Vm.Value);
                json.WriteString("verb", KebabCase.Of(e.Verb));
                json.WriteString("exit", KebabCase.Of(e.Exit));
                break;
            case RunEvent.MemberChanged e:
                json.WriteString("observer", e.Observer.Value);
                json.WriteString("member", e.Member.Value);
                json.WriteString("state", KebabCase.Of(e.State));
                break;
            case RunEvent.MessageReceived e:
                json.WriteString("member", e.Member.Value);
                json.WriteString("source", e.Source.Value);
                json.WriteString("topic", e.Topic);
                json.WriteString("text", e.Text);
                break;
            case RunEvent.OperationBegan e:
                json.WriteString("operation", e.Operation);
                json.WriteString("vm", e.Vm.Value);
                json.WriteString("host", e.Host.Value);
                break;
            case RunEvent.OperationEnded e:
                json.WriteString("operation", e.Operation);
                json.WriteString("vm", e.Vm.Value);
                json.WriteString("host", e.Host.Value);
                json.WriteString("outcome", e.Outcome);
                break;
            case RunEvent.MigrationEnded e:
                json.WriteString("vm", e.Report.Request.Vm.Value);
                json.WritePropertyName("report");
                MigrationJson.Write(json, e.Report);
                break;
            case RunEvent.ProtectionEnded e:
                json.WriteString("vm", e.Report.Request.Vm.Value);
                json.WriteString("target", e.Report.Request.Target.Value);
                json.WriteSeconds("duration", e.Report.Duration);
                json.WriteNumber("checkpoints", e.Report.Checkpoints);
                json.WriteSeconds("paused", e.Report.Paused);
                json.WriteNumber("transferred_bytes", e.Report.Transferred.Bytes);
                break;
            case RunEvent.HostSampled e:
                WriteSample(json, e.Sample);
                break;
            default:
                WriteWeb(json, runEvent);
                break;
        }
    }

    private static void WriteWeb(Utf8JsonWriter json, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.MemoryChanged e:
                json.WriteString("page", e.Page);
                json.WriteNumber("held_bytes", e.Held.Bytes);
                break;
            case RunEvent.MemoryAccessed e:
                json.WriteNumber("held_bytes", e.Held.Bytes);
                json.WriteNumber("mean_ms", 1000 * e.Seconds.Mean);
                break;
            case RunEvent.LoadBegan e:
                json.WriteString("source", e.Spec.Machine?.Value ?? e.Spec.Source.Value);
                json.WriteString("target", e.Spec.Target.ToString());
                json.WriteNumber("connections_per_s", e.Spec.ConnectionsPerSecond);
                break;
            case RunEvent.LoadEnded e:
                json.WriteNumber("connections", e.Report.Connections);
                json.WriteNumber("replies", e.Report.Replies);
                json.WriteNumber("errors", e.Report.Errors.Total);
                break;
            case RunEvent.FlowsCounted e:
                json.WriteNumber("flows", e.Report.Flows.Length);
                json.WriteNumber("packets", e.Report.Flows.Sum(flow => flow.Packets));
                json.WriteNumber("bytes", e.Report.Flows.Sum(flow => flow.Size.Bytes));
                break;
            default:
                throw new ArgumentException($"No such event: {runEvent}.", nameof(runEvent));
        }
    }

    private static void WriteSample(Utf8JsonWriter json, HostSample sample)
    {
        json.WriteString("host", sample.Host.Value);
        json.WriteNumber("cpu_utilization", sample.CpuUtilization);
        json.WriteNumber("memory_free_bytes", sample.MemoryFree.Bytes);
        json.WriteNumber("received_bytes", sample.Received.Bytes);
        json.WriteNumber("transmitted_bytes", sample.Transmitted.Bytes);
        json.WriteStartArray("domains");
        foreach (DomainSample domain in sample.Domains)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Domain);
            json.WriteNumber("cpu_utilization", domain.CpuUtilization);
            json.WriteNumber("memory_bytes", domain.Memory.Bytes);
            if (domain.ChargedUtilization is { } charged)
            {
                json.WriteNumber("charged_utilization", charged);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
