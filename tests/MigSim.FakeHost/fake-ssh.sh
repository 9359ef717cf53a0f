#!/bin/sh
# ssh: runs a command as a host that stands in the world, and fails if that host failed meanwhile.
#
# A script, as every command of every test goes through it and a shell starts ten times as fast as
# the runtime. It need not watch the host: the programs of a host that fails end by themselves.
world=${0%/*/*}
printf '%s\0' $(($# + 1)) ssh "$@" >>"$world/calls.ssh"

# A shared connection that is asked to close has no command: there is none.
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  [ "$1" = -O ] && exit 0
  shift
done
host=$2
shift 2

# How often it was switched on; 0 if it is off now.
count() {
  boots=0
  [ -d "$world/hosts/$host/domains" ] && [ ! -e "$world/hosts/$host/off" ] &&
    read -r boots <"$world/hosts/$host/boots"
}
fail() {
  printf '%s\n' "$1" >&2
  exit 255
}

count
before=$boots
[ "$before" = 0 ] && fail "ssh: connect to host $host port 22: No route to host"
MIGSIM_FAKE_WORLD=$world
MIGSIM_FAKE_HOST=$host
PATH=$world/bin:$PATH
export MIGSIM_FAKE_WORLD MIGSIM_FAKE_HOST PATH

# The fault: the connection of a migration breaks after so many seconds.
drops=
case "$*" in
  *"'migrate'"*) [ -e "$world/faults/ssh-drops" ] && read -r drops <"$world/faults/ssh-drops" ;;
esac
if [ -n "$drops" ]; then
  sleep "$drops" | sh -c "$*"
  fail "Connection to $host closed by remote host."
fi

sh -c "$*"
code=$?
count
[ "$boots" = "$before" ] || fail "Connection to $host closed by remote host."
exit $code
