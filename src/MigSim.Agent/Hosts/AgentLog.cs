using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using MigSim.Lab.Agents;

namespace MigSim.Agent.Hosts;

/// <summary>The file to which every call of the program adds its lines.</summary>
/// <remarks>
/// Several run at once. A line is written in one piece to a file that the system opened for appending, so
/// no two lines mix. A log that cannot be written does not keep a machine from being moved.
/// </remarks>
internal sealed class AgentLog(string path)
{
    // open(2) on Linux; .NET's own appending seeks to the end instead, where two meet.
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int Mode = 0x1A4; // 0644

    private bool _isBroken;

    /// <summary>Adds an event.</summary>
    public void Write(AgentEvent entry)
    {
        if (_isBroken)
        {
            return;
        }

        string line = JsonSerializer.Serialize(entry, AgentJson.Default.AgentEvent) + "\n";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using SafeFileHandle file = Open();
            RandomAccess.Write(file, Encoding.UTF8.GetBytes(line), fileOffset: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
            Console.Error.WriteLine($"migsim-agent: no log: {exception.Message}");
        }
    }

    private SafeFileHandle Open()
    {
        int file = Open(path, WriteOnly | Create | Append | CloseOnExec, Mode);
        return file >= 0
            ? new SafeFileHandle(file, ownsHandle: true)
            : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        int mode
    );
}
