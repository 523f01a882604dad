# shellcheck shell=bash
# The compiler of a build: one process for all projects, since a new one for each takes more than twice as long. It is this command's
# own, known by its name, and ends with the build, so that no process stays behind. It lives for a minute: to count how its own code is
# run, in order to compile that better, takes a third of its time; to compile again what was called thirty times, and not a thousand (hexadecimal),
# another eighth.

compiler=forum-$$

# shellcheck disable=SC2034 # the commands read it: env "${one_compiler[@]}" dotnet build ...
one_compiler=(DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=3E8 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=true SharedCompilationId="$compiler")

end_compiler() {
    local pid
    for pid in $(grep -sla -e "[-]pipename:$compiler" /proc/[0-9]*/cmdline | tr -dc '0-9\n'); do
        kill "$pid" 2>/dev/null || true
        until_gone 10 "$pid" || say "The compiler $pid did not end"
    done
}
