#!/usr/bin/env bash
# Collects the texts with numbers into resources/i18n/plumbline_en.ts and fills their English forms.
set -euo pipefail
cd "$(dirname "$0")/../.."
lupdate=$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)
"$lupdate" -silent -pluralonly -locations none -I . -source-language en -target-language en ui app \
  -ts resources/i18n/plumbline_en.ts 2>/dev/null
python3 packaging/scripts/fill_plurals.py resources/i18n/plumbline_en.ts
