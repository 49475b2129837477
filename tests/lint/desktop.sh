#!/usr/bin/env bash
# Validates desktop entries, AppStream metainfo and MIME types: desktop.sh [FILE...] (default: the project's).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
files=("$@")
[ $# -gt 0 ] || files=(packaging/linux/*.desktop packaging/linux/*.metainfo.xml packaging/linux/*.mime.xml)
for file in "${files[@]}"; do
    case "$file" in
        *.desktop) desktop-file-validate "$file" ;;
        *.metainfo.xml) appstreamcli validate --no-net --pedantic "$file" ;;
        *) python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$file" ;;
    esac
done
