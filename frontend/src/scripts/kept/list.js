// What is kept on this phone, shown where the server put <section data-kept-here>, with every word from there.
import { isFile } from "./fields.js";
import { FieldForm, lookedAt } from "./form.js";
import { alone, send } from "./sending.js";
import { belongTo, every, forget, forgetDraft, forgetEverythingOf, forgetTheOld, FORMS, whose } from "./store.js";

const SOON_MS = 2000; // after a try that found no signal; then twice as long each time, but never longer than:
const AT_LAST_MS = 60_000;

function made(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function button(words, press) {
  const element = made("button", "govuk-button govuk-button--secondary", words);
  element.type = "button";
  element.addEventListener("click", press);
  return element;
}

class KeptHere {
  constructor(section) {
    this.section = section;
    this.words = section.dataset;
    this.keeper = section.dataset.keeper || whose();
    this.said = section.parentElement.querySelector("[data-kept-said]");
    this.lines = section.querySelector("ul");
    this.isReady = this.begin();
    window.addEventListener("online", () => this.sendNow());
    document.addEventListener("visibilitychange", () => document.hidden || this.sendNow());
  }

  async begin() {
    await belongTo(this.keeper);
    await forgetTheOld();
    await this.forgetArrived();
    await this.show();
    this.sendNow();
  }

  // The server says which form it has taken in: nothing of it needs keeping here.
  async forgetArrived() {
    const looking = lookedAt.get();
    for (const mark of document.querySelectorAll("[data-draft-saved]")) {
      const isLookedAt = looking && looking.name === mark.dataset.draftSaved;
      await (isLookedAt ? forget("outbox", looking.key) : forgetDraft(`${this.keeper}:${mark.dataset.draftSaved}`));
      if (isLookedAt) lookedAt.set(null);
    }
  }

  async show() {
    const waiting = await every("outbox", this.keeper);
    const typed = this.section.hasAttribute("data-with-typed") ? await every("drafts", this.keeper) : [];
    this.lines.replaceChildren(...waiting.map((each) => this.line(each)), ...typed.map((each) => this.typed(each)));
    this.section.hidden = waiting.length + typed.length === 0;
    const sort = waiting.length === 0 ? "none" : waiting.length === 1 ? "one" : "many";
    this.section.querySelector("h2").textContent = this.words[sort].replace("%", waiting.length);
  }

  line(entry) {
    const line = this.described(entry, this.words[entry.state]);
    if (entry.state === "login") line.append(this.link(this.words.loginUrl, this.words.loginText), " ");
    if (["look", "refused"].includes(entry.state)) line.append(button(this.words.lookText, () => this.lookAt(entry)), " ");
    line.append(button(this.words.forgetText, () => this.forget("outbox", entry.key)));
    return line;
  }

  typed(draft) {
    const line = this.described(draft, this.words.typed);
    line.append(this.link(draft.path, this.words.openText), " ");
    line.append(button(this.words.forgetText, () => this.forget("drafts", draft.key)));
    return line;
  }

  described(what, state) {
    const title = what.fields.find(([name]) => name === "title")?.[1];
    const line = made("li", "govuk-!-margin-bottom-4", "");
    const words = title ? `${what.heading}: ${title}` : what.heading;
    const more = what.fields.some(isFile) ? `, ${this.words.withFile}` : "";
    line.append(made("strong", "", words + more), made("p", "govuk-body", state));
    return line;
  }

  link(href, words) {
    const link = made("a", "govuk-link", words);
    link.href = href;
    return link;
  }

  async forget(store, key) {
    await (store === "drafts" ? forgetDraft(key) : forget(store, key));
    await this.show();
    this.say("forgotten");
  }

  lookAt(entry) {
    lookedAt.set({ key: entry.key, name: entry.name, path: entry.path });
    window.location.assign(entry.path);
  }

  sendNow() {
    this.pause = SOON_MS;
    this.send();
  }

  // A browser that says it is online may not be, and one that says nothing may be again: what waits is tried again.
  send() {
    clearTimeout(this.timer);
    return alone(async () => {
      await this.isReady;
      for (const entry of await every("outbox", this.keeper)) {
        if (!["waiting", "login"].includes(entry.state) || !navigator.onLine) continue;
        const where = await send(entry).catch(() => null); // no signal after all: it waits
        if (where) this.sayIn("sent", this.link(where, this.words.sentText));
      }
      await this.show();
    }).finally(() => this.later());
  }

  later() {
    clearTimeout(this.timer);
    if (this.section.hidden) return;
    this.timer = setTimeout(() => this.send(), this.pause);
    this.pause = Math.min(this.pause * 2, AT_LAST_MS);
  }

  say(word) {
    this.sayIn(word);
  }

  sayIn(word, ...more) {
    const note = made("div", "govuk-inset-text fp-draft", "");
    note.append(made("p", "govuk-body", this.words[word]), ...more);
    this.said.replaceChildren(note);
  }

  sayKept(form) {
    this.pause = SOON_MS;
    this.later();
    const more = form.form.hasAttribute("data-again") ? [button(this.words.againText, () => this.again(form)), " "] : [];
    this.sayIn("kept", ...more, this.link(form.form.dataset.back, this.words.backText));
    this.said.tabIndex = -1;
    this.said.focus();
  }

  again(form) {
    this.said.replaceChildren();
    form.again();
  }

  sayBack(form) {
    const gone = async () => {
      await form.forget();
      this.say("forgotten");
    };
    this.sayIn("back", button(this.words.forgetText, gone));
  }
}

// A page first opened with signal can be opened again without: the browser's worker keeps it, once it is there.
async function openWithout(form) {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/service-worker.js");
  if (!form?.hasAttribute("data-opens-without") || window.location.search || !navigator.onLine) return;
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return; // it saw the page pass
  const cache = await caches.open(FORMS);
  const page = await fetch(window.location.pathname);
  if (page.ok && !page.redirected) await cache.put(window.location.pathname, page);
  await cache.add("/offline/");
}

async function leave(form) {
  const keeper = whose();
  const waiting = keeper ? await every("outbox", keeper) : [];
  if (waiting.length > 0 && !window.confirm(form.dataset.forgets)) return;
  if (keeper) await forgetEverythingOf(keeper);
  form.submit();
}

export function keepOnThisPhone(page) {
  if (!window.indexedDB) return;
  for (const form of page.querySelectorAll("form[data-forgets]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      leave(form).catch(() => form.submit());
    });
  }
  const section = page.querySelector("[data-kept-here]");
  if (!section) return;
  const list = new KeptHere(section);
  const form = page.querySelector("form[data-field-form]");
  list.isReady.then(() => form && new FieldForm(form, list)).catch(() => {});
  openWithout(form).catch(() => {}); // no worker: forms are kept, but open only with signal
}
