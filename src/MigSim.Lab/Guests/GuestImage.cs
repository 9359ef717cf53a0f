namespace MigSim.Lab.Guests;

/// <summary>What a guest is started with; the same files serve QEMU and Xen's PVH guests.</summary>
/// <param name="Kernel">The path of the kernel.</param>
/// <param name="Initrd">The path of the initial file system; there is no other.</param>
public sealed record GuestImage(string Kernel, string Initrd);
