namespace MigSim.Lab.Lifecycle;

/// <summary>A lab cannot be made, used or taken away; the message says what to do.</summary>
public sealed class LabException : Exception
{
    /// <summary>Creates an exception.</summary>
    public LabException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
