#!/bin/sh
# Linea in one file for Linux: unpacks itself into a folder that only this user can open, runs from
# there, and removes it again. scripts/dist/linuxPortable.ts puts what follows behind this text.

# In a function: the shell has read it to its end before the first line runs, and does without the
# file when the drive it lies on is taken away.
main() {
  # What is to be removed must not come from the environment.
  run=
  child=
  mask=$(umask)
  umask 077
  self=$(readlink -f "$0") || self=$0
  user=$(id -u)
  # As in src/main/portable.ts.
  home="${TMPDIR:-/tmp}/linea-help-$user"
  mkdir "$home" 2>/dev/null
  # Also one that was just made: not every file system closes it to others.
  ours "$home" || home=$(mktemp -d "$home-XXXXXX") || fail
  run="$home/$$"
  trap leave EXIT
  # The program ends by itself when told so, and this with it. Chromium takes a second signal of one kind for impatience,
  # and whoever logs out sends one to both: each is passed on as the other.
  trap 'pass HUP' TERM
  trap 'pass TERM' HUP INT
  # What a killed run of the same number has left.
  [ ! -e "$run" ] || rm -rf "$run"
  mkdir -p "$run/app" || fail
  unpack || fail
  (umask "$mask" && LINEA_PORTABLE_FILE=$self exec "$run/app/@PROGRAM@" "$@") &
  child=$!
  wait "$child"
  status=$?
  # A signal ends the waiting, not yet the program.
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    status=$?
  done
  # How it ended, if the shell knows and has not told yet.
  wait "$child" 2>/dev/null
  last=$?
  [ "$last" = 127 ] || status=$last
  exit "$status"
}

ours() {
  [ -d "$1" ] && [ ! -L "$1" ] && [ "$(stat -c %u:%a "$1")" = "$user:700" ]
}

pass() {
  # Nothing has started yet.
  [ -n "${child:-$!}" ] || exit 143
  kill -"$1" "${child:-$!}" 2>/dev/null
}

# This text, the program that unpacks, all but the program, and the program: each takes up where the one before has
# stopped reading. The program, by far the largest, goes straight into its file.
unpack() {
  {
    dd iflag=skip_bytes,count_bytes,fullblock bs=1M skip=@TEXT@ count=@TOOL@ of="$run/pzstd" status=none &&
      chmod 700 "$run/pzstd" &&
      { dd iflag=count_bytes,fullblock bs=1M count=@REST@ status=none || damaged; } |
      { "$run/pzstd" -q -d -c - || damaged; } | tar -x -f - -b 512 -C "$run/app" &&
      "$run/pzstd" -q -d - -o "$run/app/@PROGRAM@" &&
      chmod 700 "$run/app/@PROGRAM@" &&
      rm "$run/pzstd" &&
      # pzstd takes a file that ends early for a short one.
      [ "$(stat -c %s "$run/app/@PROGRAM@")" = @SIZE@ ] &&
      [ ! -e "$run/damaged" ]
  } <"$self"
}

# In the middle of a pipe, whose end alone the shell sees.
damaged() {
  : >"$run/damaged"
}

leave() {
  [ -n "$run" ] || return
  rm -rf "$run"
  # The last one closes the door. A killed program has left its lock.
  rmdir "$home" 2>/dev/null && return
  set -- "$home"/[0-9]*
  [ -e "$1" ] || { rm -f "$home"/Singleton* "$home/Local State"; rmdir "$home" 2>/dev/null; }
}

fail() {
  # The half of it that has come fills the disk that this may be about.
  leave
  case "${LC_ALL:-${LC_MESSAGES:-$LANG}}" in
    en*) text="@NAME@ could not be opened. It needs @MEGABYTES@ MB of free space in ${TMPDIR:-/tmp}, and the right to start programs there. Free some space and open it again, or tell the help desk on the phone." ;;
    *) text="Non è stato possibile aprire @NAME@. Servono @MEGABYTES@ MB liberi in ${TMPDIR:-/tmp}, e il permesso di avviarvi programmi. Liberi un po’ di spazio e lo riapra, oppure lo dica al telefono all’assistenza." ;;
  esac
  printf '%s\n' "$text" >&2
  if command -v zenity >/dev/null; then
    zenity --error --no-markup --text="$text" 2>/dev/null
  elif command -v kdialog >/dev/null; then
    kdialog --error "$text" 2>/dev/null
  elif command -v xmessage >/dev/null; then
    xmessage -center "$text" 2>/dev/null
  fi
  exit 1
}

main "$@"
exit
