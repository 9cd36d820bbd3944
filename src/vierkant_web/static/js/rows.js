/* Rows of a formset that can be added and removed: [data-rows="prefix"] from components/formset_table.html.
 * A removed row stays in the form with its box "remove" ticked, so that the numbers stay in order. */
(() => {
  "use strict";

  function start(area) {
    const body = area.querySelector("[data-rows-body]");
    const template = area.querySelector("[data-rows-template]");
    const add = area.querySelector("[data-rows-add]");
    const status = area.querySelector("[data-rows-status]");
    const total = area.querySelector(`input[name="${area.dataset.rows}-TOTAL_FORMS"]`);
    const most = area.querySelector(`input[name="${area.dataset.rows}-MAX_NUM_FORMS"]`);
    const visible = () => [...body.querySelectorAll("[data-rows-row]:not([hidden])")];
    const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

    function prepare(row) {
      const box = row.querySelector("[data-rows-delete]");
      const button = row.querySelector("[data-rows-remove]");
      if (!box || !button) return;
      box.hidden = true;
      button.hidden = false;
      row.hidden = box.querySelector("input").checked;
      button.addEventListener("click", () => {
        const next = visible()[visible().indexOf(row) + 1] ?? visible()[visible().indexOf(row) - 1];
        box.querySelector("input").checked = true;
        row.hidden = true;
        add.disabled = false;
        status.textContent = area.dataset.rowsRemoved;
        (next?.querySelector("[data-rows-remove]") ?? add).focus();
        changed(total);
      });
    }

    const full = () => Boolean(most?.value) && Number(total.value) >= Number(most.value);
    for (const row of body.querySelectorAll("[data-rows-row]")) prepare(row);
    add.hidden = false;
    add.disabled = full();
    add.addEventListener("click", () => {
      const number = Number(total.value);
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1).trim();
      const row = holder.content.firstElementChild;
      row.dataset.new = "";
      body.append(row);
      total.value = number + 1;
      prepare(row);
      add.disabled = full();
      status.textContent = area.dataset.rowsAdded;
      row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      changed(total);
    });
  }

  for (const area of document.querySelectorAll("[data-rows]")) start(area);
})();
