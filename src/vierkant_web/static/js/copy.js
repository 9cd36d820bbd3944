/* A button that copies the text of the field beside it; without this file the text is selected and copied by hand. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    if (!field || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      const said = document.getElementById(button.dataset.copySaid);
      if (said) said.textContent = button.dataset.copied;
    });
  }
})();
