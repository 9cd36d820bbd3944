/* Makes a chart interactive when someone asks for it: figure[data-chart] from components/chart.html.
 * The library (about 280 kB) is fetched on the first request; {ast: true} keeps it within the strict policy. */
(() => {
  "use strict";
  const libraries = document.currentScript.dataset.libraries.split(" ");
  let loading = null;

  const fetchScript = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
  const load = () => (loading ??= libraries.reduce((before, address) => before.then(() => fetchScript(address)), Promise.resolve()));

  async function show(figure) {
    const response = await fetch(figure.dataset.chart, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    const [specification] = await Promise.all([response.json(), load()]);
    const picture = figure.querySelector("[data-chart-picture]");
    const image = picture.querySelector("img");
    const holder = document.createElement("div");
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", image.alt);
    const locale = document.documentElement.lang === "nl" ? { decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""] } : undefined;
    await window.vegaEmbed(holder, specification, {
      ast: true,
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      formatLocale: locale,
      tooltip: { disableDefaultStyle: true },
    });
    picture.replaceChildren(holder);
  }

  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "v-text-button";
    button.textContent = figure.dataset.chartShow;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await show(figure);
        button.remove();
      } catch {
        const words = document.createElement("p");
        words.setAttribute("role", "status");
        words.textContent = figure.dataset.chartFailed;
        button.replaceWith(words);
      }
    });
    figure.querySelector("[data-chart-actions]").append(button);
  }
})();
