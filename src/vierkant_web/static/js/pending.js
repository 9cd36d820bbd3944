/* Follows a computation: [data-pending="address"] from components/pending.html. */
(() => {
  "use strict";
  const PAUSE = 1500;
  const ATTEMPTS = 4;

  function follow(element) {
    const bar = element.querySelector("[data-pending-bar]");
    const text = element.querySelector("[data-pending-text]");
    let failures = 0;

    const say = (words) => {
      if (words && text.textContent !== words) text.textContent = words;
    };
    const stop = (words) => {
      bar.hidden = true;
      text.dataset.failed = "";
      say(words);
    };

    async function ask() {
      try {
        const response = await fetch(element.dataset.pending, { credentials: "same-origin", headers: { Accept: "application/json" } });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        const answer = await response.json();
        failures = 0;
        if (answer.state === "done") {
          if (answer.location) window.location.assign(answer.location);
          else window.location.reload();
          return;
        }
        if (answer.state === "failed" || answer.state === "cancelled") {
          stop(answer.text || element.dataset.pendingFailed);
          return;
        }
        if (typeof answer.progress === "number" && answer.progress > 0) bar.value = answer.progress;
        say(answer.text);
      } catch {
        failures += 1;
        if (failures >= ATTEMPTS) {
          stop(element.dataset.pendingLost);
          return;
        }
      }
      window.setTimeout(ask, PAUSE * (failures + 1));
    }
    window.setTimeout(ask, PAUSE);
  }

  for (const element of document.querySelectorAll("[data-pending]")) follow(element);
})();
