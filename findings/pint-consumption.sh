#!/usr/bin/env bash
# Pint 0.25.3 (PyPI): a car's consumption as it is always written, "18 kWh/100 km", is read as a product of kilowatt hours and
# kilometres, (18 kWh / 100) · km, with no error: two such values can be added and compared, and only a conversion to kWh/km
# is refused. With brackets, "18 kWh/(100 km)", it is what was meant. And a charging price in cents, "49 ct/kWh", is one in
# carats, a unit of mass.
# Seen on 30 November 2026, Python 3.11. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pint==0.25.3' 2>/dev/null
cat > "$folder/units.py" <<'PY'
from pint import UnitRegistry

units = UnitRegistry()
for text in ("18 kWh/100 km", "18 kWh/100km", "18 kWh/(100 km)", "180 Wh/km", "49 ct/kWh"):
    value = units(text)
    print(text, "is", value, "and goes into kWh/km" if value.is_compatible_with("kWh/km") else "and does not go into kWh/km")
PY
"$folder/venv/bin/python" "$folder/units.py" | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
18 kWh/100 km is 0.18 kilometer * kilowatt_hour and does not go into kWh/km
18 kWh/100km is 0.18 kilometer * kilowatt_hour and does not go into kWh/km
18 kWh/(100 km) is 0.18 kilowatt_hour / kilometer and goes into kWh/km
180 Wh/km is 180.0 watt_hour / kilometer and goes into kWh/km
49 ct/kWh is 49.0 carat / kilowatt_hour and does not go into kWh/km
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
