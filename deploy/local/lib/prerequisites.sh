# shellcheck shell=bash
# What the machine must have, and how it gets there: from apt, never started by it.

postgres_at_least=15
rabbitmq_at_least=3.10
node_at_least=18.18
rabbitmq_bin=/usr/lib/rabbitmq/bin

# postgres_bin: where the newest PostgreSQL server that will do has its programs; with data already there, the one of that data.
postgres_bin() {
    local bin version wanted=
    [[ ! -r $place/data/postgres/version ]] || wanted=$(<"$place/data/postgres/version")
    for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        version=$(basename "$(dirname "$bin")")
        [[ -x $bin/initdb && -x $bin/psql ]] || continue
        if [[ $version == "${wanted:-$version}" ]] && ((version >= postgres_at_least)); then
            echo "$bin"
            return
        fi
    done
    return 1
}

rabbitmq_version() { dpkg-query -W -f '${Version}' rabbitmq-server 2>/dev/null | sed 's/-.*//'; }

not_older() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]; }

# need_infrastructure: PostgreSQL, RabbitMQ and the little that the commands themselves use.
need_infrastructure() {
    local missing=()
    postgres_bin >/dev/null || missing+=(postgresql)
    [[ -x $rabbitmq_bin/rabbitmq-server ]] || missing+=(rabbitmq-server)
    command -v curl >/dev/null || missing+=(curl)
    # Meetings are held in their venue's time zone.
    [[ -e /usr/share/zoneinfo/America/New_York ]] || missing+=(tzdata)
    install "${missing[@]}"

    postgres_bin >/dev/null || fail "PostgreSQL $postgres_at_least or newer is needed; this system's packages have an older one." \
        "PostgreSQL's own packages have it:" \
        "sudo apt-get install -y postgresql-common && sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y && sudo apt-get install -y postgresql-17"
    not_older "$(rabbitmq_version)" "$rabbitmq_at_least" || fail "RabbitMQ $rabbitmq_at_least or newer is needed; found $(rabbitmq_version)." \
        "https://www.rabbitmq.com/docs/install-debian tells how to add RabbitMQ's own packages."
}

# need_browser: the web pages are tested in Chromium without windows, or what FORUM_TEST_CHROMIUM names. (Ubuntu's apt does not have it:
# there, name a browser that is installed.)
need_browser() {
    export FORUM_TEST_CHROMIUM=${FORUM_TEST_CHROMIUM:-/usr/bin/chromium-headless-shell}
    [[ -x $FORUM_TEST_CHROMIUM ]] || install chromium-headless-shell
}

# need_webhook_check: the library with which receivers verify webhooks, as its lock file says.
need_webhook_check() {
    need_node
    npm ci --prefix "$clone/tests/WebhookCheck" --ignore-scripts --no-audit --no-fund --silent
}

# need_export_check: who reads the exported programme: libraries of calendars and of JSON schemas, xmllint, and poppler for PDF.
need_export_check() {
    local missing=()
    need_node
    npm ci --prefix "$clone/tests/ExportCheck" --ignore-scripts --no-audit --no-fund --silent
    /usr/bin/python3 -c 'import icalendar' 2>/dev/null || missing+=(python3-icalendar)
    /usr/bin/python3 -c 'import vobject' 2>/dev/null || missing+=(python3-vobject)
    [[ -x /usr/bin/xmllint ]] || missing+=(libxml2-utils)
    [[ -x /usr/bin/pdftotext ]] || missing+=(poppler-utils)
    install "${missing[@]}"
}

# need_watching: the rules of alerting are checked, and the services scraped, by Prometheus' own programs.
need_watching() {
    local missing=()
    [[ -x /usr/bin/promtool ]] || missing+=(prometheus)
    [[ -x /usr/bin/amtool ]] || missing+=(prometheus-alertmanager)
    install "${missing[@]}"
}

# need_document_check: who judges the documents that are issued: the Nu Html Checker on a Java runtime, xmllint, qpdf and poppler for PDF, feedparser.
need_document_check() {
    local missing=()
    need_node
    npm ci --prefix "$clone/tests/DocumentCheck" --ignore-scripts --no-audit --no-fund --silent
    /usr/bin/python3 -c 'import feedparser' 2>/dev/null || missing+=(python3-feedparser)
    [[ -x /usr/bin/java ]] || missing+=(default-jre-headless)
    [[ -x /usr/bin/qpdf ]] || missing+=(qpdf)
    [[ -x /usr/bin/xmllint ]] || missing+=(libxml2-utils)
    [[ -x /usr/bin/pdftotext ]] || missing+=(poppler-utils)
    install "${missing[@]}"
}

# need_node: what the tools that read the API's documents and the exports and verify webhooks run on. Nothing else does.
need_node() {
    local missing=()
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    install "${missing[@]}"
    not_older "$(node --version | tr -d v)" "$node_at_least" || fail "Node.js $node_at_least or newer is needed to check the API's documents; found $(node --version)." \
        "https://nodejs.org/en/download tells how to get one."
}

# need_dotnet: the SDK that global.json asks for. It comes from no Debian package, so that it is only named.
need_dotnet() {
    if ! command -v dotnet >/dev/null && [[ -x ${HOME:-}/.dotnet/dotnet ]]; then
        PATH=$HOME/.dotnet:$PATH
    fi
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
    (cd "$clone" && dotnet --version) >/dev/null 2>&1 || fail "The .NET 10 SDK is needed$(command -v dotnet >/dev/null && echo ' (dotnet is here, but without that SDK)')." \
        "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0" \
        "(then run this again; $HOME/.dotnet is found by itself)"
}

# install PACKAGE...: what is missing, said before it is done.
install() {
    (($# > 0)) || return 0
    local command="apt-get install -y --no-install-recommends $*"
    command -v apt-get >/dev/null || fail "Missing: $*. This is no Debian or Ubuntu, so that they cannot be installed from here." \
        "Install PostgreSQL $postgres_at_least and RabbitMQ $rabbitmq_at_least or newer with this system's package tool, or use docker compose up."
    if ((EUID != 0)) && ! may_sudo; then
        fail "Missing: $*. They cannot be installed without sudo." "as root: $command"
    fi
    say "Missing: $*. Installing from apt; nothing of it is started by the system."
    hold_system_services
    apt_get update || say "apt-get update failed; going on with the lists that are here"
    apt_get install -y --no-install-recommends "$@" || fail "apt could not install: $*" "try: sudo $command"
    keep_from_starting_at_boot "$@"
    release_system_services
    say "Installed: $*"
}

may_sudo() { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }; }; }

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

apt_get() {
    local action=$1
    shift
    # RUNLEVEL=1: a second word against starting services; NEEDRESTART: Ubuntu's question which services to restart is not asked.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 NEEDRESTART_SUSPEND=1 \
        apt-get "$action" -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" 2>&1 | sed -u 's/^/    | /' >&2
}

# While packages are installed, policy-rc.d tells them to start nothing: the forum has nodes of its own.
policy=/usr/sbin/policy-rc.d
policy_mark='# laid here by deploy/local while it installs packages; it may be removed'

hold_system_services() {
    if [[ -e $policy ]] && ! grep -qF "$policy_mark" "$policy"; then
        as_root mv "$policy" "$policy.forum-kept"
    fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    services_held=1
}

release_system_services() {
    [[ -n ${services_held:-} ]] || return 0
    as_root rm -f "$policy"
    [[ ! -e $policy.forum-kept ]] || as_root mv "$policy.forum-kept" "$policy"
    services_held=
}

# A package that we brought in shall not become a running server at the next boot either.
keep_from_starting_at_boot() {
    command -v systemctl >/dev/null || return 0
    local package
    for package in "$@"; do
        case $package in
            postgresql | rabbitmq-server | prometheus | prometheus-alertmanager) as_root systemctl disable "$package.service" >/dev/null 2>&1 || true ;;
        esac
    done
}
