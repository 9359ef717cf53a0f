using MigSim.FakeHost;
using MigSim.FakeHost.Tools;

// The name by which it was called, which the runtime does not tell.
string called = File.ReadAllText("/proc/self/cmdline").Split('\0')[0];
string tool = Path.GetFileName(called);
string directory =
    Environment.GetEnvironmentVariable(World.DirectoryVariable)
    ?? Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(called)))!;
var world = new World(directory);
string host = Environment.GetEnvironmentVariable(World.HostVariable) ?? "controller";
world.NoteCall(host, tool, args);
using var session = new Session(world, host);
return tool switch
{
    "xl" => Xl.Run(session, args),
    "ping" => Ping.Run(session, args),
    "cl_status" => ClStatus.Run(session, args),
    "date" => Date.Run(session, args),
    _ => session.Fail(127, "migsim-fake-host: call it by the name of a tool"),
};
