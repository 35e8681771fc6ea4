#!/usr/bin/env bash
# iso15118 0.31.2 (PyPI): the library's own way from a number to the one that ISO 15118-20 sends (a whole number and a power of
# ten, `RationalNumber.get_rational_repr`) cuts instead of rounding what binary fractions leave: a price of 0.57 a kilowatt hour
# is sent as 569 thousandths, 19.99 as 19.989, and 225 of the 2,999 prices from 0.01 to 29.99 as a thousandth less,
# though it keeps three decimals and all of these have two. Powers are cut too: 99,999 W is sent as 99,990 W, not 100,000 W.
# Numbers with one decimal (currents, voltages) are right, so tests with those show nothing.
# Seen on 30 November 2026, Python 3.11. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# Only what these classes need, without the parts that talk to a car.
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pydantic==1.10.21' 'environs==14.6.0' 2>/dev/null
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'iso15118==0.31.2' 2>/dev/null
cat > "$folder/prices.py" <<'PY'
from decimal import Decimal

from iso15118.shared.messages.iso15118_20.common_types import RationalNumber


def sent(number):
    rational = RationalNumber.get_rational_repr(float(number))
    return Decimal(rational.value).scaleb(rational.exponent)


for text in ("0.56", "0.57", "0.379", "1.13", "19.99", "230.4", "99999"):
    print(text, "is sent as", f"{sent(text).normalize():f}")
for places, upto in ((1, 9999), (2, 2999)):
    numbers = [Decimal(number).scaleb(-places) for number in range(1, upto + 1)]
    less = [number - sent(number) for number in numbers if sent(number) != number]
    print(f"of {upto} numbers with {places} decimals {len(less)} are sent otherwise:", *sorted(set(map(str, less))))
PY
"$folder/venv/bin/python" "$folder/prices.py" 2>/dev/null | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
0.56 is sent as 0.56
0.57 is sent as 0.569
0.379 is sent as 0.379
1.13 is sent as 1.129
19.99 is sent as 19.989
230.4 is sent as 230.4
99999 is sent as 99990
of 9999 numbers with 1 decimals 0 are sent otherwise:
of 2999 numbers with 2 decimals 225 are sent otherwise: 0.001
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
