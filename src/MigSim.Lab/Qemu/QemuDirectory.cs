using System.Text.Json;
using MigSim.Lab.Agents;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>What a host keeps of a machine while it runs there.</summary>
/// <remarks>
/// The process id alone proves nothing, as ids are used again: the process must also have been started
/// with this directory's own file for it.
/// </remarks>
internal sealed class QemuDirectory
{
    private const string MachineFile = "machine.json";
    private const int PathLengthMax = 107;

    private QemuDirectory(string runDirectory, VmName vm)
    {
        Vm = vm;
        Root = Path.Combine(runDirectory, vm.Value);
        LockPath = Path.Combine(runDirectory, vm.Value + ".lock");
    }

    public VmName Vm { get; }

    public string Root { get; }

    /// <summary>Gets the socket for those who change something; one at a time.</summary>
    public string ControlSocket => Path.Combine(Root, "control");

    /// <summary>Gets the socket for those who only ask.</summary>
    public string QuestionSocket => Path.Combine(Root, "question");

    public string ProcessIdPath => Path.Combine(Root, "pid");

    public string ConsolePath => Path.Combine(Root, "console.log");

    /// <summary>Gets a value indicating whether it is a copy that must not run yet.</summary>
    public bool IsIncoming => File.Exists(IncomingPath);

    private string IncomingPath => Path.Combine(Root, "incoming");

    private string LockPath { get; }

    /// <summary>Finds the directory of a machine, which need not be there.</summary>
    /// <exception cref="ArgumentException">The name cannot be one of a file, or is too long.</exception>
    public static QemuDirectory Of(string runDirectory, VmName vm)
    {
        string name = vm.Value;
        bool isPlain =
            name.Length is > 0 and <= 64
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
        if (!isPlain || name.EndsWith(".lock", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"'{name}': the name of a machine has letters, digits, '-', '_' and '.' only, at most 64.",
                nameof(vm)
            );
        }

        var directory = new QemuDirectory(runDirectory, vm);
        return directory.QuestionSocket.Length <= PathLengthMax
            ? directory
            : throw new ArgumentException(
                $"'{directory.QuestionSocket}' is too long for a socket: at most {PathLengthMax}.",
                nameof(vm)
            );
    }

    /// <summary>Finds the machines of a host, running or left behind, by name.</summary>
    public static IEnumerable<QemuDirectory> All(string runDirectory) =>
        Directory.Exists(runDirectory)
            ? Directory
                .EnumerateDirectories(runDirectory)
                .Where(path => File.Exists(Path.Combine(path, MachineFile)))
                .Select(path => Of(runDirectory, new(Path.GetFileName(path))))
                .OrderBy(directory => directory.Vm)
            : [];

    /// <summary>Keeps others on this host from changing the machine until the result is disposed.</summary>
    /// <exception cref="HypervisorException">Another one changes it.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root)!);
        try
        {
            // The file stays: whoever removed it could not keep others from locking what is removed.
            return new FileStream(
                LockPath,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException exception)
        {
            throw new HypervisorException(
                HypervisorError.VmBusy,
                $"{Vm} is being changed on this host.",
                exception
            );
        }
    }

    /// <summary>Gets a value indicating whether somebody changes the machine just now.</summary>
    public bool IsLocked()
    {
        try
        {
            Lock().Dispose();
            return false;
        }
        catch (HypervisorException)
        {
            return true;
        }
    }

    /// <summary>Makes the directory for a machine that is about to be started.</summary>
    public void Make(QemuMachine machine, bool isIncoming)
    {
        Directory.CreateDirectory(Root);
        if (isIncoming)
        {
            File.WriteAllText(IncomingPath, "");
        }
        else
        {
            File.Delete(IncomingPath);
        }

        File.Delete(ProcessIdPath);
        File.Delete(ConsolePath);
        File.WriteAllText(
            Path.Combine(Root, MachineFile),
            JsonSerializer.Serialize(machine, QemuJson.Default.QemuMachine)
        );
    }

    /// <summary>Notes that a machine is expected of which only the name is known yet.</summary>
    public void Expect()
    {
        var unknown = new AgentMachine
        {
            Name = Vm.Value,
            MemoryBytes = 0,
            Address = "0.0.0.0",
        };
        Make(new(unknown, 0), isIncoming: true);
    }

    /// <summary>Notes that the copy may run.</summary>
    public void Arrived() => File.Delete(IncomingPath);

    public void Remove()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    /// <summary>Reads how the machine was started; null if it is gone.</summary>
    public QemuMachine? ReadMachine()
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(Root, MachineFile));
            return JsonSerializer.Deserialize(text, QemuJson.Default.QemuMachine);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Finds the process that runs the machine; null if there is none.</summary>
    public QemuProcess? FindProcess()
    {
        try
        {
            return int.TryParse(File.ReadAllText(ProcessIdPath).AsSpan().Trim(), out int id)
                ? QemuProcess.Find(id, ProcessIdPath)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
