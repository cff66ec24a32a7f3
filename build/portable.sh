#!/bin/sh
# Linea in one file for Linux: unpacks itself into a folder that only this user can open, runs from
# there, and removes it again. scripts/dist/linuxPortable.ts puts what follows behind this text.

# In a function: the shell has read it to its end before the first line runs, and does without the
# file when the drive it lies on is taken away.
main() {
  umask 077
  self=$(readlink -f "$0") || self=$0
  user=$(id -u)
  # As in src/main/portable.ts.
  home="${TMPDIR:-/tmp}/linea-help-$user"
  mkdir "$home" 2>/dev/null
  if [ -L "$home" ] || [ "$(stat -c %F:%u:%a "$home" 2>/dev/null)" != "directory:$user:700" ]; then
    home=$(mktemp -d "$home-XXXXXX") || fail
  fi
  run="$home/$$"
  child=
  trap leave EXIT
  # The program ends by itself when told so, and this with it.
  trap 'test -z "$child" || kill "$child"' HUP INT TERM
  mkdir -p "$run/app" || fail
  unpack || fail
  LINEA_PORTABLE_FILE=$self "$run/app/@PROGRAM@" "$@" &
  child=$!
  wait "$child"
  status=$?
  # A signal ends the waiting, not yet the program.
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    status=$?
  done
  exit "$status"
}

unpack() {
  # Blocks of @BLOCK@ bytes: this text, the program that unpacks, the rest.
  dd if="$self" of="$run/pzstd" bs=@BLOCK@ skip=@TEXT_BLOCKS@ count=@TOOL_BLOCKS@ status=none &&
    chmod 700 "$run/pzstd" &&
    exec 3<"$self" &&
    dd bs=@BLOCK@ skip=@SKIP_BLOCKS@ count=0 status=none <&3 &&
    "$run/pzstd" -q -d -c - <&3 | tar -x -b 512 -C "$run/app" &&
    exec 3<&- &&
    rm "$run/pzstd" &&
    [ -x "$run/app/@PROGRAM@" ]
}

leave() {
  rm -rf "$run"
  # The last one closes the door.
  set -- "$home"/[0-9]*
  [ -e "$1" ] || rm -rf "$home"
}

fail() {
  case "${LC_ALL:-${LC_MESSAGES:-$LANG}}" in
    en*) text="@NAME@ could not be opened. It needs @MEGABYTES@ MB of free space in ${TMPDIR:-/tmp}, and the right to start programs there. Free some space and open it again, or tell the help desk on the phone." ;;
    *) text="Non è stato possibile aprire @NAME@. Servono @MEGABYTES@ MB liberi in ${TMPDIR:-/tmp}, e il permesso di avviarvi programmi. Liberi un po’ di spazio e lo riapra, oppure lo dica al telefono all’assistenza." ;;
  esac
  printf '%s\n' "$text" >&2
  zenity --error --no-markup --text="$text" 2>/dev/null ||
    kdialog --error "$text" 2>/dev/null ||
    xmessage -center "$text" 2>/dev/null
  exit 1
}

main "$@"
exit
