import type { apiIt } from "./api.it.ts";

export const apiEn: Readonly<Record<keyof typeof apiIt, string>> = {
  "api.invalid":
    "Something on this page is not right. Look at the marked fields, correct them and try again.",
  "api.not-found": "This entry is no longer there. Reload the page.",
  "api.signed-out": "You have been signed out. Sign in again: what you wrote stays here.",
  "api.forbidden": "Your role does not allow this. If you need it, ask an administrator.",
  "api.foreign-origin":
    "The request does not come from this site and was refused. Open the site by its address and try again.",
  "api.wrong-credentials":
    "The e-mail or the password is not right. Check capital letters and try again; if you have forgotten the password, ask for a new one.",
  "api.code-needed": "The six-digit code of the authenticator app is needed too.",
  "api.wrong-code":
    "The code is not right or has been used already. Wait for the next one in the app and type that.",
  "api.totp-required": "Before you go on you have to set up the second factor, on the page of your account.",
  "api.wait":
    "Too many tries. Try again in {time}; if you have forgotten the password, ask for a new one by e-mail.",
  "api.wait.hours":
    "about {hours, plural, one {an hour{half, plural, =0 {} other { and a half}}} other {#{half, plural, =0 {} other { and a half}} hours}}",
  "api.weak-password":
    "This password is too easy to guess. Choose one of at least {min} characters, such as four words that have nothing to do with each other.",
  "api.link-gone": "This link no longer works: it was used already or has run out. Ask for a new one.",
  "api.taken": "There is already an entry with this name, number or address. Choose another.",
  "api.changed": "Somebody else has changed this entry in the meantime. Reload the page and try again.",
  "api.terms-changed":
    "The terms of the service have changed while you were filling in the form. Please read them again above: what has changed is marked “New” or “Removed”. If you agree, tick the box and send again.",
  "api.last-administrator": "This is the last active administrator: appoint another one first.",
  "api.too-large": "What you sent is too large. Shorten it and try again.",
  "api.rate-limited": "Too many requests in a short time. Try again in {time}.",
  "api.disk-full":
    "The disk of the server is full: nothing was saved. Tell whoever runs the server, then try again.",
  "api.stopping": "The server is restarting. Try again in a minute.",
  "api.internal": "The server had a problem and saved nothing. Try again in a minute.",
  "api.unreachable": "The server does not answer. Check the connection and try again.",
};
