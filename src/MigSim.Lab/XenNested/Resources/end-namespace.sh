# Ends all processes of a network namespace and deletes it; succeeds if there is none.
namespace=$1
[ -e "/run/netns/$namespace" ] || exit 0
while processes=$(ip netns pids "$namespace") && [ -n "$processes" ]; do
  kill -s KILL $processes 2> /dev/null
  sleep 0.1
done
ip netns delete "$namespace"
