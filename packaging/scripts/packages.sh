#!/usr/bin/env bash
# The packages of packaging/packages.txt: list, check, install. Sourced by ./dev, or run by itself:
#   packages.sh list GROUP...      one name a line
#   packages.sh missing GROUP...   those that are not installed
#   packages.sh table              docs/dependencies.md's table
set -euo pipefail

plumbline_packages_file="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/packages.txt"

# Is this a system whose packages have Debian's names?
packages_are_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Rows of the named groups, one a line: package|what|why
packages_rows() {
    local wanted=" $* "
    awk -F ' *[|] *' -v wanted="$wanted" '
        /^#/ || NF < 4 { next }
        index(wanted, " " $1 " ") { print $2 "|" $3 "|" $4 }' "$plumbline_packages_file"
}

packages_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

packages_offered() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# One row may name alternatives: the installed one, else the first on offer, else the first.
packages_choose() {
    local names name
    IFS=, read -ra names <<<"$1"
    for name in "${names[@]}"; do packages_installed "$name" && { echo "$name"; return; }; done
    for name in "${names[@]}"; do packages_offered "$name" && { echo "$name"; return; }; done
    echo "${names[0]}"
}

packages_missing() {
    local row name
    while IFS='|' read -r row _; do
        name=$(packages_choose "$row")
        packages_installed "$name" || echo "$name"
    done < <(packages_rows "$@")
}

packages_as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 127
    fi
}

packages_name_what_to_install() {
    local what why row
    while IFS='|' read -r row what why; do
        printf '  %-32s %s: %s\n' "$row" "$what" "$why"
    done < <(packages_rows "$@")
}

# Installs what is missing of the groups; says what to install where that is not possible.
packages_ensure() {
    local missing
    if ! packages_are_debian; then
        command -v cmake >/dev/null && command -v ninja >/dev/null && return 0
        echo "This system is not Debian or Ubuntu. Install these first (Debian's names), then run this again:" >&2
        packages_name_what_to_install "$@" >&2
        return 1
    fi
    mapfile -t missing < <(packages_missing "$@")
    [ "${#missing[@]}" -eq 0 ] && return 0
    echo "Installing: ${missing[*]}" >&2
    local name needs_update=false
    for name in "${missing[@]}"; do packages_offered "$name" || needs_update=true; done
    if $needs_update; then packages_as_root apt-get -qq update >&2 || true; fi
    # Names are chosen again: the fresh lists may offer another alternative.
    mapfile -t missing < <(packages_missing "$@")
    packages_install "${missing[@]}" && return 0
    # Old lists point at files that are gone: refresh once and try again.
    packages_as_root apt-get -qq update >&2 && packages_install "${missing[@]}" && return 0
    echo "These packages could not be installed. As root: apt-get install ${missing[*]}" >&2
    return 1
}

packages_install() {
    local log status=0
    log=$(mktemp)
    packages_as_root apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install "$@" >"$log" 2>&1 || status=$?
    [ "$status" -eq 0 ] || tail -20 "$log" >&2
    rm -f "$log"
    return "$status"
}

packages_table() {
    echo '| used for | what | why | Debian package | looked at instead |'
    echo '|---|---|---|---|---|'
    awk -F ' *[|] *' '!/^#/ && NF >= 5 { gsub(",", " or ", $2); sub(/ +$/, "", $5)
        printf "| %s | %s | %s | `%s` | %s |\n", $1, $3, $4, $2, $5 }' "$plumbline_packages_file"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    case "${1:-}" in
        list) packages_rows "${@:2}" | cut -d'|' -f1 ;;
        missing) packages_missing "${@:2}" ;;
        table) packages_table ;;
        *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
fi
