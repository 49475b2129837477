#!/usr/bin/env bash
# check-deb.sh PACKAGE.deb: installs the package in a clean Debian 12 under build/, uses it there, removes it.
# The archive is the one this machine's own apt is set up with.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
suite=bookworm
deb=$(readlink -f "${1:?usage: check-deb.sh PACKAGE.deb}")
base="$PWD/build/package/debian-$suite"
root="$PWD/build/package/root"

say() { printf '\033[1m-- %s\033[0m\n' "$*"; }
fail() {
    echo "check-deb: $*" >&2
    exit 1
}

if [ "$(id -u)" -ne 0 ]; then
    exec sudo --preserve-env=http_proxy,https_proxy,no_proxy "$0" "$deb"
fi

# The first archive of apt's own list that carries the suite, and how apt checks it.
archive() {
    # The format's words are apt's own placeholders, not the shell's.
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
        awk -v suite="$suite" '$2 == suite { print $1; exit }'
}

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/tmp \
    http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" DEBIAN_FRONTEND=noninteractive "$@"; }

make_base() {
    [ -e "$base/etc/debian_version" ] && return
    local site
    site=$(archive)
    [ -n "$site" ] || fail "apt on this machine has no archive with $suite"
    say "make a clean Debian 12 from this machine's own archive"
    rm -rf "$base.new"
    # The archive's answers are cached by apt here; the new system gets the same sources and certificates.
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$base.new" "$site" >"$base.log" 2>&1 ||
        { tail -20 "$base.log" >&2; fail "debootstrap failed"; }
    mv "$base.new" "$base"
}

copy_apt_settings() {
    rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
    cp -a /etc/apt/sources.list.d "$root/etc/apt/"
    [ -e /etc/apt/sources.list ] && cp /etc/apt/sources.list "$root/etc/apt/"
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    cp -a /usr/share/keyrings/. "$root/usr/share/keyrings/"
    cp -a /etc/ssl/certs/. "$root/etc/ssl/certs/"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}

# Runs on any exit: nothing stays mounted, and the system that was installed into is thrown away.
tidy() {
    mountpoint -q "$root/proc" && umount "$root/proc"
    rm -rf "$root"
}

install_package() {
    say "install"
    cp "$deb" "$root/tmp/plumbline.deb"
    inside apt-get -qq update
    inside apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install /tmp/plumbline.deb >"$base.install.log" 2>&1 ||
        { tail -20 "$base.install.log" >&2; fail "the package does not install"; }
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
}

use_plumbline() {
    say "plumbline, offscreen"
    inside env QT_QPA_PLATFORM=offscreen plumbline --tour /tmp/tour
    [ -n "$(find "$root/tmp/tour" -name '*.png' -size +10k | head -1)" ] || fail "the tour left no picture"
}

look_at_files() {
    say "desktop files"
    local file
    for file in applications/org.plumbline.Plumbline.desktop metainfo/org.plumbline.Plumbline.metainfo.xml \
        mime/packages/org.plumbline.Plumbline.xml icons/hicolor/scalable/apps/org.plumbline.Plumbline.svg \
        icons/hicolor/256x256/apps/org.plumbline.Plumbline.png man/man1/plumblinectl.1.gz; do
        [ -e "$root/usr/share/$file" ] || [ -e "$root/usr/share/${file%.gz}" ] || fail "/usr/share/$file is missing"
    done
}

remove_package() {
    say "remove"
    inside apt-get -qq -y -o Dpkg::Use-Pty=0 remove plumbline >/dev/null
    if inside sh -c 'command -v plumbline || command -v plumblinectl'; then fail "programs stay after removal"; fi
}

mkdir -p build/package
make_base
trap tidy EXIT
rm -rf "$root"
cp -a "$base" "$root"
copy_apt_settings
mount -t proc proc "$root/proc"
install_package
look_at_files
use_plumblinectl
use_plumbline
remove_package
say "the package installs, works and goes away cleanly in Debian 12"
