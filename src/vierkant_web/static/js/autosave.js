/* Saves a form while someone works in it: <form data-autosave> with components/autosave.html in it.
 * One request at a time; what changed meanwhile goes in the next. Nothing is kept outside the form. */
(() => {
  "use strict";
  const DELAY = 800;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  function reasonIn(answer, fallback) {
    if (typeof answer?.detail === "string") return answer.detail;
    const errors = Object.values(answer?.errors ?? {}).flat().map((error) => error?.message ?? String(error));
    return errors.join(" ") || fallback;
  }

  function start(form) {
    const status = form.querySelector("[data-autosave-status]");
    if (!status) return;
    const words = status.dataset;
    let timer = 0;
    let changed = false;
    let busy = false;
    let pressed; // the button of a submit that waits for a save under way

    const say = (state, text) => {
      status.dataset.state = state;
      status.textContent = text;
    };
    const refuse = (reason) => {
      changed = true;
      say("unsaved", fill(words.unsaved, { reason }));
    };
    const saved = (answer) => {
      for (const [name, value] of Object.entries(answer?.fields ?? {})) {
        const input = form.elements.namedItem(name);
        if (input instanceof HTMLInputElement && input.type === "hidden") input.value = value;
      }
      if (changed) return; // typed on while it was being saved: the next round says so
      const time = new Date().toLocaleTimeString(document.documentElement.lang || "nl", { hour: "2-digit", minute: "2-digit" });
      say("saved", fill(words.saved, { time: document.documentElement.lang === "nl" ? time.replace(":", ".") : time }));
    };

    async function answered(response) {
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
      if (response.status === 409 && answer?.location) {
        changed = false;
        window.location.assign(answer.location);
      } else if (response.ok && answer && !response.redirected) {
        saved(answer);
      } else if (response.redirected || response.status === 401 || response.status === 403) {
        refuse(answer ? reasonIn(answer, words.ended) : words.ended);
      } else {
        refuse(reasonIn(answer, words.refused));
      }
    }

    async function save() {
      window.clearTimeout(timer);
      timer = 0;
      if (!changed || busy) return;
      busy = true;
      changed = false;
      say("saving", words.saving);
      try {
        await answered(
          await fetch(form.getAttribute("action") || window.location.href, {
            method: "POST",
            body: new FormData(form),
            credentials: "same-origin",
            headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
          }),
        );
      } catch {
        refuse(words.offline);
      }
      busy = false;
      if (pressed !== undefined) {
        form.requestSubmit(pressed);
        return;
      }
      if (timer === 0 && changed && status.dataset.state !== "unsaved") wait();
    }

    function wait() {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, DELAY);
    }
    const noticed = (event) => {
      if (event.target.closest("[data-autosave-ignore]")) return;
      changed = true;
      wait();
    };
    form.addEventListener("input", noticed);
    form.addEventListener("change", noticed);
    // On the way to the button that saves, the form itself is about to go.
    form.addEventListener("focusout", (event) => timer && event.relatedTarget?.type !== "submit" && save());
    form.addEventListener("submit", (event) => {
      window.clearTimeout(timer);
      timer = 0;
      if (busy) {
        // Two saves at once would collide with each other: the form goes when the first one is answered.
        event.preventDefault();
        pressed = event.submitter;
        return;
      }
      pressed = undefined;
      changed = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
    for (const button of form.querySelectorAll("[data-autosave-hide]")) button.hidden = true;
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) start(form);
})();
