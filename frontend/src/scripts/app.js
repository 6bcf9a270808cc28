// The one script of Frankpledge. Every page works without it; with it, pages are quicker to use.
import { initAll } from "govuk-frontend";
import { saveAnswers } from "./answering.js";
import { enhanceSelects } from "./autocomplete.js";
import { keepDrafts } from "./drafts.js";
import { readyHtmx } from "./htmx.js";
import { keepOnThisPhone } from "./kept/list.js";
import { readyPointing } from "./pointing.js";
import { labelStackedTables } from "./tables.js";
import { answerOnce } from "./submission.js";

// GOV.UK components ask for these classes; an inline script would need a hole in the content security policy.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

function report(error) {
  if (error.name !== "InitError") console.error(error); // InitError: this one was enhanced before
}

function enhance(part) {
  initAll({ scope: part, onError: report });
  enhanceSelects(part);
  keepDrafts(part);
  labelStackedTables(part);
  readyPointing(part);
}

enhance(document);
saveAnswers(document);
keepOnThisPhone(document);
answerOnce(document);
readyHtmx(enhance);
