#!/usr/bin/env bash
# dateparser 1.5.0 (PyPI): of the periods that companies report for, quarters are read as their middle month, but half-years by
# their digit: "H1 2025" is in January, "H2 2025" in February, earlier than "Q3 2025", and a financial or model year "2025/26"
# is the 26th of today's month in 2025. No error and no warning tells a half-year from a month.
# Seen on 30 November 2026, Python 3.11. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'dateparser==1.5.0' 2>/dev/null
cat > "$folder/periods.py" <<'PY'
from datetime import datetime

import dateparser

for today in (datetime(2026, 11, 30), datetime(2026, 2, 15)):
    for text in ("Q1 2025", "Q3 2025", "H1 2025", "H2 2025", "2025/26"):
        print(today.date(), text, dateparser.parse(text, settings={"RELATIVE_BASE": today}), sep=" | ")
PY
"$folder/venv/bin/python" "$folder/periods.py" 2>/dev/null | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
2026-11-30 | Q1 2025 | 2025-02-28 00:00:00
2026-11-30 | Q3 2025 | 2025-08-30 00:00:00
2026-11-30 | H1 2025 | 2025-01-30 00:00:00
2026-11-30 | H2 2025 | 2025-02-28 00:00:00
2026-11-30 | 2025/26 | 2025-11-26 00:00:00
2026-02-15 | Q1 2025 | 2025-02-15 00:00:00
2026-02-15 | Q3 2025 | 2025-08-15 00:00:00
2026-02-15 | H1 2025 | 2025-01-15 00:00:00
2026-02-15 | H2 2025 | 2025-02-15 00:00:00
2026-02-15 | 2025/26 | 2025-02-26 00:00:00
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
