"use strict";
// Asks for the token; the server keeps it in a cookie that no script can read.

(() => {
  document.documentElement.dataset.look = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const say = (text) => { document.getElementById("message").textContent = text; };

  async function enter(event) {
    event.preventDefault();
    const token = document.getElementById("token").value;
    say("");
    try {
      const answer = await fetch("/api/v1/login", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });
      if (answer.ok) location.replace("/");
      else say("口令不对。This is not the token.");
    } catch {
      say("工作台没有回应。The workbench does not answer.");
    }
  }
  document.querySelector("form").addEventListener("submit", enter);
})();
