# shellcheck shell=bash
# The place of everything that is not in the repository: .local/ with ports, secrets, logs, process ids and the nodes' data.

declare -A ports=() secrets=()

# make_place: .local and its folders, for us alone but for the way through (below .local/data the nodes run as other users when we are root).
make_place() {
    own_place
    mkdir -p "$place"
    chmod 711 "$place"
    (umask 077 && mkdir -p "$place"/{log,run,keys})
    make_data_directory
}

# make_data_directory: .local/data, or a link with that name to a private directory below /var/tmp where .local itself will not do:
# PostgreSQL and RabbitMQ refuse to run as root, and their own users cannot pass a directory such as root's home;
# and RabbitMQ's start scripts do not bear blanks in a path.
make_data_directory() {
    [[ -e $place/data ]] || lay_data_directory
    # Without the link: the way through .local may be closed to the nodes' users.
    node_data=$(readlink -f "$place/data")
}

lay_data_directory() {
    rm -f "$place/data"
    if [[ $place =~ ^[A-Za-z0-9/._+-]+$ ]] && { ((EUID != 0)) || passable_for_others; }; then
        mkdir -m 711 "$place/data"
        return
    fi
    local elsewhere
    elsewhere=/var/tmp/forum-$(basename "$clone" | tr -c 'A-Za-z0-9._\n-' _)-$(sha256sum <<<"$(identity_of_place)" | cut -c1-12)
    # What is there of ours has lost its .local, and with it the passwords to its data.
    [[ -L $elsewhere || ! -O $elsewhere ]] || rm -rf -- "$elsewhere"
    # mkdir makes it or fails: /var/tmp is everyone's, and nobody shall have laid the directory there for us.
    mkdir -m 711 "$elsewhere" || fail "$elsewhere is in the way." "remove it: sudo rm -rf $elsewhere"
    ln -s "$elsewhere" "$place/data"
    say "The nodes' data is kept in $elsewhere (their users cannot work below $clone)"
}

# identity_of_place: what ports and directories outside of the place are derived from: a clone's own place is known by the clone.
identity_of_place() { if [[ $place == "$clone/.local" ]]; then echo "$clone"; else echo "$place"; fi; }

passable_for_others() { setpriv --reuid=65534 --regid=65534 --clear-groups -- test -x "$place"; }

# own_place: fails when .local is another user's, whose processes and files we could neither end nor read.
own_place() {
    [[ ! -d $place || -O $place ]] || fail "$place belongs to $(stat -c %U "$place"), as whom the commands were run before." \
        "run them as $(stat -c %U "$place") again, or end the processes as $(stat -c %U "$place") and start over: sudo $clone/deploy/local/stop; sudo rm -rf $place"
}

# private_for USER DIRECTORY...: makes directories that only that user may enter.
private_for() {
    local user=$1
    shift
    mkdir -p "$@"
    chmod 700 "$@"
    ((EUID != 0)) || chown "$user:" "$@"
}

random_hex() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# settle_every_secret FILE: reads the passwords that are there, makes up those that are missing, and keeps all of them.
settle_every_secret() {
    local name
    read_pairs secrets "$1"
    for name in postgres postgres.backup "${databases[@]/#/postgres.}" rabbitmq.admin "${broker_users[@]/#/rabbitmq.}" demo.client demo.user demo.console; do
        [[ -n ${secrets[$name]:-} ]] || secrets[$name]=$(random_hex 20)
    done
    write_pairs secrets "$1"
}

# settle_ports NAME=PREFERRED...: the port of each name, the same as last time when it is still free, else the next free one.
# A name whose process runs keeps its port in any case.
settle_ports() {
    local pair name preferred file=$place/ports
    read_pairs ports "$file"
    for pair in "$@"; do
        name=${pair%%=*} preferred=${pair#*=}
        if [[ -n ${ports[$name]:-} ]]; then
            { runs "$(process_of_port "$name")" || is_free "${ports[$name]}"; } && continue
            preferred=${ports[$name]}
        fi
        while ! is_free "$preferred" || is_promised "$preferred" "$name"; do preferred=$((preferred + 1)); done
        ports[$name]=$preferred
    done
    write_pairs ports "$file"
}

# The broker listens on several ports, named rabbitmq-…; every other name is its process.
process_of_port() { case $1 in rabbitmq*) echo rabbitmq ;; *) echo "$1" ;; esac; }

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

is_promised() {
    local other
    for other in "${!ports[@]}"; do
        [[ $other == "$2" || ${ports[$other]} != "$1" ]] || return 0
    done
    return 1
}

# read_pairs ARRAY FILE, write_pairs ARRAY FILE: lines of NAME=VALUE, readable by us alone.
read_pairs() {
    local -n into=$1
    local key value
    [[ -f $2 ]] || return 0
    # shellcheck disable=SC2034,SC2004 # the array is the caller's
    while IFS='=' read -r key value; do [[ -z $key ]] || into[$key]=$value; done <"$2"
}

write_pairs() {
    local -n from=$1
    local key
    (
        umask 077
        for key in "${!from[@]}"; do printf '%s=%s\n' "$key" "${from[$key]}"; done | sort >"$2.new"
        mv "$2.new" "$2"
    )
}

# forget_everything: for --fresh. The nodes and services must have been stopped.
forget_everything() {
    local data=$place/data
    if [[ -L $data ]]; then rm -rf -- "$(readlink -f "$data")"; fi
    rm -rf -- "$place"
}
