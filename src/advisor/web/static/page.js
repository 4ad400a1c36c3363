// What a page does besides its forms, which all work without this file: it says the new answer to a screen reader, keeps the focus
// where a person was, and shows a slider's number while it is moved.
(() => {
  "use strict";
  const say = () => {
    const heard = document.getElementById("heard");
    const verdict = document.getElementById("tried") || document.getElementById("verdict");
    if (heard && verdict) heard.textContent = verdict.textContent;
  };
  let last = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    last = event.detail.elt.closest(".question") ? "question" : document.activeElement ? document.activeElement.id : "";
    document.getElementById("page").setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterSettle", () => {
    const page = document.getElementById("page");
    page.removeAttribute("aria-busy");
    const wrong = page.querySelector("[aria-invalid]");
    const asked = last === "question" ? page.querySelector("#q") : null;
    const goal = wrong || asked || (last && document.getElementById(last));
    if (goal) {
      if (goal.id === "q") goal.tabIndex = -1;
      goal.focus({ preventScroll: goal.id !== "q" && !wrong });
    }
    say();
  });
  document.addEventListener("input", (event) => {
    const moved = event.target;
    if (moved.type !== "range") return;
    const shown = document.querySelector(`output[for="${moved.id}"]`);
    if (shown) shown.textContent = moved.value;
  });
})();
