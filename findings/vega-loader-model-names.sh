#!/usr/bin/env bash
# vega-loader 5.1.3 (npm; the part of Vega that reads tables): with `parse: "auto"` a column of model names becomes one of dates if
# every name ends in a number that can be a month: Polestar 2, 3 and 4 are 1 February, March and April 2001, and so it goes
# with Ioniq 5, 6 and 9 and with ID.3, ID.4 and ID.7. One name without a number ("Model Y") leaves all as text, so a chart
# can turn wrong when a row goes. A column that JavaScript's `Date.parse` takes counts as dates, which the page on "auto"
# does not say; naming the type (`parse: {model: "string"}`) avoids it.
# Seen on 30 November 2026, Node 20. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" 'vega-loader@5.1.3' >/dev/null 2>&1
cat > "$folder/table.mjs" <<'JS'
import { read } from "vega-loader";

for (const models of [
  ["Polestar 2", "Polestar 3", "Polestar 4"],
  ["Ioniq 5", "Ioniq 6", "Ioniq 9"],
  ["ID.3", "ID.4", "ID.7"],
  ["Model 3", "Model Y"],
  ["L6", "L7", "L8"],
]) {
  const table = ["model,delivered", ...models.map((model) => `${model},100`)].join("\n");
  const rows = read(table, { type: "csv", parse: "auto" });
  const shown = rows.map(({ model }) => (typeof model === "string" ? `"${model}"` : new Date(model).toISOString().slice(0, 10)));
  console.log(`${models.join(", ")} | ${shown.join(", ")}`);
}
JS
TZ=UTC node "$folder/table.mjs" | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
Polestar 2, Polestar 3, Polestar 4 | 2001-02-01, 2001-03-01, 2001-04-01
Ioniq 5, Ioniq 6, Ioniq 9 | 2001-05-01, 2001-06-01, 2001-09-01
ID.3, ID.4, ID.7 | 2001-03-01, 2001-04-01, 2001-07-01
Model 3, Model Y | "Model 3", "Model Y"
L6, L7, L8 | "L6", "L7", "L8"
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
