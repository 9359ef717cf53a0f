using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Tests.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Safety;

public sealed class HostFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("migsim-files-").FullName;

    [Fact]
    public void WriteAsync_NewFile_IsThereWithItsModeAndGoneAfterwards() =>
        Run(
            async (files, heal, token) =>
            {
                string path = PathOf("etc/new dir/it's.conf");
                string text = "a 'quoted' $(text)\nwith %s and \\n\n";
                await files.WriteAsync(ShellTest.Host, path, text, "0640", token);
                Assert.Equal(text, File.ReadAllText(path));
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
                    ModeOf(path)
                );
                await heal();
                Assert.False(File.Exists(path));
            }
        );

    [Fact]
    public void WriteAsync_OverAFile_PutsTheFirstOneBack() =>
        Run(
            async (files, heal, token) =>
            {
                string path = PathOf("ha.cf");
                File.WriteAllText(path, "the user's own");
                await files.WriteAsync(ShellTest.Host, path, "ours", "0644", token);
                await files.WriteAsync(ShellTest.Host, path, "ours again", "0644", token);
                Assert.Equal("ours again", File.ReadAllText(path));
                await heal();
                Assert.Equal("the user's own", File.ReadAllText(path));
                Assert.Equal([path], Directory.GetFiles(_root));
            }
        );

    [Fact]
    public void Undo_Twice_KeepsTheFirstOne() =>
        Run(
            async (files, heal, token) =>
            {
                string path = PathOf("ha.cf");
                File.WriteAllText(path, "the user's own");
                await files.WriteAsync(ShellTest.Host, path, "ours", "0644", token);
                await heal();
                await files.WriteAsync(ShellTest.Host, path, "ours", "0644", token);
                File.WriteAllText(path + ".mark-migsim", "one");
                File.Move(path + ".before-migsim", path, overwrite: true);
                await heal();
                Assert.Equal("the user's own", File.ReadAllText(path));
                Assert.Equal([path], Directory.GetFiles(_root));
            }
        );

    [Fact]
    public void LinkAsync_OverAFile_PutsItBack() =>
        Run(
            async (files, heal, token) =>
            {
                string path = PathOf("x0");
                File.WriteAllText(path, "a script");
                await files.LinkAsync(ShellTest.Host, path, "/usr/bin/true", token);
                Assert.Equal("/usr/bin/true", new FileInfo(path).LinkTarget);
                await heal();
                Assert.Equal("a script", File.ReadAllText(path));
            }
        );

    [Fact]
    public void CopyProgramAsync_MuchData_ArrivesWhole() =>
        Run(
            async (files, heal, token) =>
            {
                byte[] content = new byte[300_000];
                new Random(1).NextBytes(content);
                string path = PathOf("sbin/agent");
                await files.CopyProgramAsync(ShellTest.Host, path, content, token);
                Assert.Equal(content, File.ReadAllBytes(path));
                Assert.True(ModeOf(path).HasFlag(UnixFileMode.OtherExecute));
                DateTime written = File.GetLastWriteTimeUtc(path);
                await files.CopyProgramAsync(ShellTest.Host, path, content, token);
                Assert.Equal(written, File.GetLastWriteTimeUtc(path));
                await heal();
                Assert.Empty(Directory.GetFiles(PathOf("sbin")));
            }
        );

    [Fact]
    public void WriteAsync_NoSpaceOrNoRight_IsNamedAndNothingIsHalfWritten() =>
        Run(
            async (files, heal, token) =>
            {
                LabException error = await ShellTest.ThrowsAsync<LabException>(() =>
                    files.WriteAsync(ShellTest.Host, "/proc/nothing/ha.cf", "text", "0644", token)
                );
                Assert.StartsWith(
                    $"{ShellTest.Host}: cannot write /proc/nothing/ha.cf:",
                    error.Message
                );
                string path = PathOf("kept");
                File.WriteAllText(path, "before");
                await ShellTest.ThrowsAsync<LabException>(() =>
                    files.WriteAsync(ShellTest.Host, path, "text", "not a mode", token)
                );
                Assert.Equal("before", File.ReadAllText(path));
                await heal();
                Assert.Equal([path], Directory.GetFiles(_root));
            }
        );

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private string PathOf(string name) => Path.Combine(_root, name);

    private void Run(Func<HostFiles, Func<Task>, CancellationToken, Task> body) =>
        ShellTest.Run(
            async (clock, token) =>
            {
                string path = Directory.CreateTempSubdirectory("migsim-journal-").FullName;
                try
                {
                    var shell = new LocalShell(clock, new());
                    LabJournal journal = LabJournal.Open(Path.Combine(path, "journal.jsonl"));
                    await body(new HostFiles(shell, journal), HealAsync, token);

                    async Task HealAsync()
                    {
                        HealReport report = await journal.HealAsync(
                            journal.Own,
                            shell,
                            null,
                            token
                        );
                        Assert.Empty(report.Left);
                        Assert.Empty(journal.ReadOpen());
                    }
                }
                finally
                {
                    Directory.Delete(path, recursive: true);
                }
            }
        );
}
