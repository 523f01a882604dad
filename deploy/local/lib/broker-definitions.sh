# shellcheck shell=bash
# Who may do what on the broker: one user per service in the vhost "forum". Used by the local profile and by deploy/compose/secrets.

# What each service listens to, by owner; Scheduling also hears its own statements.
declare -A listens_to=(
    [governance]=''
    [registration]='Governance'
    [scheduling]='Governance Registration Scheduling'
    [publishing]='Governance Registration Scheduling'
)
broker_users=(governance registration scheduling publishing operations)

# Operations sees the queues in the management interface; nobody else sees anything there.
tags_of() { case $1 in operations) echo monitoring ;; *) echo '' ;; esac; }

# broker_definitions: the definitions file on standard output.
broker_definitions() {
    local user
    printf '{\n  "vhosts": [{ "name": "forum" }],\n  "users": [\n'
    for user in "${broker_users[@]}"; do user_definition "$user" "$(tags_of "$user")"; printf ',\n'; done
    user_definition admin administrator
    printf '\n  ],\n  "permissions": [\n'
    for user in "${broker_users[@]}"; do permission_definition "$user"; printf ',\n'; done
    printf '    { "user": "admin", "vhost": "forum", "configure": ".*", "write": ".*", "read": ".*" }\n  ]\n}\n'
}

user_definition() {
    printf '    { "name": "%s", "password_hash": "%s", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "%s" }' \
        "$1" "$(password_hash "${secrets[rabbitmq.$1]}")" "$2"
}

# A service configures and writes its own queues and its own messages' exchanges: it cannot announce what is another's to announce.
# MassTransit declares an exchange before it binds from it, so that the exchanges listened to may be declared too, but not written.
# To bind from an exchange takes the right to read it, the faults' exchanges included.
permission_definition() {
    if [[ $1 == operations ]]; then
        watching_definition
        return
    fi
    local own queues heard faults='MassTransit:.*'
    own="Forum\\\\.Contracts\\\\.${1^}:.*"
    queues="$1-.*"
    heard=$(exchanges_heard "$1")
    printf '    { "user": "%s", "vhost": "forum", "configure": "^(%s)$", "write": "^(%s)$", "read": "^(%s)$" }' \
        "$1" "$queues|$own$heard|$faults" "$queues|$own|$faults" "$queues$heard|$faults"
}

# Operations takes out of the queues in which messages come to rest, and sends to the services' own queues again, by the exchange that has the queue's name:
# it can announce nothing, and declares and deletes nothing.
watching_definition() {
    local aside='(_error|_skipped|-dead-letters)' again='(governance|registration|scheduling|publishing)-[a-z0-9-]+'
    printf '    { "user": "operations", "vhost": "forum", "configure": "^$", "write": "^%s$", "read": "^.+%s$" }' "$again" "$aside"
}

exchanges_heard() {
    local owner
    for owner in ${listens_to[$1]}; do printf '|Forum\\\\.Contracts\\\\.%s:.*' "$owner"; done
}

# password_hash PASSWORD: base64(salt + sha256(salt + password)), as RabbitMQ keeps it.
password_hash() {
    local salt digest
    salt=$(random_hex 4)
    digest=$({ bytes "$salt" && printf '%s' "$1"; } | sha256sum | cut -c1-64)
    bytes "$salt$digest" | base64 -w0
}

# bytes HEX: the bytes themselves.
bytes() {
    local hex=$1
    while [[ -n $hex ]]; do
        printf '%b' "\\x${hex:0:2}"
        hex=${hex:2}
    done
}
