import type { siteIt } from "./site.it.ts";

export const siteEn: Readonly<Record<keyof typeof siteIt, string>> = {
  "site.title.home": "Remote assistance",
  "site.title.register": "Registration for the assistance service",
  "site.title.confirm": "Confirming your registration",
  "site.title.password": "Choosing a password",
  "site.title.forgotten": "Forgotten password",
  "site.title.missing": "Page not found",

  "site.links": "Other pages",
  "site.home": "Start page",
  "site.register": "Registration",
  "site.staff": "Staff sign-in",
  "site.forgotten": "Forgotten password",
  "site.hours":
    "{open, select, always {We answer day and night, every day, public holidays included.} each {The lines have different hours, Italian time.} unknown {To know when we answer, give us a call.} other {We answer {week}, Italian time.}}",
  "site.noPhone":
    "The telephone number cannot be loaded right now. Check the connection and load this page again.",
  "site.stuck": "If it does not work, give us a call:",
  "site.questions": "Any questions? Give us a call:",
  "site.tryAgain": "Try again",
  "site.sending": "One moment: we are waiting for the server’s answer. Please stay on this page.",
  "site.checking": "One moment: we are checking the link.",
  "site.done": "done",
  "site.kept": "What you wrote is still here.",
  "site.fix.title":
    "{count, plural, one {There is one thing to put right} other {There are # things to put right}} before sending",
  "site.nothing.title": "Nothing arrives?",
  "site.nothing.wait": "Wait a few minutes, and look among the unwanted mail (spam) too.",
  "site.nothing.stuck": "If it still does not come, give us a call:",

  "hours.day":
    "{day, select, mon {Mondays} tue {Tuesdays} wed {Wednesdays} thu {Thursdays} fri {Fridays} sat {Saturdays} other {Sundays}}",
  "hours.days":
    "{first, select, mon {Monday} tue {Tuesday} wed {Wednesday} thu {Thursday} other {Friday}} to {last, select, wed {Wednesday} thu {Thursday} fri {Friday} sat {Saturday} other {Sunday}}",
  "hours.everyDay": "every day",
  "hours.part": "{days}, {times}",
  "hours.time": "{hour}:{minute}",
  "hours.from": "from {at, select, midnight {midnight} other {{time}}}",
  "hours.to": "to {at, select, midnight {midnight} other {{time}}}",
  "hours.allDay": "all day",
  "hours.always": "day and night, every day, public holidays included",
  "hours.line": "{lines}: {week}.",
  "hours.holidays":
    "{which, select, others {On Italian public holidays the other lines are closed.} other {On Italian public holidays we are closed.}}",

  "home.heading": "Trouble with your computer? Give us a call.",
  "home.lead":
    "A technician looks at the screen together with you and puts things right from a distance: only if you allow it, and only for as long as you like.",
  "home.steps": "How it works, in three steps",
  "home.step1": "Phone us",
  "home.step1.text": "Tell us what is happening. The technician tells you the number of a line.",
  "home.step2": "Open Help",
  "home.step2.text":
    "It is a small program that needs no installation: double-click its icon and the list of lines appears. If you do not have it yet, download it from here while you are on the phone with us.",
  "home.step3": "Double-click the line",
  "home.step3.text":
    "Double-click the line that we told you. Two numbers appear, the ID and the code: read them out to the technician. Then answer Yes to the question.",
  "home.yours": "You always decide",
  "home.yours.start": "Without your phone call and your double-click nobody connects.",
  "home.yours.consent":
    "Before we begin you see the technician’s name and answer Yes or No. No answer means No.",
  "home.yours.stop": "The Stop button stays on the screen all the time: you stop whenever you like.",
  "home.first": "Is this your first time?",
  "home.first.text":
    "To receive assistance you need to register: it is free, takes a few minutes on this site, and the service is active within 48 hours.",
  "home.first.go": "Register for the service",

  "register.heading": "Register for the service",
  "register.lead":
    "Registration is free. Fill in the form and read the terms. Then we send you an e-mail with a link to confirm: the service is active within 48 hours.",
  "register.needed": "Where it does not say “optional”, an answer is needed.",
  "register.company.group": "Your company",
  "register.person.group": "Who we talk to",
  "register.link.group": "How we connect",
  "register.message.group": "Anything else",
  "register.company": "Name of the company",
  "register.company.hint": "If you have no company, write your own first and last name.",
  "register.company.missing":
    "Write the name of the company or, if you have none, your own first and last name.",
  "register.taxCode": "VAT number or tax code (optional)",
  "register.name": "First and last name",
  "register.name.missing": "Write your first and last name, so that we know whom to ask for.",
  "register.name.wrong":
    "There is a symbol in the name that cannot be used. Delete it and type the name by hand.",
  "register.email": "E-mail",
  "register.email.hint": "This is where we send the link to confirm.",
  "register.email.missing": "Write your e-mail address: without it we cannot send you the link to confirm.",
  "register.email.wrong":
    "This e-mail address is not complete or has a mistake in it. It usually looks like this: name@company.com, without spaces.",
  "register.email.writeTo": "We will write to {email}",
  "register.phone": "Telephone (optional)",
  "register.phone.hint": "If you leave it with us, we can phone you too.",
  "register.phone.wrong":
    "There is something in this number that is not a digit, or it is too short. Write it again, for example like this: 06 5550 0142.",
  "register.quick": "I would like quick access (optional)",
  "register.quick.hint":
    "Each time we connect, you read out two numbers to us on the phone, ID and code. With quick access you read them out only the first time. Nothing else changes: it is always you who phones, opens the program and says yes. Reading out the numbers is one more safeguard: if in doubt, leave the box empty. You can change your mind at any time with a phone call.",
  "register.message": "Is there anything you want to tell us? (optional)",
  "register.message.hint":
    "For example how many computers you have and which programs you use. No passwords.",
  "register.message.wrong": "This text is too long. Shorten it: you can tell us the details on the phone.",
  "register.taxCode.wrong": "This code is too long. Check that you wrote it only once.",
  "register.company.wrong": "This name is too long. Shorten it.",
  "register.terms.version": "Version {version}",
  "register.accept": "I have read the terms of the service and accept them",
  "register.accept.missing": "Read the terms above and, if you agree, tick this box.",
  "register.privacy":
    "What you write here reaches only us: we use it to activate the service and to answer you. This page uses nobody else’s services and follows nobody.",
  "register.send": "Send the registration",
  "register.sent": "Now look at your mail",
  "register.sent.text": "Thank you, the form has arrived. Only your confirmation is missing.",
  "register.sent.steps": "Where we are",
  "register.sent.form": "Form sent",
  "register.sent.mail": "Open the e-mail you get from us",
  "register.sent.mail.text":
    "We are writing to {email}. Press the link in the e-mail and then, on the page that opens, the button to confirm.",
  "register.sent.active": "We activate the service",
  "register.sent.active.text":
    "48 hours after your confirmation at the latest. We write to you how to go on.",
  "register.sent.wrong":
    "Check the address: {email}. If it is not right, correct it and send again. The form stays filled in.",
  "register.sent.correct": "Correct the address",

  "terms.new": "New",
  "terms.gone": "Removed",
  "terms.loading": "One moment: we are loading the terms of the service.",
  "terms.failed":
    "The terms of the service cannot be loaded right now, and without them the form cannot be sent. Check the connection and try again.",
  "terms.title": "Terms of the service",
  "terms.join": "Registration",
  "terms.join.form": "To use the service you need to register, with the form on this page.",
  "terms.join.free":
    "Registering, sending requests for assistance and the program for the connection are all free of charge.",
  "terms.join.active":
    "At the end of the registration you receive the credentials for requests for assistance. The service is active within the following 48 hours.",
  "terms.request": "When you ask for help",
  "terms.request.contact":
    "Once we have your request, we contact you within 2 working days, by telephone, by e-mail or through the request service, and arrange the work: at your place or, where possible, from a distance.",
  "terms.request.online":
    "From a distance we can help only on a computer that is switched on and connected to the Internet.",
  "terms.request.hours":
    "{open, select, always {We work day and night, every day, public holidays included.} each {The lines have different hours, Italian time.} unknown {To know when we work, give us a call.} other {We work {week}, Italian time.}}",
  "terms.link": "The remote connection",
  "terms.link.consent":
    "We connect only with your consent, and always after you have started the program by hand.",
  "terms.link.codes":
    "The first time you tell us, by voice, the ID and the password that the program shows. The password is a code of digits that is good for one connection only.",
  "terms.link.quick":
    "The next times only those who chose quick access in this form may do without telling us.",
  "terms.link.refuse": "You may always refuse the connection or interrupt it, at any moment.",
  "terms.link.close":
    "Once the assistance is over, it is up to you to close the program and to check that it is no longer running.",
  "terms.link.autostart": "The program must never be set to start by itself.",
  "terms.cost": "What it costs",
  "terms.cost.rate":
    "Remote work that follows a request {rate, plural, =0 {is free of charge} other {costs {rate, number, ::currency/EUR} per hour, without VAT}}, unless an assistance contract made earlier says otherwise.",
  "terms.cost.lines": "On these lines the price is another: {lines}.",
  "terms.cost.line":
    "{line}, {rate, plural, =0 {free of charge} other {{rate, number, ::currency/EUR} per hour, without VAT}}",
  "terms.line": "line {number} ({label})",
  "terms.data": "Your data",
  "terms.data.backup": "Before you ask for any work at all, make a backup of your data: this is up to you.",
  "terms.data.risk":
    "We work with the greatest care, but remote work is never entirely without risk. Where there is no backup device, we cannot guarantee that data on the computer’s disks survives unless it was copied beforehand.",
  "terms.data.private":
    "We undertake to work with the greatest diligence, and we guarantee, as the rules in force require, that we neither acquire nor store on our equipment any sensitive data from your archives.",
  "terms.change": "If something changes",
  "terms.change.text":
    "We may change how and on what conditions remote assistance is given, the program included, at any time and without notice. With your registration we note which version of these terms you accepted.",

  "confirm.heading": "Confirm your registration",
  "confirm.text": "Just one click is missing: it tells us that the e-mail address is really yours.",
  "confirm.notYou":
    "You did not ask to register? Then press nothing and close this page: without the confirmation nothing happens.",
  "confirm.go": "I confirm the registration",
  "confirm.done": "Thank you, the registration is confirmed",
  "confirm.done.company": "Registration of {company}",
  "confirm.done.due": "The service will be active within 48 hours: by {day} at {time}, Italian time.",
  "confirm.done.next":
    "There is nothing else to do. When everything is ready we send you an e-mail with the link to choose your password.",
  "confirm.gone": "This link no longer works",
  "confirm.gone.text":
    "It has been used already or has run out. If you have already confirmed, all is well and there is nothing to do. Otherwise fill in the form again: we send you a new link.",
  "confirm.gone.again": "Back to the form",

  "link.missing": "Open this page from your e-mail",
  "link.missing.text":
    "It needs the link that we sent you. Go back to the e-mail and press it again; if you copy it, copy all of it, up to the last letter.",

  "password.heading.set-up": "Choose your password",
  "password.heading.reset": "Choose a new password",
  "password.heading.customer-access": "Choose your password",
  "password.whose": "For the account of",
  "password.rules":
    "It needs at least {min} characters. Four words that have nothing to do with each other are an excellent password, and easy to remember.",
  "password.rules.own": "Choose one that you use nowhere else.",
  "password.label": "New password",
  "password.hint": "You can type it or paste it.",
  "password.more": "{count, plural, one {# more character is needed} other {# more characters are needed}}.",
  "password.enough": "The length is fine.",
  "password.missing": "Write the password that you have chosen here.",
  "password.short":
    "This password is too short: {count, plural, one {# more character is needed} other {# more characters are needed}}. Add a word, for example.",
  "password.tooLong": "This password is too long. Choose one of at most {max} characters.",
  "password.save": "Save the password",
  "password.done": "The password is saved",
  "password.done.staff":
    "Now you can sign in with the address {email} and the password you have just chosen.",
  "password.done.staff.go": "Go to the staff sign-in",
  "password.done.customer":
    "There is nothing else to do: from now on we can help you. When you need a hand, give us a call.",
  "password.done.customer.go": "How the assistance works",
  "password.done.reset": "From now on the password you have just chosen is the one for the address {email}.",
  "password.done.reset.staff": "If you work here, you can sign in now:",
  "password.gone.text":
    "It has been used already or has run out, and the password has not changed. If you have already chosen one with this link, use that. Otherwise ask us for a new link.",
  "password.gone.again": "Ask for a new link",

  "forgotten.heading": "Forgotten your password?",
  "forgotten.text": "Write your e-mail address: we send you a link to choose a new one.",
  "forgotten.email": "Your e-mail address",
  "forgotten.email.missing": "Write the e-mail address that you usually sign in with.",
  "forgotten.send": "Send the link",
  "forgotten.sent": "Now look at your mail",
  "forgotten.sent.text":
    "If we know the address {email}, in a few minutes you get an e-mail with the link to choose the new password.",
  "forgotten.sent.same": "To protect everybody, this answer is the same for every address, known or not.",
  "forgotten.sent.other":
    "Check the address: {email}. Perhaps you use another one, or there is a typing mistake.",
  "forgotten.sent.again": "Try another address",

  "missing.heading": "This page is not here",
  "missing.text":
    "Perhaps the address was copied only in part, or the page has moved. From the start page you get everywhere; if you prefer, give us a call and we show you the way.",
  "missing.home": "Go to the start page",
};
