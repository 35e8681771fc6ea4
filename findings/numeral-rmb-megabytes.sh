#!/usr/bin/env bash
# Numeral.js 2.0.6 (npm): a sum with the currency "RMB", as Chinese carmakers print it in English, is read as one in megabytes,
# since "RMB" holds "MB": "RMB 350,000" is 350,000,000,000. "RMB 1.61 billion" is 1,610,000, a thousandth of what it says, and
# "RMB 700 million" comes out right by luck. "CNY", "¥" and small letters are left alone; "GBP" is in gigabytes. No error, no NaN.
# Seen on 30 November 2026, Node 20. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" 'numeral@2.0.6' >/dev/null 2>&1
cat > "$folder/sums.mjs" <<'JS'
import numeral from "numeral";

for (const text of [
  "RMB 350,000",
  "159,800 RMB",
  "CNY 350,000",
  "¥350,000",
  "rmb 350,000",
  "RMB 0.379/kWh",
  "RMB 700 million",
  "RMB 1.61 billion",
  "RMB 1.61b",
  "GBP 35,000",
  "EUR 35,000",
]) {
  console.log(`${text} | ${numeral(text).value()}`);
}
JS
node "$folder/sums.mjs" | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
RMB 350,000 | 350000000000
159,800 RMB | 159800000000
CNY 350,000 | 350000
¥350,000 | 350000
rmb 350,000 | 350000
RMB 0.379/kWh | 379000
RMB 700 million | 700000000
RMB 1.61 billion | 1610000
RMB 1.61b | 1610000000000000
GBP 35,000 | 35000000000000
EUR 35,000 | 35000
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
