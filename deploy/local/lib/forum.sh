# shellcheck shell=bash
# What every command in deploy/local begins with: `source lib/forum.sh`.
set -euo pipefail
shopt -s inherit_errexit nullglob

clone=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
# Another place holds another forum, with nodes, ports and data of its own.
place=$(realpath -m "${FORUM_PLACE:-$clone/.local}")

# shellcheck source=lib/talk.sh
source "$clone/deploy/local/lib/talk.sh"
# shellcheck source=lib/place.sh
source "$clone/deploy/local/lib/place.sh"
# shellcheck source=lib/processes.sh
source "$clone/deploy/local/lib/processes.sh"
# shellcheck source=lib/compiler.sh
source "$clone/deploy/local/lib/compiler.sh"
# shellcheck source=lib/endings.sh
source "$clone/deploy/local/lib/endings.sh"
# shellcheck source=lib/prerequisites.sh
source "$clone/deploy/local/lib/prerequisites.sh"
# shellcheck source=lib/postgres.sh
source "$clone/deploy/local/lib/postgres.sh"
# shellcheck source=lib/broker-definitions.sh
source "$clone/deploy/local/lib/broker-definitions.sh"
# shellcheck source=lib/rabbitmq.sh
source "$clone/deploy/local/lib/rabbitmq.sh"
# shellcheck source=lib/backups.sh
source "$clone/deploy/local/lib/backups.sh"
# shellcheck source=lib/wal-receiver.sh
source "$clone/deploy/local/lib/wal-receiver.sh"
# shellcheck source=lib/infrastructure.sh
source "$clone/deploy/local/lib/infrastructure.sh"
# shellcheck source=lib/services.sh
source "$clone/deploy/local/lib/services.sh"
