// The page's own script: search, choice of plans, sorting, filters, lively pictures, deep links.
// It changes nothing that is said; without it the page shows all its tables and pictures.
"use strict";
(function () {
  var $ = function (id) { return document.getElementById(id); };
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var data = JSON.parse($("index").textContent);
  var W = data.words;
  document.documentElement.classList.add("js");

  function say(words) {
    var rest = Array.prototype.slice.call(arguments, 1);
    return words.replace(/\{\}/g, function () { return String(rest.shift()); });
  }
  function make(tag, attributes, children) {
    var node = document.createElement(tag);
    for (var name in attributes || {}) { node.setAttribute(name, attributes[name]); }
    (children || []).forEach(function (child) {
      node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return node;
  }

  // Units and measures as the index gives them.
  var NAME = 0, PLACE = 1, KIND = 2, ALIASES = 3, FIGURES = 4, COLLECTIVE = 5;
  var places = {};
  data.units.forEach(function (unit) { places[unit[PLACE]] = true; });
  var severalPlaces = Object.keys(places).length > 1;
  var keyOf = data.units.map(function (unit) { return (unit[PLACE] ? unit[PLACE] + "/" : "") + unit[NAME]; });
  var unitOf = {};
  keyOf.forEach(function (key, i) { unitOf[key] = i; });
  var rowsOfMeasure = data.measures.map(function () { return []; });
  var rowsOfUnit = data.units.map(function () { return []; });
  data.rows.forEach(function (row) { rowsOfMeasure[row[0]].push(row); rowsOfUnit[row[1]].push(row); });

  function label(u) {
    var unit = data.units[u];
    return severalPlaces && unit[PLACE] ? say(W.at, unit[NAME], unit[PLACE]) : unit[NAME];
  }
  function unitLink(u, words) { return make("a", { href: "#unit=" + encodeURIComponent(keyOf[u]) }, [words || label(u)]); }
  function measureLink(m, words) { return make("a", { href: "#measure=" + encodeURIComponent(data.measures[m][1]) }, [words]); }

  all("[data-u]").forEach(function (span) {
    var link = make("a", { href: "#unit=" + encodeURIComponent(keyOf[+span.dataset.u]) });
    while (span.firstChild) { link.appendChild(span.firstChild); }
    span.appendChild(link);
  });
  all("[data-m]").forEach(function (span) {
    if (!$("m" + span.dataset.m) || !data.measures[+span.dataset.m]) { return; }
    var measure = data.measures[+span.dataset.m];
    var link = make("a", { href: "#measure=" + encodeURIComponent(measure[1]), title: measure[3] });
    while (span.firstChild) { link.appendChild(span.firstChild); }
    span.appendChild(link);
  });

  // One unit: its figures, partners and measures, each with the words of the plan.
  function showUnit(u) {
    var unit = data.units[u], body = $("unit-body"), figures = unit[FIGURES];
    body.textContent = "";
    $("h-unit").textContent = label(u);
    var close = make("button", { type: "button", "class": "close" }, [W.close]);
    close.addEventListener("click", function () { setHash(""); $("search").focus(); });
    body.appendChild(close);
    var about = [unit[KIND]];
    if (unit[ALIASES].length) { about.push(say(W.aliases, unit[ALIASES].join(W.joint))); }
    if (unit[COLLECTIVE] && !figures) { about.push(W.collective); }
    body.appendChild(make("p", {}, [about.join(" · ")]));
    if (figures) {
      body.appendChild(make("dl", { "class": "facts" }, figures.map(function (figure, i) {
        return make("div", {}, [make("dt", {}, [data.figures[i]]), make("dd", {}, [figure])]);
      })));
    }
    // The highest role counts, as in the load table.
    var mine = {}, order = [], partners = {};
    rowsOfUnit[u].forEach(function (row) {
      if (!(row[0] in mine)) { order.push(row[0]); mine[row[0]] = row; } else if (row[2] < mine[row[0]][2]) { mine[row[0]] = row; }
    });
    order.forEach(function (m) {
      var seen = {};
      rowsOfMeasure[m].forEach(function (row) {
        if (row[1] !== u && !seen[row[1]] && !data.units[row[1]][COLLECTIVE]) { seen[row[1]] = true; partners[row[1]] = (partners[row[1]] || 0) + 1; }
      });
    });
    var ranked = Object.keys(partners).map(Number).sort(function (a, b) { return partners[b] - partners[a] || a - b; });
    if (ranked.length) {
      body.appendChild(make("h3", {}, [W.partners]));
      var line = make("p", {});
      ranked.slice(0, 12).forEach(function (p, i) {
        if (i) { line.appendChild(document.createTextNode(W.joint)); }
        line.appendChild(unitLink(p, data.units[p][NAME]));
        line.appendChild(document.createTextNode(" " + say(W.shared, partners[p])));
      });
      if (ranked.length > 12) { line.appendChild(document.createTextNode(" " + say(W.others, figures && /zh/.test(document.documentElement.lang) ? ranked.length : ranked.length - 12))); }
      body.appendChild(line);
    }
    var several = data.plans.length > 1;
    var heads = (several ? [W.plan] : []).concat([W.number, W.measure, W.role, W["with"], W.source]);
    var table = make("table", { "class": "data unit-table" }, [
      make("caption", {}, [make("span", {}, [say(W.does, order.length)])]),
      make("thead", {}, [make("tr", {}, heads.map(function (h) { return make("th", { scope: "col" }, [make("span", {}, [h])]); }))])
    ]);
    var tbody = make("tbody");
    order.forEach(function (m) {
      var measure = data.measures[m], row = mine[m], others = make("td"), seen = {};
      rowsOfMeasure[m].forEach(function (other) {
        if (other[1] === u || seen[other[1]]) { return; }
        seen[other[1]] = true;
        if (others.childNodes.length) { others.appendChild(document.createTextNode(W.joint)); }
        var link = unitLink(other[1], data.units[other[1]][NAME]);
        others.appendChild(other[2] === 0 ? make("b", {}, [link]) : link);
      });
      var plan = data.plans[measure[0]], quote = data.quotes[row[4]];
      var title = make("th", { scope: "row" }, [$("m" + m) ? measureLink(m, measure[3]) : measure[3]]);
      var small = data.sections[measure[4]] + (measure[5] ? " · " + say(W.due, measure[5]) : "");
      if (small) { title.appendChild(make("br")); title.appendChild(make("small", {}, [small])); }
      tbody.appendChild(make("tr", {}, (several ? [make("td", {}, [plan[0]])] : []).concat([
        make("td", {}, [measure[2]]), title,
        make("td", { "data-v": String(row[2]) }, [make("span", { "class": "badge r" + row[2] }, [data.roles[row[2]]])]),
        others,
        make("td", {}, [make("cite", {}, [row[3] ? say(W.line, plan[2], row[3]) : plan[2]])].concat(quote ? [" ", make("q", {}, [quote])] : []))
      ])));
    });
    table.appendChild(tbody);
    body.appendChild(make("div", { "class": "scroll" }, [table]));
    sortable(table);
    if (data.cut) { body.appendChild(make("p", {}, [W.cut])); }
    $("unit").hidden = false;
  }

  // Search.
  function search() {
    var wish = $("search").value.trim().toLowerCase(), hits = $("hits"), most = 12;
    hits.textContent = "";
    if (!wish) { $("status").textContent = ""; return; }
    var found = [];
    data.units.forEach(function (unit, u) {
      var names = [unit[NAME], label(u), keyOf[u]].concat(unit[ALIASES]);
      if (names.some(function (name) { return name.toLowerCase().indexOf(wish) >= 0; })) { found.push(u); }
    });
    var busy = function (u) { return data.units[u][FIGURES] ? +data.units[u][FIGURES][5] : 0; };
    found.sort(function (a, b) { return busy(b) - busy(a) || a - b; });
    found.slice(0, most).forEach(function (u) { hits.appendChild(make("li", {}, [unitLink(u)])); });
    var words = found.length ? say(W.found, found.length) : say(W.none, $("search").value.trim());
    if (found.length > most) { words += W.joint + say(W.more, found.length - most); }
    $("status").textContent = words;
  }
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", function (event) {
    if (event.key === "Enter" && $("hits").querySelector("a")) { location.hash = $("hits").querySelector("a").getAttribute("href"); }
    if (event.key === "Escape") { $("search").value = ""; search(); }
  });
  all(".search, #scopes, #print").forEach(function (node) { node.hidden = false; });
  $("print").addEventListener("click", function () { window.print(); });

  // Which plans are shown.
  function showScope(s) {
    all(".panel").forEach(function (panel) {
      panel.hidden = panel.dataset.scopes.split(" ").indexOf(String(s)) < 0;
      panel.removeAttribute("data-alone");
    });
    all("main > section").forEach(function (section) {
      var open = all(".panel", section).filter(function (panel) { return !panel.hidden; });
      if (open.length === 1) { open[0].setAttribute("data-alone", ""); }
    });
    var radio = document.querySelector("#scopes input[value='" + s + "']");
    if (radio) { radio.checked = true; }
    var whole = s === data.scopes.length - 1;
    $("scope-now").hidden = whole;
    $("scope-now").textContent = whole ? "" : say(W.only, data.scopes[s][1]);
  }
  var scope = data.scopes.length - 1;
  all("#scopes input").forEach(function (radio) {
    radio.addEventListener("change", function () { scope = +radio.value; showScope(scope); setHash("plan=" + encodeURIComponent(data.scopes[scope][0])); });
  });

  // Sorting and filtering; the first rows come first, the rest on request.
  function value(row, column) {
    var cell = row.cells[column];
    var text = cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim();
    var number = text === "" ? NaN : Number(text.replace(/[%★]/g, ""));
    return { text: text, number: number };
  }
  function sortable(table) {
    all("thead th", table).forEach(function (th, column) {
      if (table.classList.contains("matrix")) { return; }
      // No button element: browsers leave those out of headings repeated on printed pages.
      var button = make("span", { role: "button", tabindex: "0", title: W.sort });
      while (th.firstChild) { button.appendChild(th.firstChild); }
      th.appendChild(button);
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
      });
      button.addEventListener("click", function () {
        var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
        var numeric = th.classList.contains("n") || th.classList.contains("bars");
        var before = th.getAttribute("aria-sort");
        var up = before ? before === "descending" : !numeric;
        all("thead th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
        rows.map(function (row, i) { return { row: row, i: i, v: value(row, column) }; }).sort(function (a, b) {
          var x = a.v, y = b.v;
          // Cells without a value stay last either way.
          if ((x.text === "") !== (y.text === "")) { return x.text === "" ? 1 : -1; }
          var order = isNaN(x.number) || isNaN(y.number) ? x.text.localeCompare(y.text, document.documentElement.lang, { numeric: true }) : x.number - y.number;
          return (up ? order : -order) || a.i - b.i;
        }).forEach(function (entry) { body.appendChild(entry.row); });
        if (table.refresh) { table.refresh(); }
      });
    });
  }
  all("table.data").forEach(sortable);
  all("table.data").forEach(function (table) {
    var rows = table.tBodies[0].rows, first = +table.dataset.first || Infinity, open = rows.length <= first, wish = "";
    if (rows.length < 12) { return; }
    var caption = table.caption.textContent;
    var printed = make("small", { "class": "printed" });
    table.caption.appendChild(printed);
    var input = make("input", { type: "search" });
    var status = make("span", { role: "status", "aria-live": "polite" });
    var tools = make("div", { "class": "tools" }, [make("label", {}, [W.filter + " ", input]), status]);
    input.setAttribute("aria-label", W.filter + ": " + caption);
    table.parentNode.parentNode.insertBefore(tools, table.parentNode);
    var button = null;
    table.refresh = function () {
      var shown = 0;
      Array.prototype.forEach.call(rows, function (row) {
        var fits = !wish || row.textContent.toLowerCase().indexOf(wish) >= 0;
        row.hidden = !fits || (!wish && !open && shown >= first);
        if (!row.hidden) { shown += 1; }
      });
      status.textContent = shown < rows.length ? say(W.rows, shown, rows.length) : "";
      // On paper nobody can ask for the rest.
      printed.textContent = status.textContent && " " + status.textContent;
    };
    if (!open) {
      button = make("button", { type: "button", "class": "all" }, [say(W.showAll, rows.length)]);
      table.parentNode.parentNode.insertBefore(button, table.parentNode.nextSibling);
      button.addEventListener("click", function () {
        open = !open;
        button.textContent = open ? say(W.showFewer, first) : say(W.showAll, rows.length);
        table.refresh();
      });
    }
    table.reveal = function () { open = true; input.value = ""; wish = ""; table.refresh(); };
    input.addEventListener("input", function () { wish = input.value.trim().toLowerCase(); table.refresh(); });
    table.refresh();
  });

  // Pictures: pointing at a node highlights what it is tied to; choosing keeps it so.
  all("figure.picture").forEach(function (figure) {
    var svg = figure.querySelector("svg"), nodes = all("[data-node]", svg), edges = all("[data-from]", svg);
    if (!nodes.length) { return; }
    figure.classList.add("lively");
    svg.setAttribute("role", "group");
    var title = svg.querySelector("title");
    if (title) { svg.setAttribute("aria-label", title.textContent); }
    var says = make("p", { "class": "says", role: "status", "aria-live": "polite" });
    figure.appendChild(says);
    var panel = figure.closest(".panel"), kept = null;
    var mine = data.scopes[+panel.dataset.scopes.split(" ")[0]];
    function unitOfNode(name) {
      for (var u = 0; u < data.units.length; u += 1) {
        var unit = data.units[u];
        if (mine && mine[2] ? name === unit[NAME] + "（" + unit[PLACE] + "）" || (!unit[PLACE] && name === unit[NAME]) : name === unit[NAME] && inScope(u)) { return u; }
      }
      return -1;
    }
    function inScope(u) {
      return rowsOfUnit[u].some(function (row) {
        var id = data.plans[data.measures[row[0]][0]][1];
        return !mine || mine[0] === id || mine[0].indexOf("all") === 0;
      });
    }
    function show(name) {
      var tied = {}, count = 0;
      svg.classList.toggle("dim", name !== null);
      edges.forEach(function (edge) {
        var on = name !== null && (edge.dataset.from === name || edge.dataset.to === name);
        edge.classList.toggle("on", on);
        if (on) {
          var other = edge.dataset.from === name ? edge.dataset.to : edge.dataset.from;
          if (!tied[other]) { tied[other] = true; count += 1; }
        }
      });
      nodes.forEach(function (node) {
        node.classList.toggle("on", node.dataset.node === name || tied[node.dataset.node] === true);
        node.classList.toggle("centre", node.dataset.node === name);
      });
      says.textContent = "";
      if (name === null) { return; }
      says.appendChild(document.createTextNode(say(W.node, name, count) + " "));
      var u = unitOfNode(name);
      if (u >= 0) { says.appendChild(unitLink(u, W.see)); }
    }
    var reached = {};
    nodes.forEach(function (node) {
      var name = node.dataset.node;
      if (!reached[name]) {
        reached[name] = true;
        node.setAttribute("tabindex", "0");
        node.setAttribute("role", "button");
        node.setAttribute("aria-label", name);
      }
      node.addEventListener("mouseenter", function () { if (kept === null) { show(name); } });
      node.addEventListener("mouseleave", function () { if (kept === null) { show(null); } });
      node.addEventListener("focus", function () { if (kept === null) { show(name); } });
      var keep = function (event) { event.stopPropagation(); kept = kept === name ? null : name; show(kept); };
      node.addEventListener("click", keep);
      node.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); keep(event); }
        if (event.key === "Escape") { kept = null; show(null); }
      });
    });
    svg.addEventListener("click", function () { kept = null; show(null); });
  });

  // Deep links: #unit=place/name, #plan=label, #measure=id, or a part of the page.
  function setHash(hash) {
    if (history.replaceState) { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); }
    follow();
  }
  function follow() {
    var parts = location.hash.slice(1).split("="), value = "";
    try { value = decodeURIComponent(parts.slice(1).join("=")); } catch (fault) { value = ""; }
    if (parts[0] === "unit") {
      var u = value in unitOf ? unitOf[value] : -1;
      for (var i = 0; u < 0 && i < data.units.length; i += 1) { if (data.units[i][NAME] === value) { u = i; } }
      if (u >= 0) { showUnit(u); $("unit").scrollIntoView(); $("h-unit").focus({ preventScroll: true }); return; }
    }
    $("unit").hidden = true;
    if (parts[0] === "plan") {
      data.scopes.forEach(function (known, s) { if (known[0] === value) { scope = s; } });
      showScope(scope);
      return;
    }
    if (parts[0] === "measure") {
      all("tr.found").forEach(function (row) { row.classList.remove("found"); });
      data.measures.forEach(function (measure, m) {
        var row = measure[1] === value ? $("m" + m) : null;
        if (!row) { return; }
        var panel = row.closest(".panel");
        if (panel.hidden) { scope = data.scopes.length - 1; showScope(scope); }
        row.closest("details").open = true;
        var table = row.closest("table");
        if (table.reveal) { table.reveal(); }
        row.classList.add("found");
        row.scrollIntoView({ block: "center" });
      });
      return;
    }
    var part = parts[0] && $("h-" + parts[0]);
    if (part) { part.focus({ preventScroll: true }); }
  }
  showScope(scope);
  window.addEventListener("hashchange", follow);
  follow();
})();
