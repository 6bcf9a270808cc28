// Saves an answer while it is typed, on a page that nobody logs in to. What is typed is kept in this browser until the
// server says that it has it, and says so: a phone that loses its signal, or its battery, loses no word.
const PREFIX = "answer:";
const REST_MS = 1500; // after the last key
const AGAIN_MS = 15000; // while there is no connection

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // switched off, or not ours
  }
}

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // full or switched off: saving still works
  }
}

class Answer {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + form.dataset.answering;
    this.text = form.elements.text;
    this.version = form.elements.version;
    this.said = form.querySelector("[data-saved]");
    this.saved = this.text.value;
    this.sending = null;
    this.timer = 0;
    this.takeBack();
    this.text.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => this.beforeSubmit(event));
    window.addEventListener("online", () => this.save());
  }

  // Words that never arrived are put back. If the server has moved on since, their version is kept with them, so that
  // sending them shows both texts and overwrites neither.
  takeBack() {
    const kept = stored(this.key);
    if (kept === null) return;
    if (kept.text === this.text.value) {
      store(this.key, null);
      return;
    }
    this.text.value = kept.text;
    this.version.value = kept.version;
    this.say("back");
    this.later();
  }

  typed() {
    store(this.key, { text: this.text.value, version: this.version.value });
    this.say("typing");
    this.later();
  }

  later(pause = REST_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  save() {
    clearTimeout(this.timer);
    if (this.sending || this.isStuck || this.text.value === this.saved) return;
    this.sending = this.send(this.text.value).finally(() => {
      this.sending = null;
      if (this.text.value !== this.saved && !this.isStuck) this.later(this.isOffline ? AGAIN_MS : REST_MS);
    });
  }

  async send(text) {
    const data = new FormData(this.form);
    data.set("do", "save");
    data.delete("_submission");
    this.say("saving");
    try {
      const answer = await fetch(window.location.pathname, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        mode: "same-origin",
        redirect: "error",
      });
      this.isOffline = false;
      this.take(answer.status, await answer.json(), text);
    } catch {
      this.isOffline = true;
      this.say("offline");
    }
  }

  take(status, answer, text) {
    if (status === 200) {
      this.version.value = answer.version;
      this.saved = text;
      if (this.text.value === text) store(this.key, null);
      else store(this.key, { text: this.text.value, version: answer.version });
      this.say("done", answer.at);
      return;
    }
    this.isStuck = true; // sending again by itself would not help: the person must look
    if (status === 409) this.say("edited");
    else this.said.textContent = answer.problem;
  }

  say(what, more = "") {
    this.said.textContent = `${this.said.dataset[what]} ${more}`.trim();
    this.said.dataset.state = what;
  }

  // A button pressed while a save is on its way waits for it, so that nobody meets their own words as another's.
  beforeSubmit(event) {
    clearTimeout(this.timer);
    if (!this.sending) return;
    event.preventDefault();
    const { submitter } = event;
    this.sending.then(() => this.form.requestSubmit(submitter));
  }
}

export function saveAnswers(page) {
  for (const form of page.querySelectorAll("form[data-answering]:not([data-ready])")) {
    form.setAttribute("data-ready", "");
    new Answer(form);
  }
  // What is shown as submitted has arrived: nothing of it needs keeping here.
  for (const part of page.querySelectorAll("[data-answered]")) store(PREFIX + part.dataset.answered, null);
}
