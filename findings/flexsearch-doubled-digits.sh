#!/usr/bin/env bash
# FlexSearch 0.8.212 (npm): as it comes, the index takes doubled letters as one ("missing" is "mising"), and doubled digits too: a
# search for the car C11 finds C1 as well, "001" finds "01" and "300" a range of 30 km. The library's documentation speaks of
# letters only; that it cuts longer numbers in threes is documented, but both together make 3000 the words "30" and "0".
# `tokenize: "forward"` does not change it; the encoder `Exact`, or one with `dedupe: false`, keeps C1 from C11. A site that
# uses it answers a search for a model or a figure with other models and figures, and nothing tells the reader.
# Seen on 30 November 2026, Node 20. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" 'flexsearch@0.8.212' >/dev/null 2>&1
cat > "$folder/search.mjs" <<'JS'
import flexsearch from "flexsearch";

const { Charset, Encoder, Index } = flexsearch;
const pages = ["Leapmotor C1", "Leapmotor C11", "Zeekr 01", "Zeekr 001", "range 30 km", "range 300 km"];

function found(options, words) {
  const index = new Index(options);
  pages.forEach((page, number) => index.add(number, page));
  return index.search(words).map((number) => pages[number]).sort().join(", ");
}

for (const [name, options] of [
  ["as it comes", {}],
  ["tokenize: forward", { tokenize: "forward" }],
  ["encoder: Exact", { encoder: Charset.Exact }],
  ["dedupe: false", { encoder: new Encoder({ dedupe: false }) }],
]) {
  for (const words of ["C11", "001", "300"]) console.log(`${name} | ${words} | ${found(options, words)}`);
}
console.log("words of 2022, 33 and 3000:", ...["2022", "33", "3000"].map((text) => new Encoder().encode(text).join("+")));
JS
node "$folder/search.mjs" | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
as it comes | C11 | Leapmotor C1, Leapmotor C11
as it comes | 001 | Zeekr 001, Zeekr 01
as it comes | 300 | range 30 km, range 300 km
tokenize: forward | C11 | Leapmotor C1, Leapmotor C11
tokenize: forward | 001 | Zeekr 001, Zeekr 01
tokenize: forward | 300 | range 30 km, range 300 km
encoder: Exact | C11 | Leapmotor C11
encoder: Exact | 001 | Zeekr 001
encoder: Exact | 300 | range 300 km
dedupe: false | C11 | Leapmotor C11
dedupe: false | 001 | Zeekr 001
dedupe: false | 300 | range 300 km
words of 2022, 33 and 3000: 202+2 3 30+0
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
