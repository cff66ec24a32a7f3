import type { mailIt } from "./mail.it.ts";

export const mailEn: Readonly<Record<keyof typeof mailIt, string>> = {
  "mail.greeting": "Hello {name},",
  "mail.signature.phone": "Telephone: {phone}",
  "mail.link.hint": "If the button does not work, copy this address into your browser:",

  "mail.staff-set-up.subject": "Choose your password for {organisation}",
  "mail.staff-set-up.happened": "An account at the help desk of {organisation} is ready for you.",
  "mail.staff-set-up.todo":
    "To begin, open the link below and choose a password. The link works once, within {hours, plural, one {# hour} other {# hours}} of when we wrote to you.",
  "mail.staff-set-up.button": "Choose your password",
  "mail.staff-set-up.unexpected":
    "If you did not expect this message, do nothing. If you are in doubt, phone {phone}.",

  "mail.password-reset.subject": "A new password for {organisation}",
  "mail.password-reset.happened":
    "Somebody, probably you, has asked for a new password for your account at {organisation}.",
  "mail.password-reset.todo":
    "To choose it, open the link below. The link works once, within {minutes, plural, one {# minute} other {# minutes}} of the request.",
  "mail.password-reset.button": "Choose a new password",
  "mail.password-reset.unexpected":
    "If it was not you, do nothing: your password stays as it is. If you get this message again, phone {phone}.",

  "mail.registration-confirm.subject": "Confirm your registration with {organisation}",
  "mail.registration-confirm.happened":
    "We have received a request to register {company} with the help desk of {organisation}, with this e-mail address.",
  "mail.registration-confirm.todo":
    "To confirm that the address is yours, open the link below and press the button on the page, within {hours, plural, one {# hour} other {# hours}} of the request. Once you have confirmed, the service will be active within {dueHours, plural, one {# hour} other {# hours}}: we will write to you.",
  "mail.registration-confirm.button": "Confirm the registration",
  "mail.registration-confirm.unexpected":
    "If it was not you, do nothing: a registration that is not confirmed has no effect. If you are in doubt, phone {phone}.",

  "mail.registration-waiting.subject": "A registration to approve: {company}",
  "mail.registration-waiting.happened":
    "{company} has asked to use the help desk and has confirmed their e-mail address.",
  "mail.registration-waiting.todo":
    "Look at the request and approve or refuse it: we promise customers the service within {dueHours, plural, one {# hour} other {# hours}} of their confirmation.",
  "mail.registration-waiting.button": "Open the registrations",
  "mail.registration-waiting.unexpected":
    "You get this message because you work for {organisation}. If you did not expect it, do nothing and phone {phone}.",

  "mail.customer-access.subject": "Your account at the help desk of {organisation}",
  "mail.customer-access.happened":
    "The help desk of {organisation} is now there for {company}, and your account is ready.",
  "mail.customer-access.todo":
    "Open the link below and choose a password. The link works once, within {days, plural, one {# day} other {# days}} of when we wrote to you.",
  "mail.customer-access.button": "Choose your password",
  "mail.customer-access.unexpected":
    "If you did not expect this message, do nothing. If you are in doubt, phone {phone}.",

  "mail.registration-refused.subject": "Your request to {organisation}",
  "mail.registration-refused.happened":
    "We are sorry: we cannot activate the help desk for {company} as we were asked to.",
  "mail.registration-refused.todo":
    "If you would like to know why, or think that this is a mistake, phone {phone}: we are glad to talk about it.",
  "mail.registration-refused.unexpected":
    "If you did not ask us for anything, there is nothing you need to do.",

  "mail.call-reported.subject": "Report on line {line}: “Something is wrong”",
  "mail.call-reported.happened":
    "A caller on line {line} has reported that something is wrong: {when}. As a name they typed “{caller}”. {phase, select, active {The technician {technician} was connected; the connection was closed at once.} taken {The technician {technician} had answered but could not see the screen yet; the call was ended at once.} ended {The call had just ended. {technician, select, none {No technician had answered.} other {The technician {technician} had answered.}}} other {No technician had answered yet; the call was ended at once.}}{others, plural, =0 {} one { There is one more report that we have not written to you about.} other { There are # more reports that we have not written to you about.}}",
  "mail.call-reported.todo":
    "Phone the customer, on a number that you already know, and ask them what happened: the name that was typed may not be theirs. If there was a technician, ask them too. Then look at the activity log: every report is in it with the line, the time and the technician.",
  "mail.call-reported.button": "Open the log",
  "mail.call-reported.unexpected":
    "You get this message because you administer the service of {organisation}. If you do not, do nothing and phone {phone}.",

  "mail.test.subject": "Mail test of {organisation}",
  "mail.test.happened": "This is a test message: the mail of {organisation} works.",
  "mail.test.todo": "There is nothing you need to do.",
  "mail.test.unexpected":
    "If you do not know who asked for this test, ignore this message. If you are in doubt, phone {phone}.",
};
