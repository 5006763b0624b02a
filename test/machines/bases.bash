# shellcheck shell=bash disable=SC2154
# Bases: layers of files that machines are stacked upon, kept in $cache/bases and never changed once they
# have their name. Bare release < apt's lists < packages; made under a lock per release. Sourced by fresh-machine.

# A part of each base's name: raise it when bases come to be made differently.
base_format=2

key_of() {
  printf '%s\n' "$base_format" "$release" "$(archives)" "$(dpkg --print-architecture)" "$@" | sha256sum | cut -c1-12
}
layers_of() { sed -n 's/^layers //p' "$1/meta"; } # as BASE/diff BASE/diff BASE/tree, the topmost first
lowers_of() {                                      # the same as overlayfs wants it
  local layer joined=
  for layer in $(layers_of "$1"); do joined=$joined:$cache/bases/$layer; done
  echo "${joined#:}"
}

# current KEY: the folder of that base, if it is whole and not too old.
current() {
  local folder layer
  folder=$(readlink -f "$cache/bases/$1" 2> /dev/null) || return 1
  [ -f "$folder/meta" ] || return 1
  [ "$(($(date +%s) - $(stat -c %Y "$folder/meta")))" -lt $((max_age * 86400)) ] || return 1
  for layer in $(layers_of "$folder"); do [ -d "$cache/bases/$layer" ] || return 1; done
  echo "$folder"
}

# ensure_base [PACKAGE]...: makes what is missing; its folder in $base.
ensure_base() {
  local key label
  case ${1-} in
    '') key=$release-$(key_of lists) label="$release with apt's lists and its updates" ;;
    --bare) key=$release-$(key_of bare) label=$release ;;
    *) key=$release-$(key_of "$@") label="$release with $*" ;;
  esac
  base=$(current "$key") && return 0
  case ${1-} in '') ensure_base --bare ;; --bare) ;; *) ensure_base ;; esac
  (
    flock 8
    if current "$key" > /dev/null; then exit 0; fi
    rm -rf --one-file-system "$cache/bases/.new.$release".* # of a build that was killed
    new=$(mktemp -d "$cache/bases/.new.$release.XXXXXX")
    trap 'rm -rf --one-file-system "$new"' EXIT
    chmod 0755 "$new"
    printf 'fresh-machine: making a base: %s\n' "$label" >&2
    mkdir -p "$cache/debs/$release/partial"
    if [ "${1-}" = --bare ]; then bootstrap "$new" > "$new/log" 2>&1 8>&-; else add_packages "$new" "$@" > "$new/log" 2>&1 8>&-; fi ||
      { tail -20 "$new/log" >&2 && die "there is no base $label: see above"; }
    case ${1-} in
      --bare) publish_base "$key" "$new" '' '' ;;
      *) publish_base "$key" "$new" "$*" "$(layers_of "$base")" ;;
    esac
  ) 8> "$cache/locks/$release.lock" || exit 125
  base=$(current "$key") || die "there is no base $key"
}

bootstrap() { # in namespaces of its own, so that what it mounts goes with it, however it ends
  local script=/usr/share/debootstrap/scripts/$release
  [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
  DPKG_FORCE=unsafe-io setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL --mount-proc \
    debootstrap --variant=minbase --cache-dir="$cache/debs/$release" "$release" "$1/tree" \
    "$(archive_of_this_machine)" "$script" < /dev/null || return 1
  rm -rf "$1/tree/var/cache/apt/archives"/*.deb "$1/tree/etc/resolv.conf" "$1/tree/etc/hostname"
}

# add_packages NEW [PACKAGE]...: a machine like any other, as root, whose writes are kept on the disk. With its lists a
# release gets its updates too: a machine with pending ones would see them in every simulation.
add_packages() {
  local new=$1
  shift
  # shellcheck disable=SC2016
  KEEP=$new LOWERS=$(lowers_of "$base") setpriv --pdeathsig TERM "$self" --release "$release" --no-carry --time-limit 3000 \
    --bind "$cache/debs/$release:/var/cache/apt/archives" --env DEBIAN_FRONTEND=noninteractive -- sh -c '
      if [ $# -eq 0 ]; then apt-get update -q && exec apt-get upgrade -qy; fi
      get() { apt-get install -qy --no-install-recommends -o APT::Keep-Downloaded-Packages=1 "$@"; }
      get "$@" || { apt-get update -q && get "$@"; }' sh "$@" < /dev/null || return 1
  set -- "$new"/[dt]*/
  rm -rf "${1:?}tmp"/* "${1}run"/* "${1}root/.npmrc" "${1}etc/resolv.conf"
}

# publish_base KEY DIR PACKAGES LAYERS-BELOW: a finished base gets its name; losing a race does no harm.
publish_base() {
  local name part=diff below=$4
  name=$1.$(date +%s).$$
  if ! [ -d "$2/diff" ]; then part=tree below=''; fi
  printf 'packages %s\nlayers %s\n' "$3" "$name/$part${below:+ $below}" > "$2/meta"
  mv "$2" "$cache/bases/$name"
  ln -sfn "$name" "$cache/bases/.$1.$$"
  mv -T "$cache/bases/.$1.$$" "$cache/bases/$1"
}

hold_base() { # a prune leaves alone what a machine stands upon
  local layer fd
  for layer in $(layers_of "$base"); do
    exec {fd}>> "$cache/bases/${layer%/*}/lock"
    flock -s "$fd"
  done
}

list_bases() {
  local each
  for each in "$cache/bases"/*; do
    [ ! -L "$each" ] || printf '%s\t%s\t%s\n' "${each##*/}" "$(du -sh "$each/" | cut -f1)" "$(sed -n 's/^packages //p' "$each/meta")"
  done
}

# prune_bases [all]: bases that no name points at, or every one that no machine stands upon.
prune_bases() {
  local each wanted=' '
  if [ -z "$1" ]; then
    for each in "$cache/bases"/*; do
      if [ -L "$each" ] && [ -f "$each/meta" ]; then wanted="$wanted$(layers_of "$each") "; fi
    done
  fi
  for each in "$cache/bases"/* "$cache/bases"/.new.*; do
    if ! [ -d "$each" ] || [ -L "$each" ]; then continue; fi
    case $wanted in *" ${each##*/}/"*) continue ;; esac
    (if flock -n 9; then rm -rf --one-file-system "$each"; fi) 9>> "$each/lock"
  done
  [ -z "$1" ] || rm -rf "${cache:?}/debs"
  find "$cache/bases" -maxdepth 1 -xtype l -delete
}

# ---- one run: a folder with its settings and its mount point, locked while it lasts --------------------

make_run() {
  run=$(mktemp -d "$cache/runs/$release.XXXXXX")
  trap remove_run EXIT
  exec 9> "$run/lock"
  flock 9
  mkdir "$run/mnt"
  write_settings "$run/settings"
  choose_backend
  keep=${KEEP-}
  declare -p LOWERS backend keep size net lists carry users binds envs read_only small as cwd limit tty hold > "$run/conf"
}

# Overlay where the kernel has it; a whole copy else. A layer's writes are to stay on the cache's disk, which can
# be no upper layer where it is an overlay itself (a container, a machine inside a machine).
choose_backend() {
  # shellcheck disable=SC2016
  local on='mount -t tmpfs none "$1/mnt" &&'
  [ -z "${KEEP-}" ] || on=
  backend=copy
  # shellcheck disable=SC2016
  if unshare --mount sh -c "$on"' cd "$1/mnt" && mkdir upper work lower root &&
    mount -t overlay none -o lowerdir=lower,upperdir=upper,workdir=work root && touch root/x && mkdir root/y' sh "$run" 2> /dev/null; then
    backend=overlay
  fi
  rm -rf "${run:?}/mnt"
  mkdir "$run/mnt"
}

keep_writes() {
  if [ "$backend" = overlay ]; then mv "$run/mnt/upper" "$1/diff"; else mv "$run/mnt/root" "$1/tree"; fi
}

remove_run() { # the last process in it may need a moment to let go
  local i
  for i in 1 2 3 4 5 6 7 8 9 10; do
    if rm -rf --one-file-system "$run" 2> /dev/null; then return; fi
    sleep "0.$i"
  done
}

remove_dead_runs() { # what a killed fresh-machine left: its lock is free
  local each
  for each in "$cache/runs"/*; do
    if ! [ -d "$each" ] || [ "$(($(date +%s) - $(stat -c %Y "$each" 2> /dev/null || date +%s)))" -lt 60 ]; then continue; fi
    (if flock -n 9; then rm -rf --one-file-system "$each"; fi) 9>> "$each/lock"
  done
}
