"use strict";
// A form that only asks (method get): after a change the parts of the page that depend on it are fetched and put in
// place, so that the answer is seen at once and the focus stays where it is. Without this script its button does so.
for (const form of document.querySelectorAll("form[data-live-form]")) {
  let latest = 0;
  form.addEventListener("change", async () => {
    const mine = ++latest;
    const address = new URL(form.action, location.href);
    address.search = new URLSearchParams(new FormData(form)).toString();
    let page;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return;
    }
    if (mine !== latest) return;
    for (const part of document.querySelectorAll("[data-live-part]")) {
      const fresh = page.getElementById(part.id);
      if (!fresh) continue;
      const open = new Set([...part.querySelectorAll("details[open] > summary")].map((item) => item.textContent));
      for (const summary of fresh.querySelectorAll("details > summary")) {
        if (open.has(summary.textContent)) summary.parentElement.open = true;
      }
      part.replaceChildren(...fresh.childNodes);
    }
    history.replaceState(null, "", address);
  });
}
