import type { authorisationIt } from "./authorisation.it.ts";

export const authorisationEn: Readonly<Record<keyof typeof authorisationIt, string>> = {
  "clause.1.short":
    "I authorise the technician to look at personal data on our computers, as far as the work needs it.",
  "clause.1.full":
    "During the work the technician may see, and where needed open, personal data kept on our premises: names, addresses, documents and messages, for example. I authorise this under the rules on the protection of personal data, only to solve the problem and only while the work lasts. Those who give assistance neither copy nor keep these data.",
  "clause.2.short": "I make available the equipment that is needed for the connection.",
  "clause.2.full":
    "I make available what the connection needs: the computer to be helped, switched on and connected to the Internet, and a telephone to talk to the technician. Without them the remote work cannot begin.",
  "clause.3.short": "I confirm that the necessary backup copies, at least two, have been made.",
  "clause.3.full":
    "Before the work I have made backup copies of the data that matter to us, or had them made: at least two. If something is missing after the work, I can take it back from those copies.",
  "clause.4.short": "I stay present for the whole of the work, to give any information that is needed.",
  "clause.4.full":
    "From the beginning to the end of the work I stay at the computer, or somebody whom I put in charge does, to answer the technician’s questions. Whoever is present can stop the connection at any moment.",
  "clause.5.short":
    "I release those who give assistance from liability for direct or indirect damage from the work.",
  "clause.5.full":
    "Remote work is never entirely without risk. I release those who give assistance from liability for damage that may come of it, direct or indirect, such as lost data or work that stands still. Rights that the law does not let anybody give up remain.",
  "clause.6.short":
    "I undertake to pay for the service, if I am asked to, at the rates in force: {rate, plural, =0 {today it is free of charge} other {today {rate, number, ::currency/EUR} per hour, without VAT}}{others, plural, =0 {} other { (on some lines the price is another: the full text says which)}}.",
  "clause.6.full":
    "If I am asked to pay for the work, I undertake to do so at the rates in force, which are these. {rates}",

  "mail.greeting.plain": "Hello,",
  "mail.authorisation-copy.subject": "Copy of the authorisation for assistance by {organisation}",
  "mail.authorisation-copy.happened":
    "This is the copy of the authorisation for remote assistance that was given to {organisation} with this e-mail address. Below is what was written in the form, and the six declarations that were accepted, one by one.",
  "mail.authorisation-copy.todo":
    "There is nothing you need to do: keep this message. It has no links to open, and nobody will ask you for passwords or payments by mail.",
  "mail.authorisation-copy.unexpected":
    "If neither you nor somebody at your company gave it, phone {phone}. By itself this authorisation opens nothing: a connection begins only when somebody at the computer asks for it and allows it.",
  "mail.authorisation-copy.fields": "What was written",
  "mail.authorisation-copy.clauses": "What was accepted",
  "mail.authorisation-copy.line": "Line",
  "mail.authorisation-copy.line.value": "{number} ({label})",
  "mail.authorisation-copy.at": "Date and time",
  "mail.authorisation-copy.at.value": "{when} (Italian time)",
  "mail.authorisation-copy.version": "Version of the text",

  "authorisation.company": "Company",
  "authorisation.operator": "Operator",
  "authorisation.email": "E-mail",
  "authorisation.clientCode": "Client code",
  "authorisation.idsCode": "IDS code",
  "authorisation.none": "not given",

  // The administration's list of them.
  "admin.nav.authorisations": "Authorisations",
  "admin.authorisations.title": "Authorisations",
  "admin.authorisations.lead":
    "What customers have accepted before they were helped. The data are as they wrote them: nobody has checked them. They cannot be changed.",
  "admin.authorisations.none": "No authorisations",
  "admin.authorisations.none.todo": "The first one appears here when a customer fills in the form in Help.",
  "admin.authorisations.search": "Search by company, operator or e-mail",
  "admin.authorisations.found":
    "{count, plural, =0 {No authorisation found} one {# authorisation} other {# authorisations}}",
  "admin.authorisations.foundFirst": "The {count} newest: type more letters to find fewer",
  "admin.authorisations.when": "When",
  "admin.authorisations.line": "Line",
  "admin.authorisations.verified": "First session opened with the code",
  "admin.authorisations.verified.no": "Not yet",
  "admin.authorisations.program": "Program",
  "admin.authorisations.version": "Version of the text",
  "admin.authorisations.record": "The accepted text",
  "admin.authorisations.read": "Read",
  "admin.authorisations.read.label": "Read the authorisation of {company}",
  "admin.authorisations.read.title": "Authorisation of {company}",

  // The public page with the clauses in full.
  "site.title.authorisation": "The authorisation for assistance",
  "authorisation.page.lead":
    "Before the first session, and whenever this text changes, Help asks you to accept six declarations, one by one. Here is the text in full.",
  "authorisation.page.clauses": "The six declarations",
  "authorisation.page.loading": "One moment: we are loading the text.",
  "authorisation.page.failed":
    "The text is not available at the moment. Try again shortly; if it is urgent, phone us: we read it to you.",

  // The form of the authorisation, in Help.
  "help.authorise.title": "Before the connection, your authorisation",
  "help.authorise.first":
    "The connection needs your authorisation. Read at your ease, you can stay on the phone: once you have accepted, the call to line {line} starts by itself.",
  "help.authorise.changed":
    "The text of the authorisation has changed. Read the six points again at your ease and tick them anew: once you have accepted, the call to line {line} starts by itself.",
  "help.authorise.safe":
    "Accepting does not connect anybody yet: before this screen is shown, Help asks for your consent every time.",
  "help.authorise.fix":
    "{count, plural, one {There is still one thing to put right} other {There are still # things to put right}} before accepting",
  "help.authorise.left":
    "{count, plural, one {There is still one thing to put right} other {There are still # things to put right}}",
  "help.authorise.needed": "Where it does not say “optional”, an answer is needed.",
  "help.authorise.who.group": "Who authorises",
  "help.authorise.company": "Name of the company",
  "help.authorise.company.hint": "If you have no company, write your own name.",
  "help.authorise.company.missing": "Write the name of the company or, if you have none, your own name.",
  "help.authorise.company.wrong":
    "There is a character in the company’s name that cannot be used. Delete it and type it by hand.",
  "help.authorise.operator": "Name of the person at this computer",
  "help.authorise.operator.missing": "Write the full name of the person at this computer now.",
  "help.authorise.operator.wrong":
    "There is a character in the person’s name that cannot be used. Delete it and type it by hand.",
  "help.authorise.email": "E-mail",
  "help.authorise.email.hint": "We send you a copy of the authorisation here at once.",
  "help.authorise.email.missing": "Write your e-mail address: we send you a copy of the authorisation.",
  "help.authorise.email.wrong":
    "The e-mail address is not complete. It must be like anna.rossi@example.org, without spaces.",
  "help.authorise.codes.group": "The codes, if you have them",
  "help.authorise.clientCode": "Client code (optional)",
  "help.authorise.clientCode.hint":
    "It is usually on the contract or the invoices of the help desk. If you don’t have it, leave it empty.",
  "help.authorise.idsCode": "IDS code (optional)",
  "help.authorise.idsCode.hint":
    "The technician can tell you on the phone. If you don’t have it, leave it empty.",
  "help.authorise.code.wrong":
    "A code has only letters, digits, spaces and the signs . / _ -: delete everything else.",
  "help.authorise.clauses.group": "The six points to accept",
  "help.authorise.clauses.how": "Read them and tick them one by one: all of them are needed.",
  "help.authorise.clause.missing": "Read point {number} and tick it.",
  "help.authorise.clause.here": "The tick on this point is missing.",
  "help.authorise.full": "Read the full text (opens in the browser)",
  "help.authorise.doubt":
    "If you are not sure about a point, do not accept: go back and talk to the help desk on {phone}.",
  "help.authorise.remember.group": "Next time",
  "help.authorise.remember": "Remember this on this computer",
  "help.authorise.remember.hint":
    "You will not have to write it or accept again, until the text changes. What stays here is encrypted, and you can have it forgotten whenever you like. If others use this computer too, better not tick.",
  "help.authorise.remember.cannot":
    "It cannot be done here: this computer has no protected place to keep it. Once Help is closed nothing stays written, and next time we will ask you for this again.",
  "help.authorise.forget": "Forget what was remembered",
  "help.authorise.forgotten": "Done: nothing is remembered on this computer any more.",
  "help.authorise.accept": "Accept and call",
  "help.authorise.back": "Back",
  "help.authorise.busy": "Storing the authorisation and preparing the copy by e-mail. One moment.",
  "help.authorise.failed": "The authorisation was not sent. What you wrote is still here.",
  "help.authorise.tooMany":
    "Many authorisations have already come in today, from here or with this e-mail address. Try again in an hour, or write another address.",
  "help.authorise.lost":
    "There is no connection to the help desk. As soon as it is back, press “Accept and call” again.",
  "help.authorise.lost.back": "The connection is back: press “Accept and call” again.",
  "help.remembered.note": "Help remembers your details on this computer.",
  "help.remembered.forget": "Forget them",
};
