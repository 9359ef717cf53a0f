// Most of these tests wait for processes, not for a processor.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
