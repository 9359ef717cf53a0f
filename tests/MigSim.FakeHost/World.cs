using System.Globalization;
using System.Text;

namespace MigSim.FakeHost;

/// <summary>
/// A directory that stands for a lab: hosts with their power, memory and machines, and the faults
/// that shall be played. Several processes use it at once.
/// </summary>
public sealed class World
{
    /// <summary>Names the directory for programs that a fake host starts.</summary>
    public const string DirectoryVariable = "MIGSIM_FAKE_WORLD";

    /// <summary>Names the host that a program runs on.</summary>
    public const string HostVariable = "MIGSIM_FAKE_HOST";

    private const int LockPatience = 30_000;

    private static readonly string[] Tools = ["xl", "ping", "cl_status", "date"];

    private readonly string _directory;

    /// <summary>Opens a world that is there.</summary>
    public World(string directory) => _directory = directory;

    /// <summary>Gets the directory of the fake programs.</summary>
    public string Programs => Path.Combine(_directory, "bin");

    /// <summary>Gets the directory that all hosts share.</summary>
    public string Shared => Path.Combine(_directory, "shared");

    /// <summary>Gets the hosts.</summary>
    public IEnumerable<string> Hosts =>
        Directory.EnumerateDirectories(Path.Combine(_directory, "hosts")).Select(Path.GetFileName)!;

    /// <summary>Gets or sets how many times longer than usual everything takes.</summary>
    public double Pace
    {
        get =>
            TryRead(Path.Combine(_directory, "pace")) is { } text
                ? double.Parse(text, CultureInfo.InvariantCulture)
                : 1;
        set =>
            Replace(
                Path.Combine(_directory, "pace"),
                value.ToString("R", CultureInfo.InvariantCulture)
            );
    }

    /// <summary>Makes a world.</summary>
    /// <param name="directory">Where; it must not exist.</param>
    /// <param name="program">The executable of this project.</param>
    /// <param name="hosts">The hosts, all of them on and empty.</param>
    public static World Create(string directory, string program, IEnumerable<string> hosts)
    {
        var world = new World(directory);
        foreach (string name in new[] { "bin", "shared", "faults", "hosts" })
        {
            Directory.CreateDirectory(Path.Combine(directory, name));
        }

        foreach (string tool in Tools)
        {
            File.CreateSymbolicLink(Path.Combine(world.Programs, tool), program);
        }

        File.CreateSymbolicLink(
            Path.Combine(world.Programs, "ssh"),
            Path.Combine(Path.GetDirectoryName(program)!, "fake-ssh.sh")
        );
        foreach (string host in hosts)
        {
            Directory.CreateDirectory(world.At(host, "domains"));
            File.WriteAllText(world.At(host, "memory"), "2048");
            File.WriteAllText(world.At(host, "boots"), "1\n");
        }

        return world;
    }

    /// <summary>Does something while no other process changes the world.</summary>
    public T Locked<T>(Func<T> action)
    {
        for (int waited = 0; ; waited += 2)
        {
            FileStream? held = null;
            try
            {
                held = new(
                    Path.Combine(_directory, "lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (IOException) when (waited < LockPatience)
            {
                Thread.Sleep(2);
                continue;
            }

            using (held)
            {
                return action();
            }
        }
    }

    /// <summary>Tells whether a host has power.</summary>
    public bool IsOn(string host) =>
        Directory.Exists(At(host, "domains")) && !File.Exists(At(host, "off"));

    /// <summary>Gets how often a host was switched on: who finds another number was not there.</summary>
    public int Boots(string host) =>
        IsOn(host)
            ? int.Parse(File.ReadAllText(At(host, "boots")), CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Gets the memory of a host in MiB.</summary>
    public long Memory(string host) =>
        long.Parse(File.ReadAllText(At(host, "memory")), CultureInfo.InvariantCulture);

    /// <summary>Cuts the power of a host: its machines are gone.</summary>
    public void PowerOff(string host) =>
        Locked(() =>
        {
            File.WriteAllText(At(host, "off"), "");
            foreach (string path in Directory.EnumerateFiles(At(host, "domains")))
            {
                File.Delete(path);
            }

            return true;
        });

    /// <summary>Gives a host its power back.</summary>
    public void PowerOn(string host) =>
        Locked(() =>
        {
            int boots = int.Parse(
                File.ReadAllText(At(host, "boots")),
                CultureInfo.InvariantCulture
            );
            Replace(
                At(host, "boots"),
                string.Create(CultureInfo.InvariantCulture, $"{boots + 1}\n")
            );
            File.Delete(At(host, "off"));
            return true;
        });

    /// <summary>Sets how a host differs: <c>clock</c> in seconds, <c>heartbeat</c>, <c>memory</c>.</summary>
    public void Set(string host, string key, string value) => Replace(At(host, key), value);

    /// <summary>Gets what was set.</summary>
    public string? Get(string host, string key) =>
        File.Exists(At(host, key)) ? File.ReadAllText(At(host, key)) : null;

    /// <summary>Plays a fault from now on.</summary>
    public void Play(string fault, string value = "") =>
        Replace(Path.Combine(_directory, "faults", fault), value + "\n");

    /// <summary>Stops playing a fault.</summary>
    public void Stop(string fault) => File.Delete(Path.Combine(_directory, "faults", fault));

    /// <summary>Gets how a fault is played, or null.</summary>
    public string? Fault(string fault)
    {
        string path = Path.Combine(_directory, "faults", fault);
        return File.Exists(path) ? File.ReadAllText(path).TrimEnd('\n') : null;
    }

    /// <summary>Gets a machine of a host, or null.</summary>
    public FakeDomain? Find(string host, string name) =>
        Domains(host).FirstOrDefault(domain => domain.Name == name);

    /// <summary>Gets the machines of a host by number.</summary>
    public IReadOnlyList<FakeDomain> Domains(string host)
    {
        var domains = new List<FakeDomain>();
        foreach (string path in Directory.EnumerateFiles(At(host, "domains")))
        {
            if (!path.EndsWith(".new", StringComparison.Ordinal) && TryRead(path) is { } text)
            {
                domains.Add(FakeDomain.Parse(text));
            }
        }

        domains.Sort((one, two) => one.Id.CompareTo(two.Id));
        return domains;
    }

    /// <summary>Puts a machine on a host, or changes it.</summary>
    public void Put(string host, FakeDomain domain) =>
        Replace(At(host, "domains", Encode(domain.Name)), domain.ToString());

    /// <summary>Removes a machine from a host.</summary>
    public void Remove(string host, string name) => File.Delete(At(host, "domains", Encode(name)));

    /// <summary>Notes how a program was called.</summary>
    public void NoteCall(string host, string program, IEnumerable<string> arguments)
    {
        string line = string.Join(' ', new[] { host, program }.Concat(arguments).Select(Encode));
        Locked(() =>
        {
            File.AppendAllText(Path.Combine(_directory, "calls"), line + "\n");
            return true;
        });
    }

    /// <summary>Gets the calls so far: host, program and arguments.</summary>
    public IReadOnlyList<string[]> Calls() =>
        [
            .. File.ReadAllLines(Path.Combine(_directory, "calls"))
                .Select(line => line.Split(' ').Select(Decode).ToArray()),
        ];

    /// <summary>Gets the words with which ssh was called last, its own name first.</summary>
    public string[] LastSsh()
    {
        string[] words = File.ReadAllText(Path.Combine(_directory, "calls.ssh")).Split('\0')[..^1];
        int start = 0;
        while (true)
        {
            int count = int.Parse(words[start], CultureInfo.InvariantCulture);
            if (start + 1 + count == words.Length)
            {
                return words[(start + 1)..];
            }

            start += 1 + count;
        }
    }

    private static string Encode(string text) =>
        "_" + Convert.ToHexString(Encoding.Unicode.GetBytes(text));

    private static string Decode(string word) =>
        Encoding.Unicode.GetString(Convert.FromHexString(word[1..]));

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private string At(string host, params string[] names) =>
        Path.Combine([_directory, "hosts", host, .. names]);
}
