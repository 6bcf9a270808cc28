// Sends what waits on this phone, one at a time, and keeps whatever did not arrive.
import { forget, keep } from "./store.js";

const LATER = "Frankpledge-Later"; // as in core/keeping.py: nobody is here to be asked anything
const SAID_NO = { 409: "look", 422: "look" };

// One tab at a time where the browser can see to it; the server answers each form once in any case.
export function alone(work) {
  if (!navigator.locks) return Promise.resolve(work());
  return navigator.locks.request("frankpledge-outbox", { ifAvailable: true }, (lock) => (lock ? work() : null));
}

// Answers with the address of what was made, or nothing. ``entry.state`` says why it still waits.
export async function send(entry) {
  const page = await fetch(entry.path, { cache: "no-store" });
  const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-field-form]");
  if (page.status >= 500) return null;
  if (!form) return stays(entry, page.redirected && page.url.includes("/account/") ? "login" : "refused");
  if (form.dataset.keeper !== entry.keeper) return null; // somebody else is logged in now: it is not theirs to send
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of entry.fields) body.append(name, value);
  const answer = await fetch(entry.path, { method: "POST", body, headers: { [LATER]: "yes" } });
  if (answer.ok && answer.redirected && !answer.url.includes("/account/")) {
    await forget("outbox", entry.key);
    return answer.url;
  }
  if (answer.status >= 500) return null;
  return stays(entry, answer.redirected ? "login" : (SAID_NO[answer.status] ?? "refused"));
}

async function stays(entry, state) {
  entry.state = state;
  await keep("outbox", entry);
  return null;
}
