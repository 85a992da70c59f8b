// Comforts on top of pages that work without them: keys, the brush over a histogram, the help dialog.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;

  // --- rows: j, k, Enter -------------------------------------------------------------------------------------------
  let current = null;
  const rows = () => $$("[data-row]").filter((row) => row.offsetParent !== null);
  const choose = (row) => {
    if (current) current.classList.remove("is-current");
    current = row;
    if (!row) return;
    row.classList.add("is-current");
    row.scrollIntoView({ block: "nearest" });
    const link = $("a.main, a", row);
    if (link) link.focus({ preventScroll: true });
  };
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const at = current ? all.indexOf(current) : -1;
    choose(all[Math.min(all.length - 1, Math.max(0, at === -1 ? (by > 0 ? 0 : all.length - 1) : at + by))]);
  };

  // --- marks in a text, or pages of a list: n, p -------------------------------------------------------------------
  let mark = -1;
  const turn = (by) => {
    const marks = $$(".paper [data-note]");
    if (!marks.length) {
      const link = $(by > 0 ? 'a[rel="next"]' : 'a[rel="prev"]');
      if (link) link.click();
      return;
    }
    mark = (mark + by + marks.length) % marks.length;
    $$(".is-target").forEach((node) => node.classList.remove("is-target"));
    marks[mark].classList.add("is-target");
    marks[mark].scrollIntoView({ block: "center" });
    const note = document.getElementById(marks[mark].dataset.note);
    if (note) {
      note.scrollIntoView({ block: "nearest" });
      choose(note);
    }
  };

  const press = (selector) => {
    const button = $(selector);
    if (!button) return false;
    button.click();
    return true;
  };
  const help = () => {
    const dialog = $("#help");
    if (!dialog) return;
    if (dialog.open) dialog.close();
    else dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (typing(event.target)) return;
    const keys = {
      "/": () => { const box = $("#q-main") || $("#q"); box.focus(); box.select(); },
      "?": help,
      j: () => step(1),
      k: () => step(-1),
      n: () => press("button[data-key=n]") || turn(1),
      p: () => turn(-1),
      y: () => press("button[data-key=y]"),
      u: () => press("button[data-key=u]"),
      s: () => press("[data-key=s]"),
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) {
      event.preventDefault();
      help();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  });

  // --- brush: drag over the months to choose days ------------------------------------------------------------------
  const brush = (chart) => {
    const form = document.getElementById(chart.dataset.form);
    const months = JSON.parse(chart.dataset.months);
    const [left, width] = [Number(chart.dataset.left), Number(chart.dataset.step)];
    let from = null;
    let band = null;
    const at = (event) => {
      const box = chart.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
      return Math.min(months.length - 1, Math.max(0, Math.floor((x - left) / width)));
    };
    const draw = (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      band.setAttribute("x", left + low * width);
      band.setAttribute("width", (high - low + 1) * width);
    };
    chart.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      from = at(event);
      band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      band.setAttribute("class", "chosen");
      band.setAttribute("y", 0);
      band.setAttribute("height", chart.dataset.height);
      chart.append(band);
      draw(from, from);
    });
    chart.addEventListener("pointermove", (event) => { if (from !== null) draw(from, at(event)); });
    chart.addEventListener("dragstart", (event) => event.preventDefault());
    window.addEventListener("pointerup", (event) => {
      if (from === null) return;
      const to = at(event);
      const [low, high] = from < to ? [from, to] : [to, from];
      from = null;
      form.elements.since.value = months[low][0];
      form.elements.until.value = months[high][1];
      form.requestSubmit();
    });
    chart.addEventListener("click", (event) => event.preventDefault());
  };
  const prepare = (root) => $$("svg.brush", root).filter((chart) => !chart.dataset.ready).forEach((chart) => {
    chart.dataset.ready = "1";
    brush(chart);
  });
  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.target));
  document.addEventListener("htmx:afterSwap", () => { current = null; });
})();
