# Finds processes of a network namespace by a part of their command line, words whole:
#   processes.sh list|end NAMESPACE PATTERN...
# list prints their numbers; end kills them and returns once they are gone.
action=$1 namespace=$2
shift 2
find_all() {
  for process in $(ip netns pids "$namespace" 2> /dev/null); do
    words=$(tr '\0' ' ' < "/proc/$process/cmdline") || continue
    for pattern in "$@"; do
      case " $words " in *" $pattern "*) echo "$process" && break ;; esac
    done
  done 2> /dev/null
}
if [ "$action" = list ]; then
  find_all "$@"
  exit 0
fi
while found=$(find_all "$@") && [ -n "$found" ]; do
  # One of them may have ended by itself meanwhile.
  kill -s KILL $found 2> /dev/null
  sleep 0.1
done
exit 0
