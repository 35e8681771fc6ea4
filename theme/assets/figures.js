// A figure of the text explains itself in place, from the page's own table of figures; the card's link leads where the figure did.
(() => {
  const template = document.getElementById("page--figure-card");
  if (!template || !HTMLElement.prototype.showPopover) return;
  const make = (tag, name, parent) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    parent?.append(made);
    return made;
  };
  const card = make("div", "figure-card");
  const parts = { what: make("p", "figure-card__what", card) };
  parts.value = make("span", "amount", make("p", "card__figure", card)); // set as in a list of stories
  parts.from = make("p", "", card);
  parts.more = make("a", "figure-card__more", make("p", "", card));
  parts.more.append(template.content.cloneNode(true));
  parts.what.id = "page--figure-what";
  for (const [name, value] of Object.entries({ popover: "", role: "dialog", tabindex: "-1", "aria-labelledby": parts.what.id }))
    card.setAttribute(name, value);
  const rows = new Map();
  for (const name of document.querySelectorAll(".facts th > a")) rows.set(name.href, name.closest("tr"));
  const copies = (node) => [...node.cloneNode(true).childNodes];
  let asked = null;

  const explain = (figure) => {
    const row = figure.matches(".figure--derived") ? null : rows.get(figure.href); // what is worked out is no row's figure
    parts.value.replaceChildren();
    parts.from.replaceChildren();
    parts.value.parentNode.hidden = parts.from.hidden = !row;
    if (row) {
      const [what, value, day] = row.cells;
      const [source] = copies(what.querySelector("div"));
      const asOf = row.closest("table").querySelector("thead th:last-child").textContent;
      parts.what.textContent = [...what.childNodes].slice(0, [...what.childNodes].indexOf(what.querySelector("a")) + 1).map((node) => node.textContent).join("");
      parts.value.append(...copies(value));
      parts.from.append(`${asOf} `, ...copies(day), " · ", source);
    } else {
      parts.what.textContent = figure.dataset.words;
    }
    parts.more.href = figure.href;
  };

  const place = (figure) => {
    const box = figure.getClientRects()[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const above = box.top - card.offsetHeight - 8;
    const isLow = box.bottom + card.offsetHeight + 8 > innerHeight && above > 0;
    card.style.left = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
    card.style.top = `${(isLow ? above : box.bottom + 8) + scrollY}px`;
  };

  for (const figure of document.querySelectorAll("a.figure")) figure.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("click", (event) => {
    const figure = event.target.closest?.("a.figure");
    if (!figure || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    figure.dataset.words ??= figure.title;
    figure.removeAttribute("title"); // the card says the same
    explain(figure);
    if (!card.isConnected) template.after(card); // not before: till then its link leads nowhere
    asked = figure;
    card.showPopover();
    place(figure);
    card.focus({ preventScroll: true });
  });

  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && card.contains(document.activeElement)) asked?.focus({ preventScroll: true });
  });
})();
