// Most of these tests wait for processes.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
