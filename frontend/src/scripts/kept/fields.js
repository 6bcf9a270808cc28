// What a form says, taken out and put back: every field and file, but not the token of the page it was on.
const TOKEN = "csrfmiddlewaretoken";
export const SUBMISSION = "_submission";

export function taken(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== TOKEN && (typeof value === "string" || value.name));
}

export const isFile = ([, value]) => typeof value !== "string";

// Files that are larger than the server takes: each box says how large.
export function tooLarge(form) {
  const boxes = [...form.elements].filter((element) => element.type === "file" && element.dataset.most);
  return boxes.some((box) => [...box.files].some((file) => file.size > Number(box.dataset.most)));
}

// A page that came back with a question has lost the files that were sent to it.
export function putFilesBack(form, files) {
  for (const [name, value] of files) {
    const box = form.elements[name];
    if (box?.type === "file" && box.files.length === 0) write(box, [value]);
  }
}

export function putBack(form, fields) {
  const said = new Map();
  for (const [name, value] of fields) said.set(name, [...(said.get(name) ?? []), value]);
  for (const element of form.elements) {
    if (!element.name || element.name === TOKEN || element.type === "submit") continue;
    write(element, said.get(element.name) ?? []);
  }
}

function write(element, values) {
  if (element.type === "checkbox" || element.type === "radio") {
    element.checked = values.includes(element.value);
  } else if (element.type === "file") {
    const files = new DataTransfer();
    for (const file of values) files.items.add(file);
    element.files = files.files;
  } else if (element.multiple) {
    for (const option of element.options) option.selected = values.includes(option.value);
  } else if (values.length > 0) {
    element.value = values.shift();
    const typed = element.hasAttribute("data-enhanced") && document.getElementById(element.id.replace(/-select$/, ""));
    if (typed) typed.value = element.selectedOptions[0]?.textContent.trim() ?? "";
  }
  element.dispatchEvent(new Event("change", { bubbles: true })); // what hangs on it is shown or hidden
}

// The server answers one key once. A page that opens without signal brings the same key each time, so each form gets
// its own.
export function mint() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A page opened from this phone is as old as its keeping: the day it filled in by itself is today's.
export function dateToday(form) {
  const then = form.dataset.madeOn?.split("-").map(Number);
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  if (!then || then.join() === today.join()) return;
  for (const day of form.querySelectorAll("input[name$='-day']")) {
    const boxes = ["year", "month", "day"].map((part) => form.elements[day.name.replace(/-day$/, `-${part}`)]);
    if (boxes.map((box) => Number(box?.value)).join() === then.join()) boxes.forEach((box, place) => (box.value = today[place]));
  }
}
