namespace MigSim.Kernel;

/// <summary>Who goes first among events of one instant.</summary>
public enum EventOrder
{
    /// <summary>State changes of the simulated world.</summary>
    Model,

    /// <summary>Code under study that reacts to the world.</summary>
    Agent,

    /// <summary>Measurements; they see the instant complete.</summary>
    Observer,
}
