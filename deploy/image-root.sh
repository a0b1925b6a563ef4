# Sourced by check-image: runs a program as a container engine would, with the kernel's own means.

group=
processes=()
FIRSTBAD=() # variables for what runs in the image, NAME=VALUE

limited() { # bytes of memory, for everything that is run in the image
  if [ -d /sys/fs/cgroup/memory ]; then
    group=/sys/fs/cgroup/memory/firstbad-$$
    mkdir "$group"
    echo "$1" >"$group/memory.limit_in_bytes"
  else
    echo +memory >/sys/fs/cgroup/cgroup.subtree_control
    group=/sys/fs/cgroup/firstbad-$$
    mkdir "$group"
    echo "$1" >"$group/memory.max"
  fi
}

peak() {
  cat "$group/memory.max_usage_in_bytes" 2>/dev/null || cat "$group/memory.peak"
}

# Becomes a command in the image: its root, the folder of its data, the environment, the command.
# The root is bound read-only in a namespace of its own; what the image names as volumes is writable.
in_image() {
  local root=$1 data=$2 environment=$3
  shift 3
  mkdir -p "$data"
  chown 10001:10001 "$data"
  local variables=()
  mapfile -t variables <<<"$environment"
  echo $BASHPID >"$group/cgroup.procs"
  # shellcheck disable=SC2016 # expanded inside
  exec unshare --mount --propagation private bash -euc '
    root=$1 data=$2
    shift 2
    mount --bind "$root" "$root"
    mount --bind "$data" "$root/var/lib/firstbad"
    mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev tmpfs "$root/tmp"
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -o remount,bind,ro "$root"
    exec chroot "$root" setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs \
      --bounding-set=-all --inh-caps=-all env -i -C /var/lib/firstbad "$@"
  ' bash "$root" "$data" "${variables[@]}" "${FIRSTBAD[@]}" "$@"
}

started() { processes+=("$@"); }

terminated() { # the process ids; whether each ended with 0
  local well=0
  kill -TERM "$@"
  for process in "$@"; do
    wait "$process" || well=1
  done
  return $well
}

stop() {
  for process in "${processes[@]}"; do
    kill "$process" 2>/dev/null && wait "$process" 2>/dev/null
  done
  [ -z "$group" ] || rmdir "$group" 2>/dev/null || true
}
