"use strict";
(() => {
  const panel = document.getElementById("panel");
  const list = panel.querySelector("dl");
  const show = (cell) => {
    panel.querySelector(".hint").hidden = true;
    panel.querySelector("h2").textContent = cell.id.slice(cell.id.indexOf("-") + 1);
    list.hidden = false;
    for (const part of list.children) {
      const key = part.dataset.key;
      const words = cell.dataset[key] || (key === "label" && cell.parentNode.dataset.label) || "";
      part.hidden = words === "";
      part.querySelector("dd").textContent = words;
    }
  };
  const name = (column) => {
    let letters = "";
    for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    return letters;
  };
  // One cell of each sheet is reached by Tab; the arrow keys go on from there.
  for (const grid of document.querySelectorAll(".grid")) {
    const first = grid.querySelector("td.value, td[id]");
    if (first) first.tabIndex = 0;
    grid.addEventListener("focusin", (event) => {
      const cell = event.target.closest("td[id]");
      if (!cell) return;
      for (const other of grid.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
      cell.tabIndex = 0;
      show(cell);
    });
    grid.addEventListener("mouseover", (event) => {
      const cell = event.target.closest("td[id]");
      if (cell && !grid.contains(document.activeElement)) show(cell);
    });
    grid.addEventListener("click", (event) => {
      const cell = event.target.closest("td[id]");
      if (cell) cell.focus({ preventScroll: true });
    });
    grid.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      const cell = event.target.closest("td[id]");
      if (event.key === "Escape" && cell) cell.blur();
      if (!step || !cell) return;
      event.preventDefault();
      // Blank cells and the insides of merged blocks have no name: go on to the next that has.
      const [, sheet, letters, number] = cell.id.match(/^(s\d+)-([A-Z]+)(\d+)$/);
      let [row, column] = [Number(number), [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)];
      for (let tries = 0; tries < 300; tries += 1) {
        row += step[0];
        column += step[1];
        if (row < 1 || column < 1) return;
        const next = document.getElementById(`${sheet}-${name(column)}${row}`);
        if (next) return next.focus();
      }
    });
  }
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  let hits = [];
  let at = -1;
  find.addEventListener("input", () => {
    for (const cell of hits) cell.classList.remove("hit");
    const wanted = plain(find.value.trim());
    at = -1;
    hits = wanted ? [...document.querySelectorAll(".grid td[id]")].filter((cell) => plain(cell.textContent).includes(wanted)) : [];
    for (const cell of hits) cell.classList.add("hit");
    found.textContent = wanted ? `${hits.length} ${found.dataset.word}` : "";
    if (hits[0]) hits[0].scrollIntoView({ block: "center", inline: "nearest" });
  });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !hits.length) return;
    event.preventDefault();
    at = (at + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
    hits[at].scrollIntoView({ block: "center", inline: "nearest" });
    show(hits[at]);
  });
  const jump = () => {
    const cell = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (cell && cell.matches("td")) { cell.scrollIntoView({ block: "center", inline: "center" }); cell.focus({ preventScroll: true }); }
  };
  addEventListener("hashchange", jump);
  jump();
})();
