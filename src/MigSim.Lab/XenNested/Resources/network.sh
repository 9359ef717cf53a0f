# Makes the lab's network inside its namespace, which is the storage host too:
#   network.sh NAMESPACE ADDRESS/LENGTH NODE...
# Two switches, and for each node a port on either: NODE.l and NODE.h.
set -eu
namespace=$1 address=$2
shift 2
inside() { ip -n "$namespace" "$@"; }
ip netns add "$namespace"
inside link set lo up
for switch in lan heartbeat; do
  inside link add "$switch" type bridge forward_delay 0 stp_state 0
  inside link set "$switch" up
done
inside address add "$address" broadcast + dev lan
for node in "$@"; do
  inside tuntap add dev "$node.l" mode tap
  inside tuntap add dev "$node.h" mode tap
  inside link set "$node.l" master lan up
  inside link set "$node.h" master heartbeat up
done
