// A form is sent once. The server would answer a second sending once as well; this saves the wait and the worry.
const SENDING = "data-sending";
const REST_MS = 8000; // a download leaves the page where it is: the button must come back

function restIfSending(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.querySelector("[data-prevent-double-click]")) return;
  if (form.hasAttribute(SENDING)) {
    event.preventDefault();
    return;
  }
  form.setAttribute(SENDING, "");
  for (const button of form.querySelectorAll("[data-prevent-double-click]")) button.setAttribute("aria-disabled", "true");
  setTimeout(wake, REST_MS, form);
}

function wake(form) {
  form.removeAttribute(SENDING);
  for (const button of form.querySelectorAll("[data-prevent-double-click]")) button.removeAttribute("aria-disabled");
}

function wakeAll() {
  for (const form of document.querySelectorAll(`form[${SENDING}]`)) wake(form);
}

export function answerOnce(page) {
  page.addEventListener("submit", restIfSending);
  // Going back shows the page as it was left, and htmx leaves the form in place: both must be usable again.
  window.addEventListener("pageshow", wakeAll);
  page.addEventListener("htmx:finally:request", wakeAll);
}
