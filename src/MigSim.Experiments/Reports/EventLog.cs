using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MigSim.Experiments.Recording;
using MigSim.Measurement;
using MigSim.Virtualization;

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
                json.WriteString("source", e.Report.Request.Source.Value);
                json.WriteString("target", e.Report.Request.Target.Value);
                WriteCheckpoints(json, e.Report.Request.Checkpoints);
                json.WriteSeconds("duration", e.Report.Duration);
                json.WriteNumber("checkpoints", e.Report.Checkpoints);
                json.WriteSeconds("paused", e.Report.Paused);
                json.WriteNumber("transferred_bytes", e.Report.Transferred.Bytes);
                break;
            case RunEvent.HostSampled e:
                WriteSample(json, e.Sample);
                break;
            default:
                throw new ArgumentException($"No such event: {runEvent}.", nameof(runEvent));
        }
    }

    private static void WriteCheckpoints(Utf8JsonWriter json, CheckpointProfile checkpoints)
    {
        json.WriteStartObject("profile");
        json.WriteString("name", checkpoints.Name);
        json.WriteSeconds("interval", checkpoints.Interval);
        json.WriteSeconds("pause", checkpoints.Pause);
        json.WriteNumberOrNull("copy_aside_bits_per_s", checkpoints.CopyAsideRate?.BitsPerSecond);
        json.WriteBoolean("holds_output", checkpoints.HoldsOutput);
        json.WriteSeconds("activate", checkpoints.Activate);
        json.WriteEndObject();
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
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
