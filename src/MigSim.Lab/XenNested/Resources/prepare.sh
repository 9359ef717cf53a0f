#!/bin/sh
# Makes what the nodes of one lab share: keys, names, the agent, and their first file system.
#   prepare.sh IMAGE STATE AGENT NODE LAN POWER-ADDRESS POWER-PORT [NODE ...]
# AGENT may be empty. STATE gets keys/ and node.cpio.
set -eu
umask 077
image=$1 state=$2 agent=$3
shift 3
mkdir -p "$state/keys" "$state/shared"
for key in user host; do
  ssh-keygen -q -t ed25519 -N '' -C "migsim lab" -f "$state/keys/$key"
done
tree=$state/overlay
umask 022
mkdir -p "$tree/etc/ssh" "$tree/etc/migsim" "$tree/usr/local/sbin" "$tree/root/.ssh"
chmod 700 "$tree/root" "$tree/root/.ssh"
install -m 600 "$state/keys/host" "$tree/etc/ssh/ssh_host_ed25519_key"
install -m 600 "$state/keys/user" "$tree/root/.ssh/id_ed25519"
install -m 600 "$state/keys/user.pub" "$tree/root/.ssh/authorized_keys"
printf '127.0.0.1 localhost\n' > "$tree/etc/hosts"
while [ $# -ge 4 ]; do
  echo "$2 $1" >> "$tree/etc/hosts"
  echo "$1,$2 $(cut -d ' ' -f 1,2 "$state/keys/host.pub")" >> "$tree/etc/ssh/ssh_known_hosts"
  echo "$1 $3 $4" >> "$tree/etc/migsim/power"
  shift 4
done
cp "$tree/etc/ssh/ssh_known_hosts" "$state/keys/known_hosts"
[ -z "$agent" ] || install -m 755 "$agent" "$tree/usr/local/sbin/migsim-agent"
(cd "$tree" && find . | cpio --quiet -o -H newc) > "$state/overlay.cpio"

# The kernel unpacks one archive after the other.
cat "$image/node.cpio" "$state/overlay.cpio" > "$state/node.cpio"
rm -rf "$tree" "$state/overlay.cpio"
