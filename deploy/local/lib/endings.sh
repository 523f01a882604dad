# shellcheck shell=bash
# How a command ends: whatever happens to it, what it started and shall not stay is ended.

# end_with COMMAND: runs it at the end of this command, also after a failure, Ctrl-C, `stop` or a closed terminal.
end_with() {
    ending=$1
    trap 'end_now $?' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

end_now() {
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    end_step
    end_compiler
    release_system_services
    "$ending" "$1"
    exit "$1"
}
