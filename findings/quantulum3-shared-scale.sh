#!/usr/bin/env bash
# quantulum3 0.10.0 (PyPI): of a range whose ends share their scale, as guidance is printed ("between 700 and 1,200 million yuan"),
# only the upper end is scaled, and the value is the middle of 700 and 1,200,000,000: 600,000,350 yuan, with no sign that
# something is odd. With the scale said twice, or with the whole numbers, the middle is 950 million. And the acceleration
# "0-100 km/h in 3.4 s" is 50 kilometres per hour and inch: the preposition is read as the unit.
# Seen on 30 November 2026, Python 3.11. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'quantulum3==0.10.0' 2>/dev/null
cat > "$folder/ranges.py" <<'PY'
from quantulum3 import parser

for text in (
    "between 700 and 1,200 million yuan",
    "between 700 million and 1,200 million yuan",
    "between 700,000,000 and 1,200,000,000 yuan",
    "0-100 km/h in 3.4 s",
):
    print(text, *(f"{one.value:.10g} {one.unit.name}" for one in parser.parse(text)), sep=" | ")
PY
"$folder/venv/bin/python" "$folder/ranges.py" 2>/dev/null | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
between 700 and 1,200 million yuan | 600000350 chinese yuan
between 700 million and 1,200 million yuan | 950000000 chinese yuan
between 700,000,000 and 1,200,000,000 yuan | 950000000 chinese yuan
0-100 km/h in 3.4 s | 50 kilometre per hour per inch | 3.4 second
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
