#!/usr/bin/env bash
# price-parser 0.5.1 (PyPI): a price with three decimals, as charging and electricity are sold by the kilowatt hour, is read as
# a thousand times as much: "€0.379/kWh" and "0,379 €/kWh" as 379 euros, though the nought before the point can only be that
# of a fraction. With two or four decimals it is read rightly, and so it is where the decimal sign is named. Who gathers
# charging tariffs has to pass `decimal_separator`, or to hold prices against what a kilowatt hour can cost.
# Seen on 30 November 2026, Python 3.11. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'price-parser==0.5.1' 2>/dev/null
cat > "$folder/prices.py" <<'PY'
from price_parser import Price

for text in ("€0.379/kWh", "0,379 €/kWh", "€0.38/kWh", "€0.3794/kWh"):
    print(text, Price.fromstring(text).amount)
print("€0.379/kWh, the sign named", Price.fromstring("€0.379/kWh", decimal_separator=".").amount)
PY
"$folder/venv/bin/python" "$folder/prices.py" | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
€0.379/kWh 379
0,379 €/kWh 379
€0.38/kWh 0.38
€0.3794/kWh 0.3794
€0.379/kWh, the sign named 0.379
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
