# Sourced by the other scripts: brings a fresh Debian machine to the point where the kiosk runs. Doing it twice costs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

as_root() { # Runs a command as root when that needs no password.
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() { [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

package_is_there() { # Debian 13 renamed some libraries with the suffix t64.
    { dpkg-query -W -f '${Status}\n' "$1" "${1}t64" 2>/dev/null || true; } | grep -q '^install ok installed'
}

install_system_packages() {
    local package missing=() lists=(scripts/system-packages.txt)
    [ -z "${also_for_tests:-}" ] || lists+=(scripts/test-packages.txt)
    command -v dpkg-query >/dev/null || { say "Not a Debian system: install what ${lists[*]} list by other means."; return 0; }
    while read -r package _; do
        case "$package" in ''|'#'*) continue ;; esac
        package_is_there "$package" || missing+=("$package")
    done < <(cat "${lists[@]}")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if may_be_root; then
        say "Installing system packages: ${missing[*]}"
        as_root apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        say "These system packages are missing. Whoever administers this machine can run this one line:"
        say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
        say "Going on without them: what needs them will say so."
    fi
}

install_python_environment() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed."; exit 1; }
    local wanted
    wanted=$(cat requirements.lock scripts/uv.lock pyproject.toml <(python3 --version) | sha256sum | cut -d' ' -f1)
    [ "$(cat .venv/.installed 2>/dev/null || true)" != "$wanted" ] || return 0
    if ! .tools/bin/uv --version >/dev/null 2>&1; then
        rm -rf .tools
        python3 -m venv .tools || { say "python3-venv is missing: sudo apt-get install -y python3-venv"; exit 1; }
        .tools/bin/pip install --quiet --disable-pip-version-check --require-hashes -r scripts/uv.lock
    fi
    say "Installing the Python environment into .venv"
    .tools/bin/uv venv --quiet --allow-existing --python "$(command -v python3)" .venv
    if ! .tools/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock; then
        # pyscard alone is built from source. Without its headers everything but PC/SC readers still works.
        say "pyscard could not be built (see the packages above): going on without card readers on PC/SC."
        awk '/^[a-z0-9]/{skip=/^pyscard==/} !skip' requirements.lock > .venv/without-pyscard.lock
        .tools/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes .venv/without-pyscard.lock
        wanted=incomplete
    fi
    .tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
    printf '%s\n' "$wanted" > .venv/.installed
}

start_card_service() { # pcscd with its virtual reader; a service manager's own pcscd is left alone.
    command -v pcscd >/dev/null && [ -e /etc/reader.conf.d/vpcd ] || return 0
    [ ! -S /run/pcscd/pcscd.comm ] || ! .venv/bin/python -c 'from smartcard.System import readers; readers()' 2>/dev/null || return 0
    may_be_root || return 0
    as_root mkdir -p /run/pcscd
    if [ "$(id -u)" -eq 0 ]; then pcscd --foreground >/dev/null 2>&1 & else sudo -n pcscd --foreground >/dev/null 2>&1 & fi
    card_service=$!
    trap 'stop_card_service' EXIT
    local tries
    for tries in $(seq 50); do [ -S /run/pcscd/pcscd.comm ] && break; sleep 0.1; done
}

stop_card_service() { # sudo's own process may be signalled by root alone.
    [ -z "${card_service:-}" ] || as_root kill "$card_service" 2>/dev/null || true
}

install_system_packages
install_python_environment
