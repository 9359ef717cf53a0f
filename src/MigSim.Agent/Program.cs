using MigSim.Agent;

// The name under which it was called is not among the arguments, and says which machine is meant.
string name = File.ReadAllText("/proc/self/cmdline").Split('\0')[0];
return AgentProgram.Run(name, args, Environment.GetEnvironmentVariable);
