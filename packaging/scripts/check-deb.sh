#!/usr/bin/env bash
# check-deb.sh PACKAGE.deb: installs the package in a clean Debian 12, uses it there, removes it.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
deb=$(readlink -f "${1:?usage: check-deb.sh PACKAGE.deb}")
if [ "$(id -u)" -ne 0 ]; then
    exec sudo --preserve-env=http_proxy,https_proxy "$0" "$deb"
fi
# shellcheck source=packaging/scripts/debian-root.sh
source packaging/scripts/debian-root.sh

install_package() {
    say "install"
    cp "$deb" "$root/tmp/plumbline.deb"
    inside apt-get -qq update
    inside apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install /tmp/plumbline.deb >"$base.install.log" 2>&1 ||
        { tail -20 "$base.install.log" >&2; fail "the package does not install"; }
}

look_at_files() {
    say "desktop files"
    local file
    for file in applications/org.plumbline.Plumbline.desktop metainfo/org.plumbline.Plumbline.metainfo.xml \
        mime/packages/org.plumbline.Plumbline.xml icons/hicolor/scalable/apps/org.plumbline.Plumbline.svg \
        icons/hicolor/256x256/apps/org.plumbline.Plumbline.png man/man1/plumblinectl.1 doc/plumbline/copyright; do
        [ -e "$root/usr/share/$file" ] || fail "/usr/share/$file is missing"
    done
}

use_plumblinectl() {
    say "plumblinectl"
    inside plumblinectl --version
    cp tests/peers/data/trl-preference.standard.jsonl "$root/tmp/pairs.jsonl"
    inside plumblinectl new /tmp/check.plumb
    inside plumblinectl import /tmp/check.plumb /tmp/pairs.jsonl --format trl-preference
    inside plumblinectl export /tmp/check.plumb --format trl-preference --output /tmp/out.jsonl
    [ -s "$root/tmp/out.jsonl" ] || fail "the export is empty"
    inside plumblinectl check /tmp/check.plumb
    inside plumblinectl sample /tmp/sample.plumb
}

use_plumbline() {
    say "plumbline, offscreen"
    inside env QT_QPA_PLATFORM=offscreen plumbline --tour /tmp/tour
    [ -n "$(find "$root/tmp/tour" -name '*.png' -size +10k | head -1)" ] || fail "the tour left no picture"
}

remove_package() {
    say "remove"
    inside apt-get -qq -y -o Dpkg::Use-Pty=0 remove plumbline >/dev/null
    if inside sh -c 'command -v plumbline || command -v plumblinectl'; then fail "programs stay after removal"; fi
}

fresh_root
install_package
look_at_files
use_plumblinectl
use_plumbline
remove_package
say "the package installs, works and goes away cleanly in Debian 12"
