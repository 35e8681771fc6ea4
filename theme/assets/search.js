// The search page: what is typed is looked up in Pagefind's index, which is loaded when the field is first used.
(() => {
  const form = document.querySelector("form.search");
  if (!form) return;
  const field = form.elements.namedItem("q");
  const selects = [...form.querySelectorAll("select")];
  const status = document.querySelector(".search__status");
  const list = document.getElementById("search--found");
  const more = document.querySelector(".search__more");
  const registers = document.getElementById("search--registers");
  const shape = document.getElementById("search--result");
  const { index, root, counted, nothing, failed, busy } = form.dataset;
  const language = document.documentElement.lang;
  const STEP = 10;
  const [BEFORE, AROUND] = [30, 120]; // characters of an excerpt: before what was looked for, and in all
  const PAUSE = 200; // milliseconds without a key after which a search begins
  const SOON = 400; // and after which it is said that one is not over

  // Scripts without blanks between words, of which the index knows each pair of neighbours as a word of its own.
  const UNSPACED = "[\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const RUN = new RegExp(`${UNSPACED}+`, "gu");
  const SEAM = new RegExp(`(?<=${UNSPACED}|[，。、；：？！）」』》”’]) (?=${UNSPACED})|(?<=[0-9]) (?=${UNSPACED})|(?<=${UNSPACED}) (?=[0-9])`, "gu");
  const GROUPED = /(?<![\p{L}\d.,])\d{1,3}(?:[,.'’\u00a0\u202f\u2009 ]\d{3})+(?![\d])/gu;

  const withoutGroups = (text) => text.replace(GROUPED, (number) => number.replace(/\D/g, ""));
  const pairs = (run) => {
    const signs = [...run];
    return signs.length < 2 ? run : signs.slice(1).map((sign, at) => signs[at] + sign).join(" ");
  };
  const asWords = (text) => withoutGroups(text).replace(RUN, (run) => ` ${pairs(run)} `).trim();

  let loading;
  const load = () => {
    loading ??= import(new URL(`${index}pagefind.js`, location.href)).then(async (found) => {
      const metaWeights = { title: 6, names: 6, words: 1, filters: 0, date: 1 };
      await found.options({ baseUrl: root, excerptLength: 36, ranking: { metaWeights } });
      await found.init();
      return found;
    });
    return loading;
  };

  // What a filter lets through, by the ids that Pagefind gives to pages.
  const members = new Map();
  const pagesOf = (pagefind, word) => {
    if (!members.has(word)) {
      members.set(word, pagefind.search(word).then((found) => new Set(found.results.map((one) => one.id))));
    }
    return members.get(word);
  };
  const wordOf = (select) => select.selectedOptions[0]?.dataset.word;
  const chosen = () => selects.map(wordOf).filter(Boolean);

  const results = async (pagefind, words, isByDay) => {
    const options = isByDay ? { sort: { day: "desc" } } : {};
    const [first, ...others] = chosen();
    const found = await pagefind.search(words || first, words ? options : { sort: { day: "desc" } });
    const narrowed = await Promise.all((words ? chosen() : others).map((word) => pagesOf(pagefind, word)));
    return found.results.filter((one) => narrowed.every((pages) => pages.has(one.id)));
  };

  // How many results each choice would leave.
  const tell = async (pagefind, words, token) => {
    const all = words ? new Set((await pagefind.search(words)).results.map((one) => one.id)) : null;
    for (const select of selects) {
      const others = await Promise.all(
        selects.filter((one) => one !== select).map(wordOf).filter(Boolean).map((word) => pagesOf(pagefind, word)),
      );
      for (const option of select.options) {
        if (!option.dataset.word) continue;
        option.dataset.text ??= option.textContent;
        const pages = await pagesOf(pagefind, option.dataset.word);
        if (token !== current) return;
        let count = 0;
        for (const id of pages) if ((!all || all.has(id)) && others.every((other) => other.has(id))) count += 1;
        option.textContent = `${option.dataset.text} (${count.toLocaleString(language)})`;
        option.disabled = count === 0 && !option.selected;
      }
    }
  };

  // Words with the parts that were looked for set off; no markup is ever taken from the index.
  const ESCAPES = { "&lt;": "<", "&gt;": ">" };
  const plain = (text) => text.replace(/&[lg]t;/g, (one) => ESCAPES[one]);
  const put = (target, parts) => {
    target.replaceChildren(
      ...parts.map((part, at) => {
        if (at % 2 === 0) return part;
        const mark = document.createElement("mark");
        mark.textContent = part;
        return mark;
      }),
    );
  };
  // Whether a cut would go through a word or a number, of scripts whose words stand apart.
  const LETTER = new RegExp(`(?!${UNSPACED})[\\p{L}\\p{N}]`, "u");
  const isWithin = (text, at) =>
    (LETTER.test(text[at - 1] ?? "") && LETTER.test(text[at] ?? "")) ||
    (/\d[,.]?$/.test(text.slice(Math.max(at - 2, 0), at)) && /^[,.]?\d/.test(text.slice(at, at + 2)));
  const quoted = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  // Pagefind marks words, of which scripts without blanks have none.
  const anyOf = (runs) => new RegExp(`(${runs.map(quoted).join("|")})`, "u");
  const LEADING = /^ ?· /; // between two blocks, of which the first is left out
  const excerptOf = (page, runs) => {
    const text = page.content.replace(SEAM, "");
    if (text.replace(/\.$/, "") === page.meta.title) return []; // it has no other
    const first = runs.length ? text.search(anyOf(runs)) : -1;
    if (first >= 0) {
      let at = Math.max(first - BEFORE, 0);
      let end = at + AROUND;
      while (at < first && isWithin(text, at)) at += 1;
      while (end > first && isWithin(text, end)) end -= 1;
      return `${at ? "… " : ""}${text.slice(at, end).replace(LEADING, "")}${end < text.length ? " …" : ""}`.split(anyOf(runs));
    }
    const excerpt = page.excerpt.replace(/([.,:!?]+)<\/mark>/g, "</mark>$1"); // the signs behind a word are not marked
    const parts = excerpt.split(/<\/?mark>/).map((part) => plain(part).replace(SEAM, ""));
    const shown = parts.join("");
    if (!text.startsWith(shown)) parts[0] = `… ${parts[0].replace(LEADING, "")}`;
    if (!text.endsWith(shown)) parts[parts.length - 1] += " …";
    return parts;
  };

  const texts = new Map(
    selects.flatMap((select) => [...select.options]).map((one) => [one.dataset.word, one.textContent]),
  );
  const labelsOf = (page) => {
    const words = new Set((page.meta.filters ?? "").split(" "));
    const kinds = selects.filter((one) => ["kind", "company"].includes(one.dataset.like ?? one.name));
    const labels = kinds.flatMap((select) => [...select.options]).filter((one) => words.has(one.dataset.word));
    const told = labels.slice(0, 3).map((one) => texts.get(one.dataset.word));
    return [...told, page.meta.date].filter(Boolean);
  };
  const item = (page, runs) => {
    const made = shape.content.cloneNode(true);
    made.querySelector(".found__kind").textContent = labelsOf(page).join("\u00a0· ");
    const link = made.querySelector("a");
    put(link, runs.length ? page.meta.title.split(anyOf(runs)) : [page.meta.title]);
    link.href = page.url;
    put(made.querySelector(".found__words"), excerptOf(page, runs));
    return made;
  };

  let current = 0; // the number of the last search begun: what an earlier one finds comes too late
  let left = [];
  let runs = [];
  const show = async (token, hasFocus) => {
    const pages = await Promise.all(left.slice(0, STEP).map((one) => one.data()));
    if (token !== current) return;
    left = left.slice(STEP);
    const before = list.children.length;
    list.append(...pages.map((page) => item(page, runs)));
    more.hidden = left.length === 0;
    if (hasFocus) list.children[before]?.querySelector("a").focus();
  };
  const search = async () => {
    const token = ++current;
    const typed = field.value.trim();
    const isAsked = Boolean(typed || chosen().length);
    registers.hidden = isAsked;
    if (!isAsked) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = "";
      if (loading) load().then((pagefind) => tell(pagefind, "", token));
      return;
    }
    const waiting = setTimeout(() => {
      if (token === current) status.textContent = busy;
    }, SOON);
    try {
      const pagefind = await load();
      const words = asWords(typed);
      const found = await results(pagefind, words, form.elements.namedItem("order").value === "new");
      if (token !== current) return;
      clearTimeout(waiting);
      left = found;
      runs = [...new Set(typed.match(RUN) ?? [])];
      list.replaceChildren();
      await show(token, false);
      if (token !== current) return;
      status.textContent = found.length ? counted.replace("{count}", found.length.toLocaleString(language)) : nothing;
      registers.hidden = found.length > 0;
      await tell(pagefind, words, token);
    } catch (error) {
      clearTimeout(waiting);
      if (token !== current) return;
      list.replaceChildren();
      more.hidden = true;
      registers.hidden = false;
      status.textContent = failed;
      loading = undefined;
      console.warn(error);
    }
  };

  // The address has what is asked for, so that a search can be kept, sent on and come back to.
  const asked = () => {
    const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    return given.size ? `?${given}` : location.pathname;
  };
  const read = () => {
    const given = new URLSearchParams(location.search);
    for (const one of [field, ...selects]) one.value = given.get(one.name) ?? "";
    for (const one of selects) if (one.selectedIndex < 0) one.value = "";
  };
  let pause;
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      history.replaceState(null, "", asked());
      search();
    }, PAUSE);
  };
  const now = () => {
    clearTimeout(pause);
    if (asked() !== (location.search || location.pathname)) history.pushState(null, "", asked());
    search();
  };
  field.addEventListener("focus", () => load().then((pagefind) => tell(pagefind, asWords(field.value), current), () => {}), { once: true });
  field.addEventListener("input", later);
  for (const select of selects) select.addEventListener("change", now);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
  });
  more.addEventListener("click", () => show(current, true));
  addEventListener("popstate", () => {
    read();
    search();
  });

  form.hidden = false;
  read();
  form.querySelector("details").open = matchMedia("(min-width: 48rem)").matches || chosen().length > 0;
  if (location.search) search();
})();
