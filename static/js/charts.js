// Draws a figure a second time, by Plotly, once it comes into view: then it can be pointed at and
// kept as a picture. Without the bundle, or where data is being saved, the first drawing stays.
(() => {
  const { bundle } = document.currentScript.dataset;
  const root = document.documentElement;
  const config = { displayModeBar: false, locale: root.lang };
  const places = new Map(); // figure → where Plotly draws it
  const MARGIN = 16, TITLE = 36; // of a picture
  let library;

  function plotly() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = bundle;
      script.onload = () => resolve(window.Plotly);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  // The name of a token becomes its value in `style`, however deep it lies.
  function coloured(value, style) {
    if (Array.isArray(value)) return value.map((each) => coloured(each, style));
    if (value && typeof value === "object") {
      const entries = Object.entries(value).map(([name, each]) => [name, coloured(each, style)]);
      return Object.fromEntries(entries);
    }
    if (typeof value !== "string" || !value.startsWith("--sj-")) return value;
    return style.getPropertyValue(value).trim();
  }

  const first = (figure) => [...figure.querySelectorAll("[data-layout]")].find((each) => each.getClientRects().length);

  // As large as the first drawing, in the colours that hold at `there`; none while it is not shown.
  function plot(figure, there) {
    const svg = first(figure);
    if (!svg) return null;
    const { data, layouts } = JSON.parse(document.getElementById(figure.dataset.figure).textContent);
    const { width, height } = svg.getBoundingClientRect();
    const separators = root.lang === "en" ? ".," : ",.";
    const layout = { ...layouts[svg.dataset.layout], separators, width, height };
    return coloured({ data, layout }, getComputedStyle(there));
  }

  async function paint(figure) {
    const Plotly = await plotly();
    const found = plot(figure, figure);
    if (found) await Plotly.react(places.get(figure), found.data, found.layout, config);
  }

  async function draw(figure) {
    const Plotly = await plotly();
    const drawn = figure.querySelector(".drawn");
    const place = document.createElement("div");
    place.className = "plot";
    place.setAttribute("aria-hidden", "true"); // the first drawing goes on saying what it shows
    drawn.append(place);
    places.set(figure, place);
    await paint(figure);
    drawn.classList.add("is-redrawn");
    place.on("plotly_click", ({ points: [point] }) => {
      if (point.customdata) location.assign(point.customdata);
    });
    place.on("plotly_hover", ({ points: [point] }) => place.classList.toggle("leads", !!point.customdata));
    place.on("plotly_unhover", () => place.classList.remove("leads"));
    sizes.observe(drawn);
  }

  // A picture is for paper: on white in any theme, with its title and room around it.
  async function save(figure, format) {
    const Plotly = await plotly();
    const paper = document.createElement("span");
    paper.dataset.bsTheme = "light";
    figure.append(paper);
    const { data, layout } = plot(figure, paper);
    const colour = (name) => getComputedStyle(paper).getPropertyValue(name).trim();
    const size = { width: layout.width + 2 * MARGIN, height: layout.height + 2 * MARGIN + TITLE };
    const title = {
      text: figure.dataset.title.replace(/&/g, "&amp;").replace(/</g, "&lt;"),
      font: { size: 16, color: colour("--sj-ink"), weight: 700 },
      x: MARGIN / size.width, xanchor: "left", yref: "container", y: 1 - 20 / size.height, yanchor: "middle",
    };
    const margin = { l: MARGIN, r: MARGIN, t: MARGIN + TITLE, b: MARGIN };
    const picture = { ...layout, ...size, title, margin, paper_bgcolor: colour("--sj-sheet") };
    paper.remove();
    const filename = figure.dataset.figure;
    await Plotly.downloadImage({ data, layout: picture, config }, { format, filename, ...size, scale: 2 });
  }

  const figures = [...document.querySelectorAll("[data-figure]")];
  const saves = figures.map((figure) => figure.querySelector("[data-save]"));
  // Without the bundle there is no picture to keep, and what is below stays where it is.
  const stays = () => saves.forEach((each) => { each.inert = true; });

  const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => {
    const figure = target.closest("figure");
    const { width, height } = first(figure)?.getBoundingClientRect() ?? {};
    const { layout } = places.get(figure);
    if (layout.width !== width || layout.height !== height) paint(figure);
  }));
  const views = new IntersectionObserver((changed) => changed.forEach(({ target, isIntersecting }) => {
    if (!isIntersecting) return;
    views.unobserve(target);
    draw(target).catch(stays);
  }), { rootMargin: "200px" });
  new MutationObserver(() => places.forEach((_, figure) => paint(figure)))
    .observe(root, { attributeFilter: ["data-bs-theme"] });

  figures.forEach((figure) => {
    if (!navigator.connection?.saveData) views.observe(figure);
  });
  saves.forEach((each, number) => {
    each.addEventListener("click", ({ target }) => {
      const { format } = target.dataset;
      if (format) save(figures[number], format).catch(stays);
    });
  });
})();
