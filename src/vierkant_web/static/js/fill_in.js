/* Three helps on the pages of filling in; everything works without.
 * [data-points="names"] says how many of 100 points are left in the boxes with those names;
 * [data-sum="prefix"] shows the sum of the boxes whose name begins so; [data-depends-on="name"] shows a question
 * only while the yes/no question with that name is answered with yes. */
(() => {
  "use strict";

  const form = document.getElementById("answers");
  if (!form) return;

  function numberIn(text) {
    const plain = text.replace(/[\s€%]/g, "");
    if (!plain) return 0;
    return Number(plain.includes(",") ? plain.replaceAll(".", "").replace(",", ".") : plain);
  }

  function sums() {
    for (const place of form.querySelectorAll("[data-sum]")) {
      const boxes = [...form.elements].filter((box) => box.name?.startsWith(place.dataset.sum) && !box.name.includes("__"));
      const filled = boxes.some((box) => box.value.trim());
      const sum = boxes.reduce((total, box) => total + numberIn(box.value), 0);
      const words = Math.abs(sum - 100) <= 0.05 ? place.dataset.sumWords : place.dataset.sumShort;
      const text = sum.toLocaleString("nl", { maximumFractionDigits: 2 });
      place.textContent = filled && Number.isFinite(sum) ? words.replace("{sum}", `${text}%`).replace("{whole}", "100%") : "";
    }
  }

  function points() {
    for (const place of form.querySelectorAll("[data-points]")) {
      const names = place.dataset.points.split(" ");
      const left = 100 - names.reduce((total, name) => total + numberIn(form.elements[name]?.value ?? ""), 0);
      const words = left === 0 ? place.dataset.pointsDone : left > 0 ? place.dataset.pointsLeft : place.dataset.pointsMore;
      if (Number.isFinite(left)) place.firstElementChild.textContent = words.replace("{left}", left).replace("{more}", -left);
    }
  }

  function dependents() {
    for (const place of form.querySelectorAll("[data-depends-on]")) {
      const chosen = form.querySelector(`[name="${CSS.escape(place.dataset.dependsOn)}"]:checked`);
      place.hidden = chosen?.value !== "yes";
    }
  }

  const again = () => {
    sums();
    points();
    dependents();
  };
  form.addEventListener("input", again);
  form.addEventListener("change", again);
  again();
})();
