// Light or dark as the reader chose, also on the next page; who chose what the system says goes with the system again.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const preferred = () => (system.matches ? "dark" : "light");
  const remembered = () => {
    try {
      return localStorage.getItem("scheme");
    } catch {
      return null; // storage may be shut
    }
  };
  const remember = (scheme) => {
    try {
      if (scheme) localStorage.setItem("scheme", scheme);
      else localStorage.removeItem("scheme");
    } catch {}
  };
  const show = (scheme) => {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  const isDark = () => (root.dataset.scheme ?? preferred()) === "dark";

  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") show(chosen);

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-scheme-switch]");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      const scheme = wanted === preferred() ? "" : wanted;
      show(scheme);
      remember(scheme);
      tell();
    });
    system.addEventListener("change", tell);
    button.hidden = false;
    tell();
  });
})();
