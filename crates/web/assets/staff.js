// Makes the staff pages quicker under the hands; every page works without it.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // j, k, x, / : through the rows, tick, find.
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    const links = $$("[data-row]");
    const at = links.findIndex((link) => link === document.activeElement || link.closest("tr").contains(document.activeElement));
    const go = (index) => {
      const link = links[Math.max(0, Math.min(links.length - 1, index))];
      link?.focus();
      link?.scrollIntoView({ block: "nearest" });
    };
    switch (event.key) {
      case "j": go(at + 1); break;
      case "k": go(at < 0 ? 0 : at - 1); break;
      case "x": {
        const box = links[at]?.closest("tr").querySelector("input[type=checkbox]");
        if (!box) return;
        box.checked = !box.checked;
        break;
      }
      case "/": {
        const field = $("[data-find], [data-filter]");
        if (!field) return;
        field.focus();
        field.select();
        break;
      }
      default: return;
    }
    event.preventDefault();
  });

  // All at once.
  $("[data-tick-all]")?.addEventListener("change", (event) => {
    $$("input[name=task]").forEach((box) => { box.checked = event.target.checked; });
  });

  // A choice that changes the page sends it at once; the place on the page is kept.
  const PLACE = "staff-place";
  document.addEventListener("change", (event) => {
    const part = event.target.closest("[data-send-on-change]");
    const form = event.target.form;
    if (!part || !form || event.target.matches("input[type=text], input[type=date]")) return;
    sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, y: scrollY, id: event.target.id, name: event.target.name, value: event.target.value }));
    form.requestSubmit();
  });
  const kept = sessionStorage.getItem(PLACE);
  if (kept) {
    sessionStorage.removeItem(PLACE);
    const place = JSON.parse(kept);
    if (place.path === location.pathname) {
      scrollTo(0, place.y);
      const same = $$(`[name="${CSS.escape(place.name)}"]`);
      const control = same.find((one) => one.value === place.value) || same[0];
      // Not into a list that opens: there j and k would choose, not walk.
      if (!control?.matches("select")) control?.focus({ preventScroll: true });
    }
  }

  // Themes by a few characters; Enter takes the first.
  const filter = $("[data-filter]");
  if (filter) {
    const narrow = () => {
      const words = filter.value.trim().toLowerCase();
      for (const entry of $$("[data-filter-words]")) entry.hidden = !entry.dataset.filterWords.toLowerCase().includes(words);
      for (const group of $$("[data-filter-group]")) group.hidden = !$("[data-filter-words]:not([hidden])", group);
    };
    filter.addEventListener("input", narrow);
    filter.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      const first = $("[data-filter-words]:not([hidden]) button");
      // Where no name fits, the server searches by meaning.
      if (!first || !filter.value.trim()) return;
      event.preventDefault();
      first.click();
    });
  }

  // What the applicant will see of the one correction notice.
  for (const form of $$("form[data-notice]")) {
    const preview = $("[data-notice-preview]", form);
    const list = $("[data-notice-list]", form);
    const show = () => {
      const lines = $$(".remark", form).flatMap((row) => {
        const box = $("input[type=checkbox]", row);
        const remark = $("input.input", row).value.trim();
        if (remark && document.activeElement?.closest(".remark") === row) box.checked = true;
        if (!box.checked) return [];
        const line = document.createElement("li");
        line.textContent = `${$("label > span", row).firstChild.textContent.trim()}：${remark || "……"}`;
        return [line];
      });
      list.replaceChildren(...lines);
      preview.hidden = !lines.length;
    };
    form.addEventListener("input", show);
    show();
  }
})();
