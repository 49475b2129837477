#!/usr/bin/env bash
# A clean Debian 12 under build/package to try things in. Sourced by check-deb.sh and check-bare.sh.
# The archive is the one this machine's own apt is set up with.
suite=bookworm
base="$PWD/build/package/debian-$suite"
root="$PWD/build/package/root"

say() { printf '\033[1m-- %s\033[0m\n' "$*"; }
fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# Runs a command in the clean system, with none of this shell's variables but the proxies.
inside() {
    chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" DEBIAN_FRONTEND=noninteractive "$@"
}

# The first archive of apt's own list that carries the suite.
archive() {
    # The format's words are apt's own, not the shell's.
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
        awk -v suite="$suite" '$2 == suite { print $1; exit }'
}

make_base() {
    [ -e "$base/etc/debian_version" ] && return
    local site
    site=$(archive)
    [ -n "$site" ] || fail "apt on this machine has no archive with $suite"
    say "make a clean Debian 12 from this machine's own archive"
    rm -rf "$base.new"
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$base.new" "$site" >"$base.log" 2>&1 ||
        { tail -20 "$base.log" >&2; fail "debootstrap failed"; }
    mv "$base.new" "$base"
}

# The new system fetches from where this one does, and trusts what this one trusts.
copy_apt_settings() {
    rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
    cp -a /etc/apt/sources.list.d "$root/etc/apt/"
    [ ! -e /etc/apt/sources.list ] || cp /etc/apt/sources.list "$root/etc/apt/"
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    cp -a /usr/share/keyrings/. "$root/usr/share/keyrings/"
    cp -a /etc/ssl/certs/. "$root/etc/ssl/certs/"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}

unmount_root() {
    local folder
    for folder in proc dev; do
        if mountpoint -q "$root/$folder"; then umount "$root/$folder"; fi
    done
}

# Nothing stays mounted, and the system that was used is thrown away.
tidy() {
    unmount_root
    rm -rf --one-file-system "$root"
}

# A fresh copy of the clean system in $root, until the script ends.
fresh_root() {
    mkdir -p build/package
    make_base
    trap tidy EXIT
    tidy
    cp -a "$base" "$root"
    copy_apt_settings
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
}
