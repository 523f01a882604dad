# shellcheck shell=bash
# Processes that outlive the command that started them, known by .local/run/NAME.pid.

# start_process NAME COMMAND...: in a session of its own (so that Ctrl-C reaches us first), its output in .local/log/NAME.log.
start_process() {
    local name=$1 log=$place/log/$1.log
    shift
    [[ ! -s $log ]] || mv "$log" "$log.before"
    # Through a subshell: the process is then no child of ours, and the system reaps it when it ends.
    note_process "$name" "$(setsid "$@" >"$log" 2>&1 </dev/null & echo "$!")"
}

# note_process NAME PID: with the id goes the time of the start, because the same id may be another process's by tomorrow.
note_process() { printf '%s %s\n' "$2" "$(started_at "$2")" >"$place/run/$1.pid"; }

# started_at PID: when it started, in clock ticks since the machine did; fails for a process that is gone, or that has ended and only waits to be reaped.
started_at() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # The name in parentheses may hold anything; the state follows it, and the start is the twentieth field from there.
    read -ra stat <<<"${stat##*) }"
    [[ ${stat[0]} != [ZX] ]] && echo "${stat[19]}"
}

# pid_of NAME: its process id while it runs.
pid_of() {
    local pid since
    [[ -f $place/run/$1.pid ]] && read -r pid since <"$place/run/$1.pid" || return 1
    [[ -n $since && $(started_at "$pid") == "$since" ]] && echo "$pid"
}

runs() { pid_of "$1" >/dev/null; }

# end_process NAME SIGNAL SECONDS: asks it to end, waits for it and for what it started, and insists after that many seconds.
end_process() {
    local name=$1 signal=$2 seconds=$3 pid since family=()
    [[ -f $place/run/$name.pid ]] || return 0
    read -r pid since <"$place/run/$name.pid"
    mapfile -t family < <(family_of "$pid")
    if runs "$name"; then
        kill -s "$signal" "$pid" 2>/dev/null || true
        until_gone "$seconds" "$pid" || say "$name did not end within $seconds s and is killed"
    fi
    # Only what it left behind, or what would not end: a moment later nothing of it is there.
    until_gone 2 "${family[@]}" || kill -KILL "${family[@]}" 2>/dev/null || true
    until_gone 5 "${family[@]}" || fail "Processes of $name cannot be ended: ${family[*]}"
    rm -f "$place/run/$name.pid"
}

# until_gone SECONDS PID...: waits that long for all of them to end.
until_gone() {
    local tenths=$(($1 * 10)) pid
    shift
    for pid in "$@"; do
        while started_at "$pid" >/dev/null; do
            ((tenths-- > 0)) || return 1
            sleep 0.1
        done
    done
}

# family_of PID: the process, its descendants, and what else is in the session that it began (children of a parent that was killed).
family_of() {
    cat /proc/[0-9]*/stat 2>/dev/null | awk -v first="$1" '
        { pid = $1; sub(/^.*\) /, ""); split($0, field, " "); if (field[1] !~ /[ZX]/) { parent[pid] = field[2]; session[pid] = field[4] } }
        END {
            for (pid in session) if (pid == first || session[pid] == first) family[pid]
            do { more = 0; for (pid in parent) if (!(pid in family) && (parent[pid] in family)) { family[pid]; more = 1 } } while (more)
            for (pid in family) print pid
        }' || true
}
