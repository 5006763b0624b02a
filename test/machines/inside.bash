#!/bin/bash
# inside.bash RUN [COMMAND...]: process 1 of a machine. Started by fresh-machine in new namespaces, still with the
# files of the machine around it; stacks the root, moves into it, and runs the command there. When it ends,
# the kernel ends everything that was started inside.
# What it is to do stands in RUN/conf.
# shellcheck disable=SC2154
set -euo pipefail
trap 'exit 125' ERR

# The descriptors of the locks are held outside; none may leak in.
close_descriptors() {
  local each
  for each in "/proc/$$/fd"/*; do
    each=${each##*/}
    if [ "$each" -gt 2 ] && [ "$each" != 255 ]; then exec {each}>&-; fi
  done
}

stack_root() {
  local scratch=$run/mnt lower=$LOWERS options
  [ -n "$keep" ] || mount -t tmpfs -o "mode=0755,size=$size" machine "$scratch"
  root=$scratch/root
  mkdir -p "$root" "$scratch/upper" "$scratch/work"
  chmod 0755 "$scratch/upper"
  options=lowerdir=$lower,upperdir=$scratch/upper,workdir=$scratch/work
  if [ "$backend" = overlay ]; then
    # volatile: nobody waits for the disk, since what is written is thrown away
    mount -t overlay overlay -o "volatile,$options" "$root" 2> /dev/null || mount -t overlay overlay -o "$options" "$root"
    return
  fi
  if [ "${lower#*:}" != "$lower" ]; then
    mkdir "$scratch/lower"
    mount -t overlay overlay -o "ro,lowerdir=$lower" "$scratch/lower"
    lower=$scratch/lower
  fi
  cp -a --reflink=auto "$lower/." "$root/"
  mount --bind "$root" "$root"
}

mount_devices() {
  local each
  mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys" 2> /dev/null || mount --rbind /sys "$root/sys"
  mount -t tmpfs -o mode=0755,nosuid,size=64k dev "$root/dev"
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,nosuid,noexec,gid=5,mode=0620,ptmxmode=0666 devpts "$root/dev/pts"
  mount -t tmpfs -o mode=1777,nosuid,nodev shm "$root/dev/shm"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  for each in '0 stdin' '1 stdout' '2 stderr'; do ln -s "/proc/self/fd/${each% *}" "$root/dev/${each#* }"; done
  for each in 'null 3' 'zero 5' 'full 7' 'random 8' 'urandom 9'; do
    mknod -m 0666 "$root/dev/${each% *}" c 1 "${each#* }"
  done
  mknod -m 0666 "$root/dev/tty" c 5 0
  mount -t tmpfs -o mode=0755,nosuid,nodev run "$root/run"
  mkdir -m 1777 "$root/run/lock"
}

copy_settings() {
  local from=$run/settings
  hostname fresh
  echo fresh > "$root/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 fresh\n::1 localhost ip6-localhost\n' > "$root/etc/hosts"
  rm -f "$root/etc/resolv.conf" "$root/etc/apt/sources.list"
  if [ "$net" = 1 ]; then cp "$from/resolv.conf" "$root/etc/resolv.conf"; else ip link set lo up && : > "$root/etc/resolv.conf"; fi
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d" # there is no init: start no service
  chmod 0755 "$root/usr/sbin/policy-rc.d"
  cp "$from/debian.sources" "$root/etc/apt/sources.list.d/debian.sources"
  cp "$from/apt.conf" "$root/etc/apt/apt.conf.d/99fresh-machine"
  [ ! -d "$from/auth.conf.d" ] || cp -a "$from/auth.conf.d/." "$root/etc/apt/auth.conf.d/"
  [ "$lists" = 1 ] || rm -rf "$root/var/lib/apt/lists"/*
  mkdir -p "$root/usr/local/share/ca-certificates" "$root/etc/ssl/certs"
  cp "$from/ca/"*.crt "$root/usr/local/share/ca-certificates/" 2> /dev/null || :
  if [ ! -s "$root/etc/ssl/certs/ca-certificates.crt" ] && [ -s "$from/bundle.crt" ]; then
    cp "$from/bundle.crt" "$root/etc/ssl/certs/ca-certificates.crt"
  fi
  [ "$carry" = 0 ] || [ ! -s "$from/pip.conf" ] || cp "$from/pip.conf" "$root/etc/pip.conf"
  [ "$carry" = 0 ] || [ ! -s "$from/npmrc" ] || cp "$from/npmrc" "$root/root/.npmrc"
}

make_users() {
  local each name
  # the password 'test'
  # shellcheck disable=SC2016
  local hashed='$6$safepiptest$KrXA1lFKbkhfc66E8YbQYooRH4anb5sHcMl0aSf3y3kOzviAL/Le/K.hCvilBVd/Xp7o1O/6.vIT7clqrBs0r0'
  for each in "${users[@]}"; do
    name=${each%%:*}
    chroot "$root" useradd -m -s /bin/bash "$name"
    case ${each#*:} in
      sudo) chroot "$root" usermod -aG sudo -p "$hashed" "$name" ;;
      sudo-nopasswd)
        echo "$name ALL=(ALL:ALL) NOPASSWD: ALL" > "$root/etc/sudoers.d/$name"
        chmod 0440 "$root/etc/sudoers.d/$name"
        ;;
    esac
    if [ "$carry" = 1 ] && [ -s "$run/settings/npmrc" ]; then
      cp "$run/settings/npmrc" "$root/home/$name/.npmrc"
      chroot "$root" chown "$name:" "/home/$name/.npmrc"
    fi
  done
}

mount_folders() {
  local each source target read owner parent
  for each in "${binds[@]}"; do
    source=${each%%:*} target=${each#*:} read=
    case $target in *:ro) target=${target%:ro} read=only ;; *:rw) target=${target%:rw} ;; esac
    if [ -d "$source" ]; then mkdir -p "$root$target"; else
      mkdir -p "$root${target%/*}"
      [ -e "$root$target" ] || : > "$root$target"
    fi
    mount --bind "$source" "$root$target"
    [ -z "$read" ] || mount -o remount,bind,ro "$root$target"
  done
  for each in "${small[@]}"; do
    target=${each%%:*}
    parent=$target
    while [ ! -e "$root$parent" ]; do parent=${parent%/*}; done
    owner=$(stat -c uid=%u,gid=%g "$root$parent")
    mkdir -p "$root$target"
    mount -t tmpfs -o "mode=0755,$owner,size=${each#*:}" small "$root$target"
  done
  for each in "${read_only[@]}"; do
    mount --bind "$root$each" "$root$each"
    mount -o remount,bind,ro "$root$each"
  done
}

# Each user's environment as a login gives it, and what is carried in, in /run/machine/USER, NUL after each.
write_logins() {
  local name home path
  mkdir -m 0755 "$root/run/machine"
  for name in root "${users[@]%%:*}"; do
    home=/home/$name path=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games
    if [ "$name" = root ]; then home=/root path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; fi
    {
      printf '%s\0' "USER=$name" "LOGNAME=$name" "HOME=$home" "PATH=$path" SHELL=/bin/bash "TERM=${TERM:-dumb}" LANG=C.UTF-8
      [ "$carry" = 0 ] || cat "$run/settings/env"
      [ "${#envs[@]}" = 0 ] || printf '%s\0' "${envs[@]}"
    } > "$root/run/machine/$name"
  done
}

move_in() {
  mkdir -p "$root/.host"
  cd "$root"
  pivot_root . .host
  cd /
  hash -r
  umount -l /.host
  rmdir /.host
}

run_command() {
  local login uid gid line code=0
  [ -r "/run/machine/$as" ] || { echo "fresh-machine: no user $as" >&2 && exit 125; }
  mapfile -d '' -t login < "/run/machine/$as"
  uid=$(id -u "$as") gid=$(id -g "$as")
  cd "${cwd:-${login[2]#HOME=}}"
  if [ "$tty" = 1 ]; then
    printf -v line '%q ' "$@"
    set -- script -qefc "$line" /dev/null
  fi
  trap - ERR
  trap : INT TERM HUP
  set +e
  exec 4>&2 2> /dev/null # what bash says of a command that a signal ended is not the command's
  timeout --foreground -k 5 "$limit" setpriv --reuid "$uid" --regid "$gid" --init-groups -- env -i "${login[@]}" "$@" 2>&4 4>&-
  code=$?
  exit "$code"
}

main() {
  local outer_pid
  run=$1
  shift
  close_descriptors
  # shellcheck disable=SC1091
  . "$run/conf"
  read -r outer_pid _ < /proc/self/stat # /proc is still the one around
  stack_root
  mount_devices
  copy_settings
  make_users
  mount_folders
  write_logins
  move_in
  if [ "$hold" = 0 ]; then run_command "$@"; fi
  echo "$outer_pid"
  timeout --foreground "$limit" cat > /dev/null || exit 124
}

main "$@"
