"""How the forms of two web editors are filled in, and what stands in the store of each, which is in the browser.

Both are driven by what their users see: labels, buttons and lists. Sveltia CMS keeps its test repository in the browser's
file system, Decap CMS in a global of the page.
"""

import json
from pathlib import Path

EDITORS = Path(__file__).parents[2] / ".ci" / "editors"
TALL = {"width": 1280, "height": 9000}  # Sveltia renders a field when it comes into sight


class Sveltia:
    """Sveltia CMS."""

    package = EDITORS / "sveltia"
    _STORE = "sveltia-cms-test/"

    def __init__(self, page, address, files):
        self._page = page
        self._address = f"{address}admin/"
        page.goto(self._address)
        page.evaluate(_SEED, {f"{self._STORE}{path}": text for path, text in files.items()})
        page.get_by_text("Work with Test Repository").click()
        page.get_by_role("button", name="New").first.wait_for()

    def open(self, path):
        self._page.goto(f"{self._address}#/{path}")
        self._page.locator('section.field[data-key-path="body"]').wait_for()

    def new(self, collection):
        self.open(f"collections/{collection}/new")

    def edit(self, collection, entry):
        self.open(f"collections/{collection}/entries/{entry}")

    def _field(self, path):
        return self._page.locator(f'section.field[data-key-path="{path}"]')

    def put(self, path, text):
        self._field(path).locator("input:visible, textarea:visible, [contenteditable]:visible").first.fill(text)

    def add(self, path):
        self._field(path).get_by_role("button", name="Add").last.click()

    def choose(self, path, choice):
        field = self._field(path)
        field.wait_for()
        for role in ("radio", "checkbox"):
            if (found := field.get_by_role(role, name=choice, exact=True)).count():
                found.click()
                return
        field.get_by_role("combobox").first.click()
        self._page.get_by_role("option", name=choice, exact=True).click()

    def date(self, moment):
        self._field("date").locator("input").fill(moment)

    def save(self):
        self._page.get_by_role("button", name="Save", exact=True).click()
        self._page.get_by_text("saved", exact=False).first.wait_for()

    def files(self):
        found = self._page.evaluate(_READ)
        return {path.removeprefix(self._STORE): text for path, text in found.items() if path.startswith(self._STORE)}


class Decap:
    """Decap CMS."""

    package = EDITORS / "decap"

    def __init__(self, page, address, files):
        self._page = page
        self._address = f"{address}admin/"
        page.add_init_script(_STORE_OF_DECAP % json.dumps(files))
        page.goto(self._address)
        page.get_by_role("button", name="Login").click()
        page.get_by_role("link", name="Articles").first.wait_for()

    def open(self, path):
        self._page.goto(f"{self._address}#/{path}")
        self._page.locator("[id^=title-field], [id^=name-field]").first.wait_for()

    def new(self, collection):
        self.open(f"collections/{collection}/new")

    def edit(self, collection, entry):
        self.open(f"collections/{collection}/entries/{entry}")

    def _field(self, path):
        """The input; of a list's items the one that was added last is meant."""
        found = self._page.locator(f"[id^={path.rpartition('.')[2]}-field]")
        return found.last if "." in path else found.first

    def put(self, path, text):
        if path == "body":
            self._page.locator("[data-slate-editor]").first.click()
            self._page.keyboard.insert_text(text)
        else:
            self._field(path).fill(text)

    def add(self, path):
        singular = {"source_list": "source", "facts": "fact"}[path]
        before = self._page.locator("[id^=note-field], [id^=archive-field]").count()
        self._page.get_by_role("button", name=f"Add {singular}").click()
        self._page.locator("[id^=note-field], [id^=archive-field]").nth(before).wait_for()

    def choose(self, path, choice):
        field = self._field(path)
        field.fill(choice)
        self._page.locator("[class*=-option]").get_by_text(choice, exact=True).click()

    def date(self, moment):
        self._field("date").fill(moment)

    def save(self):
        self._page.get_by_role("button", name="Publish").first.click()
        self._page.get_by_role("menuitem", name="Publish now").click()
        self._page.get_by_text("Entry saved").wait_for()

    def files(self):
        return _flat(self._page.evaluate("window.repoFiles"))


def _flat(tree, at=""):
    found = {}
    for name, inner in tree.items():
        if isinstance(inner, dict) and "content" in inner and isinstance(inner["content"], str):
            found[f"{at}{name}"] = inner["content"]
        elif isinstance(inner, dict) and "/" not in name:
            found |= _flat(inner, f"{at}{name}/")
    return found


_SEED = """async (files) => {
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = await navigator.storage.getDirectory();
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true});
    const stream = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
_READ = """async () => {
  const found = {};
  async function walk(folder, at) {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${at}${name}/`);
      else found[at + name] = await (await handle.getFile()).text();
    }
  }
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""
# Its test repository looks for the files of a folder under the folder's whole name, and for a single file step by step.
_STORE_OF_DECAP = """window.repoFiles = {};
for (const [path, content] of Object.entries(%s)) {
  const parts = path.split("/");
  let folder = window.repoFiles;
  for (const part of parts.slice(0, -1)) folder = folder[part] ??= {};
  folder[parts.at(-1)] = {content};
}
for (const [name, folder] of Object.entries(window.repoFiles.content)) window.repoFiles[`content/${name}`] = folder;
"""
