using System.Runtime.CompilerServices;
using System.Text;
using MigSim.Clustering;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Messaging;

/// <summary>The members' datagrams, sent and read by the agents on the members.</summary>
public sealed class AgentMessaging(LabConnection lab) : IClusterMessaging
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ListenTimeout = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public void Broadcast(ClusterMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _ = SendAsync(message);
    }

    /// <inheritdoc/>
    /// <remarks>A member that crashes hears nothing more.</remarks>
    public async IAsyncEnumerable<ClusterMessage> ReceiveAsync(
        HostName member,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var listen = new RemoteCommand(Agent(member), ["listen"], ListenTimeout);
        await using IAsyncEnumerator<ShellLine> lines = lab
            .Shell.StreamAsync(member, listen, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(lines))
        {
            bool isNews = lines.Current.Source == ShellSource.Output;
            byte[] bytes = Encoding.UTF8.GetBytes(lines.Current.Text);
            if (isNews && ClusterDatagram.Read(bytes) is { } message)
            {
                yield return message;
            }
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<ShellLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (ShellException)
        {
            return false;
        }
    }

    private string Agent(HostName member) => lab.Agents[member].Ssh.AgentProgram;

    private async Task SendAsync(ClusterMessage message)
    {
        var send = new RemoteCommand(
            Agent(message.Source),
            ["send", message.Topic, message.Text],
            SendTimeout
        );
        try
        {
            await lab.Shell.ExecuteAsync(message.Source, send, CancellationToken.None);
        }
        catch (ShellException)
        {
            // A datagram may be lost.
        }
    }
}
