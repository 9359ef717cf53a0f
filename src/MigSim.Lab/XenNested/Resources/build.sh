#!/bin/sh
# Makes the images of the nested Xen hosts from Debian's packages. Needs root.
#   build.sh DIRECTORY
# In DIRECTORY/source are the files beside this one; xen, vmlinuz, node.cpio, carry and packages.txt
# appear in DIRECTORY. Nothing is installed on this machine, and no program of the images runs here.
set -eu
umask 022
here=$1
suite=bookworm
cd "$here"
mkdir debs root node guest

say() { echo "image: $*"; }

# What apt on this machine knows as Debian; other archives on it are none of our business.
sources() {
  if [ -e /etc/apt/sources.list.d/debian.sources ]; then
    cat /etc/apt/sources.list.d/debian.sources
  else
    grep "^deb .*$suite" /etc/apt/sources.list
  fi
}

say "fetching and unpacking packages"
# Unpacked only: no script of a package runs. A mount name space of its own, so that nothing that
# is mounted there can outlive this.
sources | unshare --mount --propagation private mmdebstrap --quiet --mode=root --variant=extract \
  --format=directory --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
  --aptopt='APT::Install-Recommends "false"' \
  --extract-hook='cd "$1/../debs" && apt-get --quiet --quiet download xen-hypervisor-4.17-amd64 \
    "$(apt-cache depends linux-image-amd64 | sed -n "s/^ *Depends: //p" | head -n 1)"' \
  --include=base-files,bash,bridge-utils,busybox-static,coreutils,dash,findutils,grep,hostname,mawk,mount \
  --include=iproute2,iputils-ping,kmod,procps,psmisc,sed,util-linux,openssh-client,openssh-server \
  --include=xen-utils-4.17,heartbeat \
  "$suite" "$here/root" - > mmdebstrap.log 2>&1 || { tail -n 20 mmdebstrap.log >&2; exit 1; }

say "unpacking the kernel and the hypervisor"
mkdir kernel hypervisor
dpkg-deb -x debs/linux-image-*.deb kernel
dpkg-deb -x debs/xen-hypervisor-*.deb hypervisor
for package in debs/*.deb; do basename "$package" .deb; done > packages.txt

# QEMU loads the bare ELF file only.
gunzip -c hypervisor/boot/xen-4.17-amd64.gz > xen
cp kernel/boot/vmlinuz-* vmlinuz
release=$(ls kernel/lib/modules)

say "compiling"
gcc -O2 -static -o carry source/carry.c
gcc -O2 -static -o guest/dirty source/dirty.c
gcc -O2 -shared -fPIC -o xl-progress.so source/xl-progress.c

say "packing the guest"
mkdir guest/bin guest/proc guest/sys guest/dev
cp root/usr/bin/busybox guest/bin/busybox
cp "kernel/lib/modules/$release/kernel/drivers/net/xen-netfront.ko" guest/
install -m 755 source/guest-init guest/init
mknod -m 600 guest/dev/console c 5 1
(cd guest && find . | cpio --quiet -o -H newc | gzip -9) > guest.cpio.gz

# The guest's kernel: its payload, which the boot header of vmlinuz tells, not as xz, because an
# emulated processor takes ten seconds to unpack that.
field() { od -A n -t u"$3" -j "$2" -N "$3" "$1" | tr -d ' '; }
sectors=$(field vmlinuz 497 1)
start=$(( (sectors + 1) * 512 + $(field vmlinuz 584 4) ))
tail -c "+$((start + 1))" vmlinuz | head -c "$(field vmlinuz 588 4)" |
  xz --decompress --single-stream --stdout > guest-vmlinux
strip --strip-all guest-vmlinux
gzip -3 guest-vmlinux

say "packing the control domain"
library=./usr/lib/x86_64-linux-gnu
tar -C root -cf - --exclude=./usr/lib/python3* --exclude=./usr/bin/python3* --exclude=./usr/bin/perl* \
  --exclude=./usr/share/perl* --exclude=$library/perl* --exclude="$library/libperl*" \
  --exclude="$library/libicu*" --exclude=$library/gconv --exclude=./usr/lib/udev \
  --exclude=./usr/lib/systemd --exclude=./usr/lib/stonith --exclude=./usr/share/heartbeat/cts \
  --exclude=./usr/share/snmp --exclude=./usr/share/info --exclude=./usr/share/doc \
  --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./usr/share/zoneinfo \
  --exclude=./usr/share/misc --exclude=./usr/lib/xen-4.17/boot --exclude=./var/lib/apt \
  --exclude=./var/lib/dpkg --exclude=./var/cache --exclude=./etc/apt --exclude=./boot \
  --exclude=./usr/share/lintian --exclude=./usr/share/bash-completion . | tar -C node -xf -

# Only the modules that a node loads, and what they need.
depmod -b kernel "$release"
for module in virtio_pci virtio_net bridge xen-evtchn xen-gntdev xen-gntalloc xen-privcmd xenfs \
  xen-netback sch_tbf 9p 9pnet_virtio; do
  modprobe --show-depends --set-version "$release" --dirname "$here/kernel" "$module" |
    sed -n "s|^insmod $here/kernel/\([^ ]*\).*|\1|p"
done | sort -u | (cd kernel && cpio --quiet -p -d ../node/usr)
cp "kernel/lib/modules/$release/modules.builtin" \
  "kernel/lib/modules/$release/modules.builtin.modinfo" "kernel/lib/modules/$release/modules.order" \
  "node/usr/lib/modules/$release/"
depmod -b node "$release"

# The wrappers look for the version of the hypervisor at every call.
for link in node/usr/sbin/*; do
  case $(readlink "$link") in
    *xen-utils-wrapper) ln -sf "../lib/xen-4.17/bin/$(basename "$link")" "$link" ;;
  esac
done
ln -sf mawk node/usr/bin/awk
rm -rf node/var/run node/var/lock
ln -s /run node/var/run
ln -s /run/lock node/var/lock
mknod -m 600 node/dev/console c 5 1 2> /dev/null || true
install -m 755 source/node-init node/init
install -m 755 -D carry node/usr/local/sbin/carry
install -m 755 source/fence source/xl-receive node/usr/local/sbin/
install -m 755 source/vif-quick node/etc/xen/scripts/vif-quick
install -D xl-progress.so node/usr/local/lib/xl-progress.so
install -D guest-vmlinux.gz node/var/lib/migsim/vmlinux.gz
install guest.cpio.gz node/var/lib/migsim/guest.cpio.gz
install -m 644 source/sshd_config node/etc/ssh/sshd_config
install -m 644 source/inittab node/etc/inittab
printf 'autoballoon="off"\nvif.default.bridge="xenbr0"\nvif.default.script="vif-quick"\n' \
  > node/etc/xen/xl.conf
cat > node/etc/passwd <<END
root:x:0:0:root:/root:/bin/sh
sshd:x:101:65534::/run/sshd:/usr/sbin/nologin
hacluster:x:102:102::/var/lib/heartbeat:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
END
printf 'root:x:0:\ntty:x:5:\nhaclient:x:102:\nnogroup:x:65534:\n' > node/etc/group
printf 'root:*:19000::::::\nsshd:!:19000::::::\n' > node/etc/shadow
chmod 600 node/etc/shadow
printf 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n' > node/etc/nsswitch.conf
(cd node && find . | cpio --quiet -o -H newc) > node.cpio

rm -rf debs root node guest kernel hypervisor source guest.cpio.gz guest-vmlinux.gz xl-progress.so \
  mmdebstrap.log
say "done"
