/* Mijn stap: finds the next step from the numbers in the page. Sends nothing; keeps nothing unless somebody asks.
 * The rule is that of `vierkant.change.phases.placement`: a step counts when all its lines were answered; suggested is
 * the first one that counts and is not reached, and the last one when all that count are reached. */
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const form = at("check");
  if (!form) return;
  const words = at("words").dataset;
  const result = at("result"), status = at("status"), keepStatus = at("keep-status");
  const keep = at("keep"), erase = at("erase");
  const steps = [...document.querySelectorAll("[data-step]")].filter((one) => one.matches("details"));
  const nameOf = (step) => step.querySelector(".ms-step__name").textContent;
  const fill = (text, values) => Object.keys(values).reduce((found, name) => found.replace(`[${name}]`, values[name]), text);

  // What only works with this script appears, what is for without it goes.
  document.querySelectorAll("[data-script]").forEach((one) => { one.hidden = false; });
  document.querySelectorAll("[data-no-script]").forEach((one) => { one.hidden = true; });

  function profile() {
    return steps.map((step) => {
      const items = [...form.querySelectorAll("fieldset")].filter((one) => one.dataset.phase === step.dataset.step);
      const given = items.map((one) => one.querySelector("input:checked")).filter(Boolean);
      const points = given.reduce((sum, one) => sum + Number(one.dataset.points), 0);
      const counted = given.length === items.length;
      return { step, points, counted, reached: counted && points >= Number(step.dataset.reached) };
    });
  }

  function placement(rows) {
    const counting = rows.filter((row) => row.counted);
    const ahead = counting.find((row) => !row.reached);
    if (ahead) return ahead.step;
    return counting.length ? steps[steps.length - 1] : null;
  }

  function show(focus) {
    const rows = profile(), suggested = placement(rows);
    const all = suggested && rows.filter((row) => row.counted).every((row) => row.reached);
    const title = at("result-title");
    title.textContent = suggested ? fill(all ? words.done : words.step, { step: nameOf(suggested) }) : words.none;
    at("result-text").textContent = suggested ? suggested.querySelector(".ms-step__text").textContent : words.noneText;
    result.dataset.suggested = suggested ? suggested.dataset.step : "";
    result.hidden = false;
    rows.forEach(({ step, points, counted }) => {
      const row = result.querySelector(`[data-profile="${CSS.escape(step.dataset.step)}"]`), meter = row.querySelector("meter");
      meter.value = points;
      row.querySelector(".ms-profile__text").textContent = counted ? fill(words.points, { points, most: meter.max }) : words.open;
      step.open = step === suggested;
      step.classList.toggle("ms-step--now", step === suggested);
    });
    status.textContent = title.textContent;
    if (focus) title.focus();
  }

  function empty() {
    form.querySelectorAll("input").forEach((one) => { one.checked = false; });
    result.hidden = true;
    delete result.dataset.suggested;
    at("result-title").textContent = at("result-text").textContent = status.textContent = "";
    result.querySelectorAll("meter").forEach((one) => { one.value = 0; });
    result.querySelectorAll(".ms-profile__text").forEach((one) => { one.textContent = ""; });
    document.querySelectorAll("details").forEach((one) => { one.open = false; });
    steps.forEach((one) => one.classList.remove("ms-step--now"));
  }

  // Storage can be refused, away or full; then the page works for this visit and says so.
  function read() {
    try { return JSON.parse(localStorage.getItem(keep.dataset.key)); } catch { return null; }
  }
  function write() {
    const answers = [...form.querySelectorAll("input:checked")].map((one) => [one.name, one.value]);
    try {
      localStorage.setItem(keep.dataset.key, JSON.stringify({ answers }));
      return true;
    } catch {
      return false;
    }
  }
  let kept = false;

  form.addEventListener("submit", (event) => { event.preventDefault(); show(true); });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    empty();
    if (kept) write();
    status.textContent = words.emptied;
    form.querySelector("input").focus();
  });
  form.addEventListener("change", () => {
    if (kept && !write()) { kept = false; keepStatus.textContent = words.refused; }
  });

  keep.addEventListener("click", async () => {
    kept = write();
    keepStatus.textContent = kept ? words.kept : words.refused;
    if (!kept) return;
    try {
      await navigator.serviceWorker.register(keep.dataset.worker, { scope: keep.dataset.scope });
      await navigator.serviceWorker.ready;
      if (kept) keepStatus.textContent = `${words.kept} ${words.offline}`;
    } catch {
      if (kept) keepStatus.textContent = `${words.kept} ${words.noOffline}`;
    }
  });

  erase.addEventListener("click", async () => {
    kept = false;
    empty();
    try { localStorage.removeItem(keep.dataset.key); } catch { /* nothing could be kept there */ }
    try {
      const found = await navigator.serviceWorker.getRegistrations();
      await Promise.all(found.filter((one) => new URL(one.scope).pathname === keep.dataset.scope).map((one) => one.unregister()));
      await caches.delete(keep.dataset.key);
    } catch { /* no offline copy without them */ }
    keepStatus.textContent = words.erased;
  });

  // A page that is left, or comes back by the back button, holds no answers; nor what a browser put back in the form.
  addEventListener("pagehide", empty);
  addEventListener("pageshow", () => {
    empty();
    const found = read();
    kept = Boolean(found && Array.isArray(found.answers));
    if (!kept) return;
    found.answers.forEach(([name, value]) => {
      const input = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      if (input) input.checked = true;
    });
    if (found.answers.length) show(false);
    keepStatus.textContent = words.back;
  });
})();
