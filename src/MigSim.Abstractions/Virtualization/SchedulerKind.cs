namespace MigSim.Virtualization;

/// <summary>How a hypervisor divides its host's processors, and whom it charges for drivers.</summary>
public enum SchedulerKind
{
    /// <summary>Not at all: every domain gets what it wants.</summary>
    None,

    /// <summary>
    /// Xen's credit scheduler: by weight, what one leaves going to the others; the control domain's
    /// work for a guest is its own.
    /// </summary>
    Credit,

    /// <summary>
    /// Simple earliest deadline first: a reservation by weight, and what is left in equal parts; the
    /// control domain's work for a guest is its own.
    /// </summary>
    Sedf,

    /// <summary>The same, but a guest is charged for what the control domain does for it.</summary>
    SedfDc,
}
