namespace MigSim.Lab.Qemu;

/// <summary>QEMU refused a command, or does not speak QMP, or not any more.</summary>
internal sealed class QmpException : Exception
{
    public QmpException(string message, bool isRefusal = false, Exception? innerException = null)
        : base(message, innerException) => IsRefusal = isRefusal;

    /// <summary>Gets a value indicating whether QEMU understood and said no; it can be asked more.</summary>
    public bool IsRefusal { get; }
}
