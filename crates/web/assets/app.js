// Makes the pages quicker; every page works without it.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  // Words stand in the page, from the one catalogue of words.
  const words = document.body.dataset;
  const later = (wait, act) => {
    let timer;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
  };

  function toast(text) {
    $(".toast")?.remove();
    const box = document.createElement("div");
    box.className = "toast";
    box.setAttribute("role", "status");
    box.textContent = text;
    document.body.append(box);
    setTimeout(() => box.remove(), 4000);
  }

  // Questions and notice in place: the answer is the whole page, of which the live parts are taken.
  function takeOver(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const parts = $$("[data-live]");
    if (!parts.every((part) => page.getElementById(part.id))) return false;
    for (const part of parts) part.replaceWith(document.adoptNode(page.getElementById(part.id)));
    document.title = page.title;
    begin(document);
    return true;
  }

  async function swap(address, push) {
    const live = $$("[data-live]");
    live.forEach((part) => part.classList.add("busy"));
    try {
      const response = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
      const html = await response.text();
      if (!response.ok || !takeOver(html)) { location.href = address; return; }
      if (push) history.pushState({ swapped: true }, "", address);
      const next = $("[data-next]");
      if (next) {
        next.setAttribute("tabindex", "-1");
        next.focus({ preventScroll: true });
        next.scrollIntoView({ block: "nearest" });
      }
    } catch {
      live.forEach((part) => part.classList.remove("busy"));
      offline(true);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    swap(link.href, true);
  });
  addEventListener("popstate", () => { if ($("[data-live]")) swap(location.href, false); });

  // Asks before it acts.
  function ask(question) {
    return new Promise((answer) => {
      const box = document.createElement("dialog");
      const text = document.createElement("p");
      const row = document.createElement("div");
      text.textContent = question;
      row.className = "actions";
      for (const [label, value, kind] of [[words.yes, "yes", ""], [words.no, "no", " button-quiet"]]) {
        const button = document.createElement("button");
        button.className = "button" + kind;
        button.textContent = label;
        button.addEventListener("click", () => box.close(value));
        row.append(button);
      }
      box.append(text, row);
      box.addEventListener("close", () => { box.remove(); answer(box.returnValue === "yes"); });
      document.body.append(box);
      box.showModal();
    });
  }

  async function inPlace(form, button) {
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    const live = $$("[data-live]");
    live.forEach((part) => part.classList.add("busy"));
    try {
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      const place = button.closest("[id]")?.id;
      if (!takeOver(await response.text())) { location.href = response.url; return; }
      const part = document.getElementById(place);
      part?.setAttribute("tabindex", "-1");
      part?.focus({ preventScroll: true });
    } catch {
      live.forEach((part) => part.classList.remove("busy"));
      offline(true);
    }
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented) return;
    if (button?.dataset.confirm && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      if (!(await ask(button.dataset.confirm))) return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
      return;
    }
    if (form.matches("form[data-swap]")) {
      event.preventDefault();
      const pairs = new URLSearchParams(new FormData(form));
      swap(`${form.getAttribute("action") || location.pathname}?${pairs}`, true);
      return;
    }
    // What only changes the page that stands there is done in its place.
    if (button && "inPlace" in button.dataset && $("[data-live]")) {
      event.preventDefault();
      inPlace(form, button);
      return;
    }
    // One click is one sending.
    if (form.dataset.sent === "yes") { event.preventDefault(); return; }
    if (form.method === "post") {
      form.dataset.sent = "yes";
      button?.setAttribute("aria-busy", "true");
      setTimeout(() => { delete form.dataset.sent; button?.removeAttribute("aria-busy"); }, 15000);
    }
  });
  addEventListener("pageshow", () => {
    $$("form[data-sent]").forEach((form) => delete form.dataset.sent);
    $$("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });

  // Drafts save themselves.
  function autosave(form) {
    const status = $("[data-saved]", form);
    const say = (text) => { if (status) status.textContent = text; };
    const save = later(1200, async () => {
      if (form.dataset.sent === "yes") return;
      try {
        const body = new URLSearchParams(new FormData(form));
        const response = await fetch(form.action, { method: "POST", body, headers: { "x-autosave": "1" }, credentials: "same-origin", redirect: "manual" });
        say(response.ok ? form.dataset.savedText : form.dataset.failedText);
      } catch { say(form.dataset.failedText); }
    });
    form.addEventListener("input", save);
    form.addEventListener("change", save);
  }

  // Fields that are asked only while another has a certain value: simple conditions alone;
  // what is not understood stays as the server sent it.
  function conditions(form) {
    const depending = $$("[data-when]", form);
    if (!depending.length) return;
    const holds = (text) => {
      const parts = text.split("&&").map((part) => part.trim().match(/^([\w.]+)\s*(==|!=)\s*'([^']*)'$/));
      if (parts.some((part) => !part)) return null;
      return parts.every(([, name, sign, value]) => {
        const controls = $$(`[name="${CSS.escape(name)}"]`, form);
        if (!controls.length) return null;
        const given = controls.filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked).map((control) => control.value);
        return given.includes(value) === (sign === "==");
      });
    };
    const apply = () => depending.forEach((part) => {
      const shown = holds(part.dataset.when);
      if (shown !== null) part.hidden = !shown;
    });
    form.addEventListener("change", apply);
  }

  // Uploads begin when a file is chosen and show how far they are.
  function upload(box) {
    const form = box.closest("form");
    const input = $("input[type=file]", box);
    const button = $("button[name=upload]", box);
    if (!form || !input) return;
    if (button) button.hidden = true;
    box.classList.add("upload-live");
    input.addEventListener("change", () => {
      const limit = Number(box.dataset.limit);
      if ([...input.files].some((file) => file.size > limit)) {
        toast(box.dataset.tooLarge);
        input.value = "";
        return;
      }
      const bar = document.createElement("progress");
      bar.max = 1;
      bar.value = 0;
      bar.className = "progress";
      bar.setAttribute("aria-label", words.uploading);
      input.after(bar);
      box.setAttribute("aria-busy", "true");
      const data = new FormData(form);
      data.append("upload", "1");
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
      request.addEventListener("load", () => {
        if (request.status < 500 && takeOver(request.responseText)) return;
        location.reload();
      });
      request.addEventListener("error", () => { bar.remove(); box.removeAttribute("aria-busy"); input.value = ""; offline(true); });
      request.send(data);
    });
  }

  // Suggestions under the search box.
  function suggest(input) {
    const list = document.getElementById(input.getAttribute("aria-controls"));
    if (!list) return;
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const links = () => $$("a", list);
    let chosen = -1;
    const show = later(150, async () => {
      const words = input.value.trim();
      if (!words) { close(); return; }
      try {
        const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`);
        if (!response.ok || input.value.trim() !== words) return;
        list.innerHTML = await response.text();
        chosen = -1;
        list.hidden = !links().length;
        input.setAttribute("aria-expanded", String(!list.hidden));
      } catch { close(); }
    });
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (list.hidden || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
      const all = links();
      if (event.key === "Enter") { if (all[chosen]) { event.preventDefault(); all[chosen].click(); } return; }
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length;
      all.forEach((link, index) => link.setAttribute("aria-selected", String(index === chosen)));
      input.setAttribute("aria-activedescendant", all[chosen].id);
    });
    input.addEventListener("blur", () => setTimeout(close, 200));
  }

  // A signature drawn beside the typed one: strokes in the canvas's own measure, kept as the field's value.
  function draw(box) {
    const canvas = $("canvas", box), field = $("input", box), pen = canvas.getContext("2d");
    let strokes = [], stroke = null;
    try { strokes = JSON.parse(field.value || "[]"); } catch { field.value = ""; }
    const line = (points) => {
      pen.beginPath();
      points.forEach(([x, y], nth) => (nth ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    };
    const show = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.strokeStyle = getComputedStyle(canvas).color;
      pen.lineWidth = 4;
      pen.lineCap = pen.lineJoin = "round";
      strokes.forEach(line);
    };
    const within = (part, whole, length) => Math.round(Math.min(Math.max(part / whole, 0), 1) * length);
    const place = (event) => {
      const area = canvas.getBoundingClientRect();
      return [within(event.clientX - area.left, area.width, canvas.width), within(event.clientY - area.top, area.height, canvas.height)];
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      strokes.push((stroke = [place(event)]));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      stroke.push(place(event));
      line(stroke.slice(-2));
    });
    const lift = () => {
      if (!stroke) return;
      stroke = null;
      field.value = JSON.stringify(strokes);
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    $("button", box).addEventListener("click", () => { strokes = []; field.value = ""; show(); });
    show();
  }

  function offline(now) {
    $(".offline")?.remove();
    if (!now) return;
    const bar = document.createElement("div");
    bar.className = "offline";
    bar.setAttribute("role", "alert");
    bar.textContent = words.offline;
    document.body.prepend(bar);
  }
  addEventListener("offline", () => offline(true));
  addEventListener("online", () => offline(false));

  document.addEventListener("click", async (event) => {
    const print = event.target.closest("[data-print]");
    if (print) { event.preventDefault(); window.print(); return; }
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      toast(words.copied);
    } catch { $(copy.dataset.copyFrom)?.select(); }
  });

  // Rating with one tap.
  function reveal() {
    const chosen = $("[data-reveals]:checked")?.value;
    for (const part of $$("[data-level]")) {
      part.hidden = part.dataset.level !== chosen;
      if (part.hidden) $$("input", part).forEach((box) => { box.checked = false; });
    }
  }
  document.addEventListener("change", (event) => { if (event.target.closest("[data-reveals]")) reveal(); });

  function begin(root) {
    $$("form[data-autosave]:not([data-ready])", root).forEach((form) => { form.dataset.ready = "1"; autosave(form); });
    $$("form:not([data-conditions])", root).forEach((form) => { form.dataset.conditions = "1"; conditions(form); });
    $$("[data-upload]:not([data-ready])", root).forEach((box) => { box.dataset.ready = "1"; upload(box); });
    $$("input[data-suggest]:not([data-ready])", root).forEach((input) => { input.dataset.ready = "1"; suggest(input); });
    $$("[data-draw]:not([data-ready])", root).forEach((box) => { box.dataset.ready = "1"; draw(box); });
    $$("[data-script]", root).forEach((part) => { part.hidden = false; });
    if ($("[data-reveals]", root)) reveal();
    $("form[data-replay]", root)?.requestSubmit();
    $("[data-focus]", root)?.focus();
  }
  begin(document);
})();
