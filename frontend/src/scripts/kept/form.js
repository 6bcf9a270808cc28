// A form that asks for it with data-field-form="a name": what is typed in it is kept on this phone as it is typed, and
// sent later if there is no signal. Without this script the form is sent as any other.
import { dateToday, isFile, mint, putBack, putFilesBack, SUBMISSION, taken, tooLarge } from "./fields.js";
import { bytesBeside, bytesOf, filesOf, forgetDraft, keep, keepFiles, one, ROOM } from "./store.js";

const LOOKED_AT = "kept:looked-at";
const PATIENCE_MS = 5000;

// The kept form somebody asked to look at, for as long as this tab is about it.
export const lookedAt = {
  get() {
    try {
      return JSON.parse(sessionStorage.getItem(LOOKED_AT));
    } catch {
      return null;
    }
  },
  set(what) {
    try {
      if (what) sessionStorage.setItem(LOOKED_AT, JSON.stringify(what));
      else sessionStorage.removeItem(LOOKED_AT);
    } catch {
      // switched off: it opens, and stays in the list until it is forgotten there
    }
  },
};

async function hasSignal() {
  if (!navigator.onLine) return false;
  try {
    const answer = await fetch("/health/", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

export class FieldForm {
  constructor(form, list) {
    Object.assign(this, { form, list, name: form.dataset.fieldForm, keeper: form.dataset.keeper });
    this.path = window.location.pathname + window.location.search;
    this.draft = `${this.keeper}:${this.name}`;
    this.blank = taken(form);
    form.parentElement.querySelector("[data-keeps]")?.removeAttribute("hidden");
    this.isReady = this.begin();
    for (const event of ["input", "change"]) form.addEventListener(event, ({ target }) => this.typed(target));
    form.addEventListener("submit", (event) => this.submit(event));
  }

  async begin() {
    const looking = lookedAt.get();
    this.entry = looking?.path === this.path ? looking.key : null;
    if (this.form.hasAttribute("data-answered")) {
      const files = this.entry ? ((await one("outbox", this.entry))?.fields ?? []).filter(isFile) : await filesOf(this.draft);
      this.isFilling = true;
      putFilesBack(this.form, files);
      this.isFilling = false;
      await this.save(); // the server shows what it was sent, with its words: that is what is kept from here on
      return;
    }
    if (this.entry) return this.lookAt();
    this.form.elements[SUBMISSION].value = mint();
    dateToday(this.form);
    this.blank = taken(this.form);
    const draft = await one("drafts", this.draft);
    if (!draft || this.isTyped) return;
    this.fill([...draft.fields, ...(await filesOf(this.draft))]);
    this.list.sayBack(this);
  }

  // Sent again as it was: the page that answers has the server's words about it, or it is done.
  async lookAt() {
    const entry = await one("outbox", this.entry);
    if (!entry || entry.keeper !== this.keeper) {
      lookedAt.set(null);
      this.entry = null;
      return;
    }
    this.fill(entry.fields);
    if (!(await hasSignal())) return;
    this.isGoing = true;
    this.form.requestSubmit();
  }

  fill(fields) {
    this.isFilling = true;
    putBack(this.form, fields);
    this.isFilling = false;
  }

  typed(box) {
    if (this.isFilling) return;
    this.isTyped = true;
    this.isReady = this.isReady.then(() => this.save()).then(() => box?.type === "file" && this.saveFiles());
  }

  // Why the files that are chosen cannot be kept here; nothing where they can.
  async noRoom() {
    if (tooLarge(this.form)) return "large";
    const bytes = bytesOf(taken(this.form));
    return bytes > 0 && bytes + (await bytesBeside(this.keeper, this.entry ?? this.draft)) > ROOM ? "room" : "";
  }

  async saveFiles() {
    if (this.entry) return; // kept with the rest of it
    try {
      const why = await this.noRoom();
      if (why) this.list.say(why);
      await keepFiles(this.draft, this.keeper, why ? [] : taken(this.form).filter(isFile));
    } catch {
      this.list.say("full");
    }
  }

  async save() {
    const { keeper, name, path, form } = this;
    const said = { keeper, name, path, fields: taken(form), heading: form.dataset.heading, made: Date.now() };
    try {
      if (this.entry) await keep("outbox", { ...said, key: this.entry, state: "look" });
      else await keep("drafts", { ...said, key: this.draft, fields: said.fields.filter((each) => !isFile(each)) });
    } catch {
      // full or switched off: sending still works
    }
  }

  async forget() {
    await forgetDraft(this.draft);
    this.fill(this.blank);
    this.isTyped = false;
  }

  async submit(event) {
    if (this.isGoing || event.defaultPrevented) return;
    event.preventDefault();
    if (this.isAsking) return;
    this.isAsking = true;
    const { submitter } = event;
    await this.isReady;
    await this.save();
    if (await hasSignal()) {
      this.isGoing = true;
      this.form.requestSubmit(submitter);
      setTimeout(() => (this.isGoing = false), PATIENCE_MS);
    } else {
      await this.post();
    }
    this.isAsking = false;
  }

  // Into the outbox. What was kept cannot be sent twice under two keys: the form's own goes with it.
  async post() {
    const { keeper, name, path, form } = this;
    const fields = taken(form);
    const key = this.entry ?? fields.find(([field]) => field === SUBMISSION)[1];
    const said = { key, keeper, name, path, fields, heading: form.dataset.heading, made: Date.now(), state: "waiting" };
    const why = await this.noRoom().catch(() => "full");
    if (why) {
      this.list.say(why);
      return;
    }
    try {
      await keep("outbox", said);
    } catch {
      this.list.say("full");
      return;
    }
    if (!this.entry) await forgetDraft(this.draft);
    lookedAt.set(null);
    this.entry = null;
    this.isTyped = false;
    form.hidden = true;
    await this.list.show();
    this.list.sayKept(this);
  }

  again() {
    this.fill(this.blank);
    this.form.elements[SUBMISSION].value = mint();
    this.form.hidden = false;
    this.form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
}
