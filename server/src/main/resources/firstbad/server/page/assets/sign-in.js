// Signing in with a token, once: the server answers with a cookie that only reads and that no script sees.

import { el } from "./dom.js";

/** The form; calls back when the server has accepted the token. */
export function signIn(done) {
  const token = el("input", {
    id: "token",
    type: "password",
    autocomplete: "current-password",
    required: true,
  });
  const answer = el("p", { role: "alert" });
  const form = el(
    "form",
    { class: "trouble" },
    el("h1", {}, "Sign in"),
    el(
      "p",
      {},
      "This server requires a token. Paste one from its token file; this browser then stays signed in.",
    ),
    el(
      "p",
      {},
      el("label", { for: "token" }, "Token "),
      token,
      " ",
      el("button", { type: "submit" }, "Sign in"),
    ),
    answer,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const response = await fetch("/api/v1/session", {
      method: "POST",
      headers: { Authorization: "Bearer " + token.value.trim() },
    }).catch(() => null);
    if (response?.ok) return done();
    answer.textContent = response
      ? "The server does not know this token. Look into its token file, or ask who runs it."
      : "The server does not answer. Try again in a moment.";
  });
  return form;
}
