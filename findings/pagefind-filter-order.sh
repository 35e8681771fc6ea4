#!/usr/bin/env bash
# Pagefind 1.5.2 (PyPI: pagefind, pagefind-bin): pages with a filter of two values or more give an index of other bytes each
# time it is made, though nothing changed; a sort key and metadata do not. Whoever promises the same bytes for the same
# site, or keeps an index by its content, has to narrow results by something else than filters.
# Seen on 29 November 2026, Python 3.11, Linux x86-64: of 8 indexes of the same three pages more than one with a filter of
# six values, one without. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pagefind[bin]==1.5.2' 2>/dev/null
cat > "$folder/index.py" <<'PY'
import asyncio
import hashlib
import sys

from pagefind.index import IndexConfig, PagefindIndex

KIND = ' data-pagefind-filter="kind:{}"' if sys.argv[1] == "filter" else ' data-pagefind-sort="kind:{}"'
KINDS = ("story", "company", "model", "person", "topic", "figures")


async def main():
    async with PagefindIndex(config=IndexConfig(output_path=sys.argv[2])) as index:
        for number, kind in enumerate(KINDS):
            page = f'<html lang="en"><body{KIND.format(kind)}><h1>Page {number}</h1><p>Some words of {kind}.</p></body></html>'
            await index.add_html_file(content=page, url=f"/{number}/")
        files = sorted(await index.get_files(), key=lambda file: file["path"])
        whole = hashlib.sha256(b"".join(f"{file['path']} {file['content']}".encode() for file in files))
        print(whole.hexdigest())


asyncio.run(main())
PY
made() {
  local turn
  for turn in 1 2 3 4 5 6 7 8; do "$folder/venv/bin/python" "$folder/index.py" "$1" "$folder/out" 2>/dev/null; done | sort -u | wc -l
}
filters=$(made filter)
sorts=$(made sort)
echo "of 8 indexes of the same pages: $filters different with a filter, $sorts with a sort key"
[ "$filters" -gt 1 ] && [ "$sorts" -eq 1 ]
