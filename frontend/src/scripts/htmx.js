// htmx swaps parts of a page. It never runs text as code here: the policy forbids it, and so do we.
import htmx from "htmx.org";

function refuseCode() {
  throw new Error("Frankpledge does not run code from attributes.");
}

export function readyHtmx(enhance) {
  htmx.registerExtension("no-code-in-attributes", {
    init(api) {
      api.initSecurity(null, refuseCode, refuseCode);
    },
  });
  document.addEventListener("htmx:after:process", ({ target }) => {
    if (target !== document.body) enhance(target.parentElement ?? document); // the body was enhanced on arrival
  });
}
