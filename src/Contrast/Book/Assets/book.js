// What moves in the book: theme, search, keys, twin lines, windows over pictures, and maps of numbers.
const book = (() => {
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Theme: the system's, or what was chosen. Set before anything is painted.
  const remembered = { get: () => { try { return localStorage.getItem("diptych-theme"); } catch { return null; } },
    set: theme => { try { localStorage.setItem("diptych-theme", theme); } catch { /* It holds for this page. */ } } };
  if (remembered.get()) root.dataset.theme = remembered.get();
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  // Search
  let entries = [];
  const found = words => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const score = ([name, english, chinese, functions, , family]) => {
      const short = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
      const all = `${name} ${english} ${chinese} ${functions} ${family}`.toLowerCase();
      let sum = 0;
      for (const word of wanted) {
        if (short === word) sum += 100;
        else if (short.startsWith(word)) sum += 60;
        else if (name.toLowerCase().includes(word) || chinese.includes(word)) sum += 30;
        else if (all.includes(word)) sum += 10;
        else return 0;
      }
      return sum - name.length / 100;
    };
    return wanted.length === 0 ? [] : entries.map(entry => [score(entry), entry]).filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]).slice(0, 12).map(([, entry]) => entry);
  };

  const search = () => {
    const input = $("#search"), list = $("#results");
    let at = 0;
    const options = () => $$("li[role=option]", list);
    const select = to => {
      at = Math.max(0, Math.min(options().length - 1, to));
      options().forEach((option, i) => option.setAttribute("aria-selected", i === at));
      input.setAttribute("aria-activedescendant", options()[at]?.id ?? "");
      options()[at]?.scrollIntoView({ block: "nearest" });
    };
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", false); };
    const show = () => {
      const results = found(input.value);
      list.replaceChildren(...results.map(([name, english, chinese, , page], i) =>
        make("li", { id: `result-${i}`, role: "option" },
          make("a", { href: root.dataset.root + page, tabIndex: -1 }, name, make("small", {}, `${english} ${chinese}`)))));
      if (results.length === 0) list.append(make("li", { className: "none" }, "No concept is called so."));
      list.hidden = input.value.trim() === "";
      input.setAttribute("aria-expanded", !list.hidden);
      select(0);
    };
    input.addEventListener("input", show);
    input.addEventListener("focus", () => { if (input.value) show(); });
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") select(at + (event.key === "ArrowDown" ? 1 : -1));
      else if (event.key === "Enter") $("a", options()[at] ?? list)?.click();
      else if (event.key === "Escape") { input.value = ""; close(); input.blur(); }
      else return;
      event.preventDefault();
    });
  };

  // Keys: on the index from topic to topic, on a page from section to section.
  const keys = () => {
    const stops = $$("a.step").length ? $$("a.step") : $$("main section[id]");
    stops.forEach(stop => { if (stop.localName === "section") stop.tabIndex = -1; });
    const go = by => {
      const from = stops.indexOf(document.activeElement.closest?.("a.step, main section[id]"));
      const to = stops[Math.max(0, Math.min(stops.length - 1, from + by))];
      to?.focus({ preventScroll: to.localName === "section" });
      to?.scrollIntoView({ block: to.localName === "section" ? "start" : "nearest" });
    };
    document.addEventListener("keydown", event => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
      const arrows = event.target.matches("a.step");
      if (event.key === "/") $("#search").focus();
      else if (event.key === "j" || (arrows && event.key === "ArrowDown")) go(1);
      else if (event.key === "k" || (arrows && event.key === "ArrowUp")) go(-1);
      else if (event.key === "n") $("[rel=next]")?.click();
      else if (event.key === "p") $("[rel=prev]")?.click();
      else if (event.key === "Escape") document.activeElement.blur();
      else return;
      event.preventDefault();
    });
  };

  // Twin lines
  const twins = pair => {
    const [left, right] = $$("pre", pair);
    const mark = (line, kind) => {
      $$("." + kind, pair).forEach(other => other.classList.remove(kind));
      if (!line) return;
      line.classList.add(kind);
      if (line.dataset.row) $$(`[data-row="${line.dataset.row}"]`, pair).forEach(other => other.classList.add(kind));
    };
    pair.addEventListener("pointerover", event => mark(event.target.closest(".l:not(.gap)"), "on"));
    pair.addEventListener("pointerleave", () => mark(null, "on"));
    for (const [box, other] of [[left, right], [right, left]]) {
      box.addEventListener("scroll", () => { if (box.matches(":hover, :focus")) other.scrollTop = box.scrollTop; }, { passive: true });
      box.addEventListener("keydown", event => {
        const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
        if (!by) return;
        const lines = $$(".l:not(.gap)", box);
        const line = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf($(".at:not(.gap)", box)) + by))];
        mark(line, "at");
        line.scrollIntoView({ block: "nearest", inline: "start" });
        $(".at", other)?.scrollIntoView({ block: "nearest", inline: "start" });
        event.preventDefault();
      });
    }
  };

  // A window of a picture and the result that it makes
  const windows = svg => {
    const { cell, out, left, at } = svg.dataset;
    const places = svg.dataset.windows.split(" ").map(place => place.split(",").map(Number));
    const columns = Math.round(Math.sqrt(places.length));
    let now = +at;
    const show = to => {
      now = Math.max(0, Math.min(places.length - 1, to));
      const [x, y, w, h] = places[now];
      const put = (rect, values) => Object.entries(values).forEach(([name, value]) => rect.setAttribute(name, value));
      put($(".in", svg), { x: 2 + x * cell, y: 2 + y * cell, width: w * cell, height: h * cell });
      put($(".out", svg), { x: +left + (now % columns) * out, y: 2 + Math.floor(now / columns) * out });
    };
    svg.addEventListener("pointermove", event => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const [x, y] = [Math.floor((point.x - left) / out), Math.floor((point.y - 2) / out)];
      if (x >= 0 && y >= 0 && x < columns && y < columns) show(y * columns + x);
    });
    svg.addEventListener("keydown", event => {
      const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
      if (!by) return;
      show(now + by);
      event.preventDefault();
    });
  };

  // Maps of numbers
  let numbers = null;
  const drawn = [];
  const decode = (text, pytorch) => text === 0 ? pytorch : text === null ? null
    : new Float32Array(Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer);
  const short = value => Number.isFinite(value) ? +value.toPrecision(4) + "" : String(value);

  // Where each number lies: rows of the last dimension, planes of the last two beside each other.
  const layout = (shape, count) => {
    const columns = shape.length === 0 ? 1 : shape.length === 1 ? Math.min(shape[0], 32) : Math.min(shape.at(-1), 64);
    const perPlane = shape.length < 3 ? count : Math.max(1, shape.at(-1) * shape.at(-2));
    const planes = Math.ceil(count / perPlane), rows = Math.ceil(Math.min(perPlane, count) / Math.max(1, columns));
    const across = Math.max(1, Math.min(planes, Math.floor(34 / (columns + 1))));
    const size = Math.max(3, Math.min(12, Math.floor(200 / Math.max(across * (columns + 1), rows))));
    return { size, width: (across * (columns + 1) - 1) * size, height: (Math.ceil(planes / across) * (rows + 1) - 1) * size,
      place: i => { const plane = Math.floor(i / perPlane), k = i % perPlane;
        return [(plane % across) * (columns + 1) + k % columns, Math.floor(plane / across) * (rows + 1) + Math.floor(k / columns)]; } };
  };

  const paint = ({ canvas, values, most, grid }) => {
    const scale = devicePixelRatio || 1, pen = canvas.getContext("2d");
    [canvas.width, canvas.height] = [grid.width * scale, grid.height * scale];
    [canvas.style.width, canvas.style.height] = [grid.width + "px", grid.height + "px"];
    pen.scale(scale, scale);
    const [empty, above, below, none] = isDark() ? ["#262a31", [240, 138, 106], [106, 165, 239], "#c9a227"] : ["#eef0f2", [179, 52, 26], [31, 95, 174], "#c9a227"];
    values.forEach((value, i) => {
      const [x, y] = grid.place(i);
      pen.fillStyle = empty;
      pen.fillRect(x * grid.size, y * grid.size, grid.size, grid.size);
      const share = Number.isFinite(value) ? Math.min(1, Math.abs(value) / (most || 1)) : 1;
      pen.fillStyle = Number.isNaN(value) ? none : `rgb(${(value > 0 ? above : below).join(" ")} / ${share})`;
      if (value !== 0) pen.fillRect(x * grid.size, y * grid.size, grid.size, grid.size);
    });
  };

  const tensor = ([name, shape, ...texts]) => {
    const pytorch = decode(texts[0], null);
    const sides = [pytorch, decode(texts[1], pytorch), decode(texts[2], pytorch)];
    const differences = [1, 2].map(side => sides[side] && sides[side].map((value, i) =>
      value === pytorch[i] || (Number.isNaN(value) && Number.isNaN(pytorch[i])) ? 0 : value - pytorch[i]));
    const largest = values => values.reduce((most, value) => Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most, 0);
    const most = largest(pytorch), grid = layout(shape, pytorch.length), total = shape.reduce((a, b) => a * b, 1);
    const line = make("output", { ariaLive: "off" });
    const index = i => shape.length === 0 ? "" : "[" + shape.map((_, d) => Math.floor(i / shape.slice(d + 1).reduce((a, b) => a * b, 1)) % shape[d]).join(", ") + "]";
    const tell = i => line.textContent = `${name}${index(i)}   ` + ["PyTorch", "Scratch", "TorchSharp"]
      .map((side, k) => `${side} ${sides[k] ? short(sides[k][i]) : "–"}`).join("   ") + "   differences " + differences.map(d => d ? short(d[i]) : "–").join(", ");
    const map = (title, values, scale) => {
      if (!values) return make("figure", {}, make("figcaption", {}, `${title}: none`));
      const words = scale === most ? title : `${title}: ${scale === 0 ? "0" : "± " + scale.toExponential(1)}`;
      const finite = [...values].filter(Number.isFinite);
      const canvas = make("canvas", { role: "img", ariaLabel: `${name}, ${words}; numbers from ${short(Math.min(...finite))} to ${short(Math.max(...finite))}` });
      canvas.addEventListener("pointermove", event => {
        const [x, y] = [Math.floor(event.offsetX / grid.size), Math.floor(event.offsetY / grid.size)];
        const i = values.findIndex((_, k) => { const place = grid.place(k); return place[0] === x && place[1] === y; });
        if (i >= 0) tell(i);
      });
      const one = { canvas, values, most: scale, grid };
      drawn.push(one);
      paint(one);
      return make("figure", {}, canvas, make("figcaption", {}, words));
    };
    return make("div", { className: "tensor" },
      make("h4", {}, name, make("span", {}, ` ${shape.length ? shape.join(" × ") : "one number"}${total > pytorch.length ? `, the first ${pytorch.length} of ${total}` : ""}`)),
      map("PyTorch", pytorch, most), map("Scratch", sides[1], most), map("TorchSharp", sides[2], most),
      map("Scratch − PyTorch", differences[0], differences[0] ? largest(differences[0]) : 0),
      map("TorchSharp − PyTorch", differences[1], differences[1] ? largest(differences[1]) : 0), line);
  };

  const open = details => {
    const box = $(".maps", details);
    if (numbers && box.childElementCount === 0) box.append(...numbers[details.dataset.case].map(tensor));
  };

  const runs = () => {
    const all = $$("details.run");
    if (all.length === 0) return;
    // The numbers come when they are first asked for.
    const load = () => { if (!load.begun) { load.begun = true; document.head.append(make("script", { src: api.data })); } };
    all.forEach(details => details.addEventListener("toggle", () => { if (details.open) { load(); open(details); } }));
    new IntersectionObserver((seen, observer) => {
      if (!seen.some(entry => entry.isIntersecting)) return;
      observer.disconnect();
      all[0].open = true;
    }).observe($(".runs"));
  };

  document.addEventListener("DOMContentLoaded", () => {
    search();
    keys();
    $$(".twins").forEach(twins);
    $$("svg[data-windows]").forEach(windows);
    runs();
    $("#theme").addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered.set(root.dataset.theme);
      drawn.forEach(paint);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach(paint));
  });

  const api = {
    data: null,
    index: all => { entries = all; },
    numbers: all => { numbers = all; $$("details.run[open]").forEach(open); },
  };
  return api;
})();
