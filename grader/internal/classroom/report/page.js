"use strict";
// The page's own script. Everything of a student's is put on the page by
// textContent: no text in the data can become an element.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const E = data.e || [], S = data.s || [], F = data.f || [];
  const NAME = 0, KEY = 1, SECTION = 2, TOTAL = 3, NOTES = 4, IDS = 5, MEMBERS = 6, SOURCE = 7, GRADES = 8;
  const LETTER = 0, POINTS = 1, CHECKS = 2, FOUND = 3, LATE = 4, COST = 5, REASON = 6, ALIKE = 7;
  const WORDS = { p: "passed", t: "not passed", r: "refused", u: "untouched starter", m: "not handed in", x: "could not be judged" };
  const STATES = { p: "✓", f: "✗", w: "✓ counts once another check passes", o: "not judged" };
  const $ = (id) => document.getElementById(id);
  const el = (tag, cls, text) => {
    const n = document.createElement(tag);
    if (cls) n.className = cls;
    if (text !== undefined) n.textContent = text;
    return n;
  };
  const short = (id) => id.split("_")[0];

  // The map. Rows are made at once and their cells when they come near the
  // frame, so that a class of a thousand costs what is seen of it.
  const grid = $("grid"), frame = $("frame");
  const columns = E.length + 2; // name, total, exercises
  grid.style.setProperty("--columns", "minmax(13rem, 1fr) 5rem repeat(" + E.length + ", minmax(3.1rem, 4.5rem))");
  grid.setAttribute("aria-colcount", columns);
  const head = el("div", "row head");
  head.setAttribute("role", "row");
  head.setAttribute("aria-rowindex", 1);
  ["student", "total"].concat(E.map((e) => short(e.id))).forEach((label, i) => {
    const th = el("div", i === 0 ? "name" : "num");
    th.setAttribute("role", "columnheader");
    const b = el("button", "", label);
    b.tabIndex = -1;
    if (i > 1) b.title = E[i - 2].id + ": " + E[i - 2].t;
    b.addEventListener("click", () => sortBy(i));
    th.append(b);
    head.append(th);
  });
  const body = el("div", "body");
  body.setAttribute("role", "rowgroup");
  const headGroup = el("div");
  headGroup.setAttribute("role", "rowgroup");
  headGroup.style.display = "contents";
  headGroup.append(head);

  const rows = S.map((s, i) => {
    const row = el("div", "row");
    row.setAttribute("role", "row");
    row.at = i;
    const name = el("div", "name");
    name.setAttribute("role", "rowheader");
    name.tabIndex = -1;
    name.title = s[NAME];
    name.append(el("span", "", s[NAME]));
    row.append(name);
    return row;
  });
  const text = S.map((s) => [s[NAME], s[KEY], s[SECTION], s[SOURCE]].concat(Object.values(s[IDS] || {}), s[MEMBERS] || []).join("\n").toLowerCase());

  function shade(g, max) {
    switch (g[LETTER]) {
      case "m": return "cm";
      case "x": return "cx";
      case "u": return "cu";
      case "r": return "cr";
      case "p": return "c4";
    }
    return g[POINTS] <= 0 ? "c0" : g[POINTS] < max / 3 ? "c1" : g[POINTS] < 2 * max / 3 ? "c2" : "c3";
  }
  function fill(row) {
    if (row.full) return;
    row.full = true;
    const s = S[row.at], part = document.createDocumentFragment();
    const total = el("div", "total", s[TOTAL]);
    total.setAttribute("role", "gridcell");
    total.tabIndex = -1;
    part.append(total);
    s[GRADES].forEach((g, j) => {
      let cls = "cell " + shade(g, E[j].m), label = E[j].id + ": " + WORDS[g[LETTER]] + ", " + g[POINTS] + " of " + E[j].m;
      if (g[LATE]) { cls += " late"; label += ", late"; }
      if (g[REASON] !== undefined && g[REASON] !== null) { cls += " adj"; label += ", set by the teacher"; }
      if (g[ALIKE]) { cls += " alike"; label += ", alike group " + g[ALIKE]; }
      const own = g[REASON] !== undefined && g[REASON] !== null;
      const c = el("div", cls, own ? g[POINTS] : g[LETTER] === "m" ? "–" : g[LETTER] === "x" ? "!" : g[LETTER] === "r" ? "×" : g[POINTS]);
      c.setAttribute("role", "gridcell");
      c.setAttribute("aria-label", label);
      c.title = label;
      c.tabIndex = -1;
      part.append(c);
    });
    row.append(part);
  }
  const near = new IntersectionObserver((seen) => {
    for (const s of seen) if (s.isIntersecting) { fill(s.target); near.unobserve(s.target); }
  }, { root: frame, rootMargin: "800px 0px" });
  window.addEventListener("beforeprint", () => rows.forEach(fill));

  // Sorting. Equal rows keep the order they had.
  let order = S.map((_, i) => i), sorted = 0, down = false;
  const names = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const place = new Map(order.slice().sort((a, b) => names.compare(S[a][NAME], S[b][NAME]) || names.compare(S[a][KEY], S[b][KEY])).map((i, n) => [i, n]));
  const rank = { m: -3, x: -2, r: -1, u: -0.5 };
  function value(i, column) {
    if (column === 0) return place.get(i);
    if (column === 1) return S[i][TOTAL];
    const g = S[i][GRADES][column - 2];
    return g[POINTS] > 0 ? g[POINTS] : (rank[g[LETTER]] || 0);
  }
  function sortBy(column) {
    down = column === sorted ? !down : column > 0;
    sorted = column;
    order.sort((a, b) => (down ? value(b, column) - value(a, column) : value(a, column) - value(b, column)) || place.get(a) - place.get(b));
    lay();
  }

  // Filters.
  const tools = $("tools"), search = $("search"), section = $("section"), where = $("where"), what = $("what"), shown = $("shown");
  [...new Set(S.map((s) => s[SECTION] || ""))].filter((x) => x).sort(names.compare).forEach((x) => section.append(new Option(x, x)));
  if (section.length < 2) section.parentNode.hidden = true;
  E.forEach((e, i) => where.append(new Option(e.id, i)));
  const tests = {
    "": () => true, n: (g) => "tru".includes(g[LETTER]), l: (g) => g[LATE] > 0,
    a: (g) => g[REASON] !== undefined && g[REASON] !== null, k: (g) => g[ALIKE] > 0,
  };
  let only = null; // a finding's number, when its students are shown
  function keep(i) {
    const s = S[i], words = search.value.trim().toLowerCase().split(/\s+/);
    if (!words.every((w) => text[i].includes(w))) return false;
    if (section.value && s[SECTION] !== section.value) return false;
    const test = tests[what.value] || ((g) => g[LETTER] === what.value);
    const grades = where.value === "" ? s[GRADES] : [s[GRADES][where.value]];
    if (what.value && !grades.some(test)) return false;
    return only === null || s[GRADES].some((g) => (g[FOUND] || []).includes(only));
  }
  let visible = [];
  const nobody = el("p", "none", "Nobody fits. Clear the filters to see everyone.");
  function lay() {
    visible = order.filter(keep);
    const part = document.createDocumentFragment();
    visible.forEach((i, n) => {
      rows[i].setAttribute("aria-rowindex", n + 2);
      part.append(rows[i]);
      if (!rows[i].full) near.observe(rows[i]);
    });
    if (!visible.length) part.append(nobody);
    body.replaceChildren(part);
    grid.setAttribute("aria-rowcount", visible.length + 1);
    [...head.children].forEach((th, i) => {
      if (i === sorted) th.setAttribute("aria-sort", down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
    shown.textContent = visible.length + " of " + S.length + " shown" + (only === null ? "" : ", who met: " + F[only][1] + ": " + F[only][2]);
    at = { r: Math.min(at.r, visible.length), c: at.c };
    rove(false);
  }

  // The keyboard. One cell can be tabbed to; row 0 is the head.
  let at = { r: 1, c: 0 }, roved = null;
  function cellAt(r, c) {
    if (r === 0) return head.children[c].firstChild;
    const row = rows[visible[r - 1]];
    if (!row) return null;
    fill(row);
    return row.children[c];
  }
  function rove(focus) {
    if (roved) roved.tabIndex = -1;
    roved = cellAt(at.r, at.c) || cellAt(0, at.c);
    roved.tabIndex = 0;
    if (focus) {
      roved.focus({ preventScroll: true });
      if (at.r > 0) {
        const row = roved.parentNode, h = head.offsetHeight, name = row.firstChild.offsetWidth;
        if (row.offsetTop - h < frame.scrollTop) frame.scrollTop = row.offsetTop - h;
        else if (row.offsetTop + row.offsetHeight > frame.scrollTop + frame.clientHeight) frame.scrollTop = row.offsetTop + row.offsetHeight - frame.clientHeight;
        if (at.c > 0) {
          if (roved.offsetLeft - name < frame.scrollLeft) frame.scrollLeft = roved.offsetLeft - name;
          else if (roved.offsetLeft + roved.offsetWidth > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = roved.offsetLeft + roved.offsetWidth - frame.clientWidth;
        }
        frame.scrollIntoView({ block: "nearest" });
      }
    }
  }
  grid.addEventListener("keydown", (ev) => {
    if (ev.altKey || ev.metaKey) return;
    const page = Math.max(1, Math.floor(frame.clientHeight / 29) - 2), last = visible.length;
    const to = { r: at.r, c: at.c };
    switch (ev.key) {
      case "ArrowDown": to.r++; break;
      case "ArrowUp": to.r--; break;
      case "ArrowRight": to.c++; break;
      case "ArrowLeft": to.c--; break;
      case "PageDown": to.r += page; break;
      case "PageUp": to.r = Math.max(1, to.r - page); break;
      case "Home": to.c = 0; if (ev.ctrlKey) to.r = 1; break;
      case "End": to.c = columns - 1; if (ev.ctrlKey) to.r = last; break;
      case "Enter": case " ":
        if (at.r > 0 && last) { ev.preventDefault(); open(visible[at.r - 1], at.c); }
        return;
      default: return;
    }
    ev.preventDefault();
    at = { r: Math.max(0, Math.min(last, to.r)), c: Math.max(0, Math.min(columns - 1, to.c)) };
    rove(true);
  });
  // Where the focus comes to by Tab or a click is where the arrows go on.
  grid.addEventListener("focusin", (ev) => {
    const cell = ev.target.closest("[role=gridcell],[role=rowheader],[role=columnheader]");
    if (!cell) return;
    const row = cell.parentNode;
    at = { r: row === head ? 0 : visible.indexOf(row.at) + 1, c: [...row.children].indexOf(cell) };
    rove(false);
  });
  body.addEventListener("click", (ev) => {
    const cell = ev.target.closest("[role=gridcell],[role=rowheader]");
    if (cell) open(cell.parentNode.at, [...cell.parentNode.children].indexOf(cell));
  });
  document.addEventListener("keydown", (ev) => {
    if (ev.key !== "/" || ev.ctrlKey || ev.altKey || ev.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(ev.target.tagName) || panel.open) return;
    ev.preventDefault();
    search.focus();
    search.select();
  });
  search.addEventListener("keydown", (ev) => {
    if (ev.key === "Escape") { search.value = ""; lay(); }
    if (ev.key === "Enter" || ev.key === "ArrowDown") { ev.preventDefault(); if (visible.length) { at = { r: 1, c: 0 }; rove(true); } }
  });
  tools.addEventListener("submit", (ev) => ev.preventDefault());
  tools.addEventListener("input", () => lay());
  tools.addEventListener("reset", () => { only = null; setTimeout(lay); });

  // One student, or one grade of theirs.
  const panel = $("panel"), panelBody = $("panel-body");
  function pairs(list) {
    const dl = el("dl");
    for (const [k, v] of list) dl.append(el("dt", "", k), el("dd", "", v));
    return dl;
  }
  function spell(hours) {
    return hours < 1 ? Math.max(1, Math.round(hours * 60)) + " min" : hours < 48 ? Math.round(hours * 10) / 10 + " h" : Math.round(hours / 2.4) / 10 + " d";
  }
  function grade(s, j) {
    const g = s[GRADES][j], e = E[j], part = document.createDocumentFragment();
    part.append(el("h3", "", e.id + " " + e.t + ": " + g[POINTS] + " of " + e.m));
    const list = [["outcome", WORDS[g[LETTER]]]];
    if (g[LATE]) list.push(["late", spell(g[LATE]) + ", cost " + g[COST]]);
    if (g[REASON] !== undefined && g[REASON] !== null) list.push(["set by the teacher", g[REASON] || "without a reason"]);
    if (g[ALIKE]) list.push(["alike", "group " + g[ALIKE] + " of this exercise: a hint to look, no verdict"]);
    [...(g[CHECKS] || "")].forEach((c, n) => list.push([e.c[n] || "", STATES[c] || c]));
    part.append(pairs(list));
    if ((g[FOUND] || []).length) {
      const ul = el("ul");
      for (const f of g[FOUND]) ul.append(el("li", "", F[f][1] + ": " + F[f][2]));
      part.append(ul);
    }
    return part;
  }
  function open(i, column) {
    const s = S[i];
    $("panel-title").textContent = s[NAME];
    panelBody.replaceChildren();
    const list = [["key", s[KEY]]].concat(Object.entries(s[IDS] || {}));
    list.push(["total", s[TOTAL]]);
    if (s[SOURCE]) list.push(["handed in", s[SOURCE]]);
    if ((s[MEMBERS] || []).length) list.push(["members", s[MEMBERS].join(", ")]);
    if (column < 2) panelBody.append(pairs(list));
    if (column < 2 && (s[NOTES] || []).length) {
      const ul = el("ul");
      for (const n of s[NOTES]) ul.append(el("li", "", n));
      panelBody.append(el("h3", "", "About the submission"), ul);
    }
    if (column < 2) E.forEach((_, j) => panelBody.append(grade(s, j)));
    else panelBody.append(grade(s, column - 2));
    panel.showModal();
  }
  panel.addEventListener("click", (ev) => { if (ev.target === panel) panel.close(); });

  // Names and findings in the text lead to the map.
  document.addEventListener("click", (ev) => {
    const b = ev.target.closest("button[data-finding],button[data-student]");
    if (!b) return;
    if (b.dataset.student !== undefined) { open(Number(b.dataset.student), 0); return; }
    tools.reset();
    only = Number(b.dataset.finding);
    setTimeout(() => { only = Number(b.dataset.finding); lay(); $("map").scrollIntoView(); at = { r: 1, c: 0 }; rove(true); }, 1);
  });

  // The names of a group are written when its exercise is opened: in a class of
  // a thousand they are most of the page.
  function name(d) {
    for (const p of d.querySelectorAll("[data-names]")) {
      for (const i of p.dataset.names.split(" ")) {
        const b = el("button", "link", S[i][NAME]);
        b.dataset.student = i;
        p.append(b, " ");
      }
      p.removeAttribute("data-names");
    }
  }
  for (const d of document.querySelectorAll(".part")) d.addEventListener("toggle", () => { if (d.open) name(d); });

  // A link to an exercise opens it.
  function unfold() {
    const d = /^#ex\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (d) { d.open = true; d.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", () => document.querySelectorAll(".part").forEach((d) => { name(d); d.open = true; }));

  // Tables that sort.
  for (const table of document.querySelectorAll("table.sortable")) {
    const ths = [...table.tHead.rows[0].cells], tb = table.tBodies[0];
    ths.forEach((th, c) => th.firstChild.addEventListener("click", () => {
      const was = th.getAttribute("aria-sort"), number = th.dataset.kind === "number";
      const toDown = was ? was === "ascending" : number;
      const get = (r) => r.cells[c].dataset.value || r.cells[c].textContent;
      const by = [...tb.rows].map((r) => [get(r), r]).sort((a, b) => (number ? a[0] - b[0] : names.compare(a[0], b[0])) * (toDown ? -1 : 1));
      ths.forEach((x) => x.removeAttribute("aria-sort"));
      th.setAttribute("aria-sort", toDown ? "descending" : "ascending");
      tb.append(...by.map((x) => x[1]));
    }));
  }

  grid.append(headGroup, body);
  order.sort((a, b) => place.get(a) - place.get(b));
  lay();
  unfold();
  document.documentElement.dataset.ready = "yes";
})();
