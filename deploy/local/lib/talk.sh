# shellcheck shell=bash
# What the commands tell their reader. Everything goes to standard error, so that a command's answer
# (a token, settings to evaluate) stays alone on standard output.

# say TEXT: one line with the seconds since the command began.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*" >&2; }

# fail TEXT...: says what is wrong and what would mend it, one line each, and ends the command.
fail() {
    printf '\n%s\n' "$1" >&2
    shift
    (($# == 0)) || printf '  %s\n' "$@" >&2
    exit 1
}

# show_end FILE: the last lines of a log, indented, for the reader of a failure.
show_end() { [[ ! -s $1 ]] || tail -n "${2:-25}" "$1" | sed 's/^/    | /' >&2; }

# step TEXT LOG COMMAND...: a long step whose output goes to a log; a line every ten seconds shows that it goes on.
# The step has a session of its own, because only so can all of its processes be ended when the reader gives up.
step() {
    local text=$1 log=$2 status=0 waited=0
    shift 2
    say "$text"
    setsid "$@" >"$log" 2>&1 </dev/null &
    step_pid=$!
    note_process step "$step_pid"
    while kill -0 "$step_pid" 2>/dev/null; do
        sleep 0.2
        waited=$((waited + 1))
        ((waited % 50)) || say "  … still at it: $(last_words "$log")"
    done
    wait "$step_pid" || status=$?
    step_pid=
    if ((status != 0)); then
        show_end "$log" 40
        fail "This step failed: $text" "the whole of it: $log"
    fi
}

last_words() { tail -n 1 "$1" 2>/dev/null | tr -d '\r' | cut -c1-110; }

# end_step: ends the step under way, when the command itself is told to end.
end_step() {
    [[ -n ${step_pid:-} ]] || return 0
    kill -TERM -- "-$step_pid" 2>/dev/null || true
    wait "$step_pid" 2>/dev/null || true
    step_pid=
}
