#!/bin/sh
# A printer that does what the file `mode` beside this folder says, or the one with its queue's
# name behind, page by page:
#   normal   every page comes out
#   paper    waits for paper before its first page     paper-1  waits after the first page
#   door     waits for its cover to be closed
#   offline  cannot be reached, until it can
#   stop     has the queue stopped                     cancel   gives the job up, midway
# A page that came out is a line in `out/pages`; a whole job is a file in `out`.
[ $# -eq 0 ] && { echo 'direct faulty:/ "Faulty" "Faulty printer"'; exit 0; }
here=$(dirname "$0")
root=$(cat "$here/root")
mode() { cat "$root/mode-$PRINTER" 2>/dev/null || cat "$root/mode"; }
wait_while() {
    echo "STATE: +$2" >&2
    while [ "$(mode)" = "$1" ]; do sleep 0.05; done
    echo "STATE: -$2" >&2
}
out() { echo "$1 $2" >>"$root/out/pages"; }

[ "$(mode)" = paper ] && wait_while paper media-empty-error
[ "$(mode)" = door ] && wait_while door door-open-error
case "$(mode)" in
offline)
    echo "STATE: +offline-report" >&2
    while [ "$(mode)" = offline ]; do sleep 0.05; done
    echo "STATE: -offline-report" >&2
    ;;
stop) exit 4 ;;
esac
# CUPS keeps what a cancelled job had met, until one goes through that says otherwise.
echo "STATE: -media-empty-error,door-open-error,offline-report" >&2
out "$1" 1
[ "$(mode)" = paper-1 ] && wait_while paper-1 media-empty-error
[ "$(mode)" = cancel ] && exit 5
out "$1" 2
if [ $# -ge 6 ]; then cat "$6" >"$root/out/job-$1.pdf"; else cat >"$root/out/job-$1.pdf"; fi
exit 0
