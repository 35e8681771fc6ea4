// "Cite" opens one dialog with the words to quote; without it the link leads to the figure's own address.
(() => {
  const dialog = document.getElementById("page--cite");
  if (!dialog?.showModal) return;
  const text = dialog.querySelector(".dialog__text");
  const copy = dialog.querySelector("[data-copy]");
  const copyWords = copy.textContent;
  const words = (node) => {
    const seen = node.cloneNode(true);
    for (const one of seen.querySelectorAll(".standing, .vintages__count")) one.remove();
    return seen.textContent.trim().replace(/\s+/g, " ");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.cite");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const row = link.closest("tr");
    const parts = {
      figure: words(row.parentNode.querySelector("th")),
      value: words(row.querySelector("td[id]")),
      day: words(row.querySelector("td[id] + td")),
      source: words(row.querySelector(".source")),
      url: location.origin + location.pathname + link.hash,
    };
    text.textContent = dialog.dataset.form.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    copy.textContent = copyWords;
    copy.hidden = !navigator.clipboard;
    dialog.showModal();
  });

  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    copy.textContent = copy.dataset.done;
  });
})();
