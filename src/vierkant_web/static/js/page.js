/* Small habits of every page; without this file everything still works. */
(() => {
  "use strict";

  document.querySelector("[data-focus]")?.focus();

  const closeMenus = (keep) => {
    for (const menu of document.querySelectorAll("details[data-close-outside][open]")) {
      if (menu !== keep) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-close-outside]")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details[data-close-outside][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm], [data-print]");
    if (!button) return;
    if (button.dataset.confirm && !window.confirm(button.dataset.confirm)) event.preventDefault();
    if ("print" in button.dataset) window.print();
  });

  // A disabled button would not be sent along, so the second attempt is stopped and the button stays as it is.
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("form[data-submit-once]")) return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-submit-once]")) sent.delete(form);
  });

  for (const select of document.querySelectorAll("select[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
})();
