// Keeps what is being typed, in this tab only, in forms that ask for it with data-keep-draft="a name for the draft".
// For texts of the plan, not for personal data: never put the attribute on a form that asks for any.
const PREFIX = "draft:";

function texts(form) {
  return form.querySelectorAll("textarea[name]");
}

function keyOf(form, text) {
  return `${PREFIX}${form.dataset.keepDraft}:${text.name}`;
}

function stored(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage is switched off: typing still works, drafts do not
  }
}

function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // storage is full or switched off
  }
}

function forgetAll(form) {
  for (const text of texts(form)) store(keyOf(form, text), null);
}

function offerBack(form, kept) {
  const note = document.createElement("div");
  note.className = "govuk-inset-text fp-draft";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "govuk-body govuk-!-margin-bottom-2";
  words.textContent = form.dataset.draftMessage || "Your unsaved words from earlier are back in the form. They are not saved yet.";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  button.textContent = form.dataset.draftDiscard || "Discard them";
  button.addEventListener("click", () => {
    for (const [text, original] of kept) {
      text.value = original;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    forgetAll(form);
    note.remove();
    kept[0][0].focus();
  });
  note.append(words, button);
  form.prepend(note);
}

function keep(form) {
  if (form.hasAttribute("data-draft-ready")) return;
  form.setAttribute("data-draft-ready", "");
  const kept = [];
  for (const text of texts(form)) {
    const draft = stored(keyOf(form, text));
    if (draft !== null && draft !== text.value) {
      kept.push([text, text.value]);
      text.value = draft;
    }
  }
  if (kept.length > 0) offerBack(form, kept);
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea[name]")) store(keyOf(form, event.target), event.target.value);
  });
}

export function keepDrafts(part) {
  // The server says which drafts it has saved; only then are they forgotten, so a failed sending loses nothing.
  for (const mark of part.querySelectorAll("[data-draft-saved]")) forgetDraft(mark.dataset.draftSaved);
  for (const form of part.querySelectorAll("form[data-keep-draft]")) keep(form);
}

function forgetDraft(name) {
  try {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(`${PREFIX}${name}:`));
    for (const key of keys) sessionStorage.removeItem(key);
  } catch {
    // storage is switched off: there was no draft
  }
}
