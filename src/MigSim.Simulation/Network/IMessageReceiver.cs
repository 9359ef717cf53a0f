namespace MigSim.Simulation.Network;

/// <summary>Takes messages that arrive.</summary>
internal interface IMessageReceiver
{
    /// <summary>Takes a message; it may be sent again, else it goes back to the pool.</summary>
    void Receive(SimMessage message);
}
