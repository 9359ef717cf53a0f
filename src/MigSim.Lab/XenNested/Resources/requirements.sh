# Says what is missing to make a nested Xen lab here, and where it comes from.
missing=
need() { command -v "$1" > /dev/null || missing="$missing $2"; }
[ "$(id -u)" = 0 ] || { echo "it needs root" >&2; exit 1; }
[ -c /dev/net/tun ] || { echo "there is no /dev/net/tun" >&2; exit 1; }
need qemu-system-x86_64 qemu-system-x86
need mmdebstrap mmdebstrap
need ip iproute2
need ping iputils-ping
need ssh openssh-client
need ssh-keygen openssh-client
need gcc gcc
need cpio cpio
need xz xz-utils
need strip binutils
need depmod kmod
need unshare util-linux
[ -e /usr/lib/gcc ] && [ ! -e /usr/include/stdio.h ] && missing="$missing libc6-dev"
[ -z "$missing" ] || { echo "install the packages$missing" >&2; exit 1; }
