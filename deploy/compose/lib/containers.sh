# shellcheck shell=bash
# What deploy/compose/{backup,restore} have in common: the commands of deploy/local, whose place is deploy/compose/generated and whose nodes are containers.
# shellcheck source=deploy/local/lib/forum.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../local/lib/forum.sh"

# shellcheck disable=SC2034 # forum.sh's
place=$clone/deploy/compose/generated
# shellcheck disable=SC2034 # the commands read it
with_keys=(identity governance registration scheduling publishing)

need_docker() { command -v docker >/dev/null || fail "Docker is needed." "without it: deploy/local"; }

need_passwords() {
    [[ -s $place/secrets ]] || fail "There are no passwords." "deploy/compose/secrets makes them up; for a restore, put the ones that were left out of the backup there: $place/secrets"
    (umask 077 && mkdir -p "$place"/{log,run})
    settle_every_secret "$place/secrets"
}

# compose ARGUMENT...: with what the receiver has to know, also when it does not run.
compose() { docker_compose "$@" </dev/null; }

docker_compose() {
    FORUM_BACKUPS=${backing[place]:-/nowhere} FORUM_CHAIN=${backing[chain]:-none} FORUM_BACKUP_USER="$(id -u):$(id -g)" \
        docker compose --project-directory "$clone" -f "$clone/docker-compose.yml" -f "$clone/deploy/compose/backup.yml" "$@"
}

# runs CONTAINER
runs() { [[ -n $(compose ps -q --status running "$1") ]]; }

# sql DATABASE ARGUMENT...: psql as the superuser, in the server's container; statements come on standard input.
sql() {
    local database=$1
    shift
    # shellcheck disable=SC2016 # the container's shell reads it
    docker_compose exec -T postgres sh -c 'PGPASSWORD=$(cat /run/secrets/postgres-password) exec psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres "$@"' \
        psql -d "$database" "$@"
}
