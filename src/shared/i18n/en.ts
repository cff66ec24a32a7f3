import { adminEn } from "./admin.en.ts";
import { apiEn } from "./api.en.ts";
import { authorisationEn } from "./authorisation.en.ts";
import { downloadEn } from "./download.en.ts";
import { mailEn } from "./mail.en.ts";
import { permissionTexts } from "../protocol/permissions.ts";
import { safetyEn } from "./safety.en.ts";
import { sessionEn } from "./session.en.ts";
import { siteEn } from "./site.en.ts";
import { spokenEn } from "./spoken.en.ts";
import type { TextKey } from "./index.ts";

/** The English catalogue: every key of the Italian source, in plain English. */
export const en: Readonly<Record<TextKey, string>> = {
  ...adminEn,
  ...apiEn,
  ...authorisationEn,
  ...downloadEn,
  ...mailEn,
  ...safetyEn,
  ...permissionTexts("en"),
  ...sessionEn,
  ...siteEn,
  ...spokenEn,
  "window.help": "Help – Remote assistance",
  "window.bar": "Session in progress",
  "window.viewer": "Linea Viewer",
  "window.testBuild": "{name} (test version, not for release)",
  "help.cannotStart":
    "The program could not be opened. Please try once more. If that does not help, phone the help desk and read out what is written below.",
  "viewer.cannotStart":
    "The program could not be opened. Please show what is written below to whoever looks after this computer.",
  "consent.title": "Consent to the session",
  "consent.yes": "&Yes, I allow it",
  "consent.no": "&No",

  "common.language": "Language",
  "common.stop": "Stop",
  "common.cancel": "Cancel",
  "common.ok": "I understand",
  "common.show": "Show",
  "common.hide": "Hide",
  "common.password.show": "Show the password",
  "common.password.hide": "Hide the password",
  "common.line": "Line {line}",
  "common.elapsed": "Time elapsed",
  "common.secondsLeft": "{seconds, plural, one {# second left} other {# seconds left}}",
  "common.duration.seconds": "{seconds, plural, one {# second} other {# seconds}}",
  "common.duration.minutes":
    "{minutes, plural, one {# minute} other {# minutes}}{seconds, plural, =0 {} one { and # second} other { and # seconds}}",
  "common.duration.hours":
    "{hours, plural, one {# hour} other {# hours}}{minutes, plural, =0 {} one { and # minute} other { and # minutes}}",

  "line.closed": "Closed",
  "line.closedUntil": "Closed, opens {when}",
  "line.free": "Free",
  "line.busy": "Busy",
  "line.waiting": "{waiting, plural, one {# waiting} other {# waiting}}",
  "opening.today": "today {at}",
  "opening.tomorrow": "tomorrow {at}",
  "opening.day": "{day} {at}",
  "opening.at": "{hour, plural, other {at {time}}}",

  "help.phone": "Help desk telephone",
  "help.lines.todo": "Phone the number above, then double-click the line that the technician tells you.",
  "help.lines.list": "Help desk lines",
  "help.lines.keys": "Or type the number of the line and press Enter.",
  "help.lines.none": "There are no lines just now. Phone {phone} and ask for help by voice.",
  "help.lines.call": "Call line {line}",
  "help.name.label": "Your name",
  "help.name.hint": "The technician will see it. You may leave it empty.",
  "help.name.default": "Caller",
  "help.typed.label": "Line",
  "help.typed.known": "{label}: press Enter to call",
  "help.typed.unknown": "This line is not in the list",
  "help.closed.title": "Line {line} is closed",
  "help.closed.todo": "No call was made. Phone {phone} and ask which line to use.",
  "help.closed.opens": "It opens {when}. No call was made. If it is urgent, phone {phone}.",
  "help.busy.title": "Line {line} is busy",
  "help.busy.todo":
    "The technician is helping someone else. You can wait here for your turn, or phone {phone} and ask for another line.",
  "help.busy.wait": "Wait in the queue",
  "help.busy.leave": "No, thank you",
  "help.free.title": "Line {line} is free now",
  "help.free.todo": "You can call it whenever you like.",
  "help.unknown.title": "There is no line {line}",
  "help.unknown.todo": "Check the number in the list, or phone {phone} and ask them to repeat it.",
  "help.refused.title": "The call was not made",
  "help.refused.phone": "If it does not work, phone {phone}.",

  "help.track": "Where we are",
  "help.track.call": "Call",
  "help.track.code": "Code",
  "help.track.consent": "Consent",
  "help.track.link": "Connection",
  "help.track.done": "done",
  "help.calling.title": "Calling line {line}",
  "help.calling.text": "One moment: we are telling the help desk. Stay on the phone.",
  "help.queued.title": "You are in the queue for line {line}",
  "help.queued.position": "Your position",
  "help.queued.text":
    "{ahead, plural, =0 {You are next.} one {There is one person before you.} other {There are # people before you.}} Leave this window open: the call will start by itself.",
  "help.queued.leave": "Leave the queue",
  "help.ringing.title": "Read these numbers over the phone",
  "help.ringing.text": "Line {line}: the technician asks for the ID first, then for the code.",
  "help.ringing.id": "ID",
  "help.ringing.code": "Code",
  "help.ringing.care": "Say them only to whoever answers {phone}.",
  "help.ringing.valid": "Valid for another {time}",
  "help.asking.title": "Answer the question on the screen",
  "help.asking.text": "{technician} asks to connect to this computer.",
  "help.asking.how":
    "A window with the question has appeared. Answer Yes only if you are on the phone with this person. No answer means No.",
  "help.asking.refuse": "I do not want this, end the call",
  "help.linking.title": "Connecting, one moment",
  "help.linking.text": "We are connecting this computer with {technician}. It usually takes a few seconds.",
  "help.active.title": "You are connected with {technician}",
  "help.active.text":
    "The bar at the top shows what the technician does, and you can take everything back with one click. Stay near the computer: you can stop whenever you like.",
  "help.active.stop": "Stop: end it now",
  "help.ended.session": "The session is closed",
  "help.ended.call": "The call is over",
  "help.ended.technician": "Connected with",
  "help.ended.duration": "Duration",
  "help.ended.line": "Line",
  "help.ended.safe": "Nobody is connected to this computer now.",
  "help.ended.back": "Back to the lines",
  "help.ended.close": "Close the program",
  "help.offline.title": "The help desk cannot be reached",
  "help.offline.text":
    "The program tries again by itself every few seconds: you need not do anything. If it lasts, check that this computer is connected to the Internet.",
  "help.offline.phone": "Meanwhile you can phone {phone}.",
  "help.offline.banner": "The connection with the help desk was lost. The program is trying again by itself.",
  "help.outdated.title": "You need the new program",
  "help.outdated.text":
    "This copy of Help is too old for our service and can no longer call. You need the new one: you get it from the help desk’s website, free of charge.",
  "help.outdated.open": "Open the page to download it",
  "help.outdated.address": "The page opens in your browser. Its address is",
  "help.outdated.delete": "Then close this program, delete this old copy of Help and open the new one.",
  "help.outdated.phone": "If you are not sure how, phone {phone}.",
  "help.distrust.title": "To be safe, Help cannot call",
  "help.distrust.wrong-key":
    "The list of lines that arrived is not from your help desk: somebody else has signed it. This copy of Help may be old, or somebody may be posing as your help desk.",
  "help.distrust.tampered": "Somebody changed the list of lines on its way here. Help does not use it.",
  "help.distrust.expired":
    "The list of lines is not valid for today’s date. Usually the clock of this computer is wrong: check the date and the time and put them right. Help tries again by itself within a minute.",
  "help.distrust.replayed":
    "An old list of lines arrived, which is no longer valid. Close Help and open it again; if it happens again, tell the help desk.",
  "help.distrust.malformed":
    "The list of lines is from your help desk, but this copy of Help cannot read it: it may be old. Download Help again from the help desk’s website.",
  "help.distrust.safe": "Nobody can reach this computer.",
  "help.distrust.phone":
    "Phone {phone} and tell them what you see. This number was already in Help when you downloaded it.",

  "bar.stop": "Stop: end the session now",

  "viewer.signIn.title": "Technician sign-in",
  "viewer.signIn.text": "Sign in with the account that you were given for this service.",
  "viewer.signIn.email": "E-mail",
  "viewer.signIn.badEmail": "Type the whole address, such as anna.rossi@example.org.",
  "viewer.signIn.password": "Password",
  "viewer.signIn.noPassword": "Type the password.",
  "viewer.signIn.submit": "Sign in",
  "viewer.signIn.busy":
    "Waiting for the service’s answer. If it takes more than a few seconds, check the network.",
  "viewer.signIn.forgotten": "Forgotten your password?",
  "viewer.signIn.forgotten.sent":
    "If {email} has an account, an e-mail with a link for choosing a new password is on its way. If you cannot find it, look in the spam folder too.",
  "viewer.signIn.code.title": "Verification code",
  "viewer.signIn.code.text":
    "The password is right. Open the authenticator app on your phone and type the code that it shows now for {email}.",
  "viewer.signIn.code": "Six-digit code",
  "viewer.signIn.code.incomplete":
    "The code has {total} digits, and there {typed, plural, =0 {are none} one {is only one} other {are #}} here.",
  "viewer.signIn.code.back": "Back",
  "viewer.signIn.wait": "Too many tries. You can try again in {time}.",
  "viewer.signIn.waitOver": "You can try again now.",
  "viewer.signIn.ended": "Your access has ended or was revoked. Sign in again.",
  "viewer.signIn.totp":
    "Before you can sign in here you have to set up the second factor of your account. You can do that in your browser, in the staff pages of this site:",
  "viewer.signIn.connecting.title": "Connecting to the service",
  "viewer.signIn.connecting.text": "One moment: the connection for receiving calls is being opened.",
  "viewer.signIn.connecting.unreachable":
    "The server does not answer. The program keeps trying by itself; if it lasts, check the network.",
  "viewer.signOut": "Sign out",
  "viewer.online": "Online",
  "viewer.offline": "Offline, trying again",
  "viewer.offline.text":
    "The server cannot be reached. The program tries again by itself: your lines receive no calls until you are back online. If it lasts, check the network.",
  "viewer.outdated.title": "You need the new version of Viewer",
  "viewer.outdated.text":
    "The server speaks a different version of the protocol. Install the version of Viewer named by the people who run the service.",
  "viewer.update.offered": "Version {version} of Viewer is available.",
  "viewer.update.offered.text":
    "You can go on working with this one. The download is {size} MB, and nothing starts by itself.",
  "viewer.update.fetch": "Download",
  "viewer.update.again": "Try again",
  "viewer.update.later": "Not now",
  "viewer.update.fetching":
    "Downloading version {version}. You can go on working; if you take a call, it stops.",
  "viewer.update.stop": "Stop the download",
  "viewer.update.ready": "Version {version} is ready.",
  "viewer.update.ready.text":
    "It is really from your organisation. The file is {name}, in the folder for downloads.",
  "viewer.update.ready.then": "When you have no calls: sign out, close Viewer, and open that file.",
  "viewer.update.show": "Show the file",
  "viewer.update.close": "Close this notice",
  "viewer.update.refused": "Version {version}:",
  "viewer.update.problem.unreachable":
    "The download did not get to its end. Check the network and try again.",
  "viewer.update.problem.disk":
    "The file cannot be saved. Check that the disk has room and that the folder for downloads is there.",
  "viewer.update.problem.unsigned":
    "The server offers a new Viewer that your organisation has not signed. It was not downloaded. Do not install it from elsewhere either, and tell an administrator.",
  "viewer.update.problem.unreadable":
    "The server offers a new Viewer, but this one cannot read what it is. Ask an administrator for the new one.",
  "viewer.update.problem.older":
    "This is older than the Viewer that you have: Viewer never goes back by itself. If you need it, ask an administrator.",
  "viewer.update.problem.no-file": "There is no file for this computer. Ask an administrator.",
  "viewer.update.problem.damaged":
    "The file is not the one that your organisation has signed. Do not open it, and tell an administrator.",
  "viewer.sound": "Ringer",
  "viewer.sound.on": "Ringer on",
  "viewer.sound.off": "Ringer off",
  "viewer.lines.title": "Lines",
  "viewer.lines.open": "Open line {line}, {label}",
  "viewer.lines.mine": "Opened by you",
  "viewer.lines.other": "Opened by colleagues",
  "viewer.lines.nobody": "Nobody answers",
  "viewer.lines.empty":
    "There are no lines yet. An administrator creates them, in the administration’s pages.",
  "viewer.calls.title": "Incoming calls",
  "viewer.calls.count": "{count, plural, one {# call waiting} other {# calls waiting}}",
  "viewer.calls.none": "No calls",
  "viewer.calls.ready": "When a caller calls one of your lines, the call appears here and rings.",
  "viewer.calls.openOne": "To receive calls, open at least one line.",
  "viewer.call.id": "ID",
  "viewer.call.askId": "Have the ID read out and check that it is this one. Then ask for the code.",
  "viewer.call.code": "Code read by the caller",
  "viewer.call.digits": "{typed} of {total} digits",
  "viewer.call.incomplete":
    "The code has {total} digits, here there are {typed}. Ask the caller to repeat it.",
  "viewer.call.wrong":
    "Wrong code. {left, plural, one {One try left} other {# tries left}}: ask the caller to repeat it.",
  "viewer.call.take": "Answer",
  "viewer.call.taking": "Checking the code…",
  "viewer.call.decline": "Decline",
  "viewer.call.left": "{time} left",
  "viewer.asking.title": "Waiting for consent",
  "viewer.asking.text": "{name} must answer Yes to the question on their screen. Tell them on the phone.",
  "viewer.linking.title": "Connecting",
  "viewer.linking.text": "{name} said Yes. The picture arrives in a few seconds.",
  "viewer.linking.keyboard": "To leave their screen by keyboard: Ctrl+Alt+Home.",
  "viewer.screen": "Screen of {name}. To leave it by keyboard: Ctrl+Alt+Home",
  "viewer.scale": "Size of the picture",
  "viewer.scale.fit": "Fit",
  "viewer.scale.actual": "1:1",
  "viewer.end": "End",
  "viewer.stats.state": "State of the connection",
  "viewer.stats.size": "{width} × {height}",
  "viewer.stats.fps": "{fps} fps",
  "viewer.stats.roundTrip": "{ms} ms",
  "viewer.stats.direct": "direct",
  "viewer.stats.relayed": "relayed",
  "viewer.stats.none": "waiting for figures",
  "viewer.ended.title": "Session with {name} ended",
  "viewer.ended.callTitle": "Call from {name} ended",
  "viewer.ended.duration": "Duration: {duration}",
  "viewer.ended.back": "Back to the lines",
  "viewer.gone": "Call from {name}.",
  "viewer.taken": "The call from {name} was taken by {by}. You need not do anything.",

  "error.unsupported-version": "This program is too old for the service. Download the new version.",
  "error.program-too-old": "This copy of Help is too old for our service. Download the new one.",
  "error.malformed":
    "The service did not understand the request. Close the program, open it again and retry.",
  "error.too-large": "The request was too large for the service. Close the program, open it again and retry.",
  "error.unauthorised": "The service does not recognise this sign-in. Sign in again with your account.",
  "error.rate-limited": "Too many requests in a short time. Wait a minute and try again.",
  "error.not-now": "This is not possible at the moment. Wait a few seconds and try again.",
  "error.unknown-line": "This line does not exist. Check the number in the list.",
  "error.line-closed": "This line is closed. Choose a free one.",
  "error.line-busy": "This line is busy. Wait until it is free or choose another.",
  "error.not-yours":
    "This line is reserved for other technicians. Open another one, or ask an administrator.",
  "error.already-in-call": "There is already a call under way. End it before you start another.",
  "error.call-gone": "This call is no longer there. If it is still needed, it must be made again.",
  "error.taken-by-other": "A colleague has already answered this call. You need not do anything.",
  "error.wrong-code": "The code is wrong. Have it read out again, one digit at a time.",
  "error.internal": "The service had a problem. Try again in a minute.",

  "ended.cancelled.caller": "You cancelled the call. If you still need help, call again whenever you like.",
  "ended.declined.caller":
    "The technician cannot answer on this line now. Ask on the phone which line to use.",
  "ended.unanswered.caller":
    "No technician answered in time. Make sure you are on the phone with the help desk, then call the line again.",
  "ended.line-closed.caller":
    "The line was closed while you were waiting. Phone the help desk and ask which line to use.",
  "ended.code-burnt.caller":
    "The code was typed wrong too many times and, to be safe, is no longer valid. Call the line again: you will get a new code.",
  "ended.denied.caller":
    "You answered No: the technician saw nothing. If you change your mind, call the line again.",
  "ended.consent-timeout.caller":
    "You did not answer the question in time, so it counts as No: the technician saw nothing. To try again, call the line.",
  "ended.stopped.caller": "You stopped the session. If you want to go on, call the line again.",
  "ended.finished.caller":
    "The technician has finished. You need do nothing else: you can close the program.",
  "ended.caller-lost.caller":
    "This computer lost its connection. Check the Internet and, if you still need help, call the line again.",
  "ended.technician-lost.caller":
    "The technician lost the connection. Stay on the phone: they will tell you whether to call the line again.",
  "ended.peer-failed.caller":
    "The two computers cannot reach each other. Call the line once more; if that does not help, tell the technician on the phone.",
  "ended.capture-failed.caller":
    "The screen could not be shown. Close the program, open it again and call; if that does not help, tell the technician.",
  "ended.display-changed.caller":
    "A monitor was plugged in, unplugged or set differently, so the help was stopped to be safe. If you still need it, call the line again.",
  "ended.reported.caller":
    "You reported that something was wrong: everything was closed at once, and the report is on its way to the help desk. You did the right thing.",
  "ended.locked.caller":
    "The screen was locked, so to be safe the session was stopped. If you still need help, call the line again.",
  "ended.asleep.caller":
    "The computer went to sleep, so to be safe the session was stopped. If you still need help, call the line again.",
  "ended.drive-removed.caller":
    "The USB stick or disk that this program was started from was taken away, so to be safe the session was stopped. Close this window. If you still need help, connect the disk again, open the program again and call the line.",
  "ended.unsafe.caller":
    "It is not certain that your technician really was at the other end, so to be safe the connection was closed. Do not call the line again at once: first tell the help desk on the phone.",
  "ended.protocol-error.caller":
    "Something was not right and, to be safe, the session was closed. Tell the technician and call the line again.",
  "ended.server-stopping.caller":
    "The service has stopped for a few minutes. Wait a little and call the line again.",

  "ended.cancelled.technician":
    "The caller cancelled. If they are still on the phone, ask them to call again.",
  "ended.declined.technician": "The call was declined. Tell the caller which line to use.",
  "ended.unanswered.technician": "Nobody answered in time. Ask the caller to call again.",
  "ended.line-closed.technician": "The line was closed. Open it and ask the caller to call again.",
  "ended.code-burnt.technician":
    "Too many wrong codes: the call was closed for safety. Ask the caller to call again, they will get a new code.",
  "ended.denied.technician":
    "The caller answered No. Explain on the phone what is asked and, if they agree, ask them to call again.",
  "ended.consent-timeout.technician":
    "The caller did not answer the question in time. Ask them to call again and guide them to the Yes.",
  "ended.stopped.technician": "The caller stopped the session. Ask on the phone whether they want to go on.",
  "ended.finished.technician": "You ended the session. Nothing stays connected.",
  "ended.caller-lost.technician":
    "The caller’s computer lost its connection. When it is back, ask them to call again.",
  "ended.technician-lost.technician":
    "This computer lost its connection with the server. Once back online, ask the caller to call again.",
  "ended.peer-failed.technician":
    "The two computers cannot reach each other. Ask the caller to call again; if it happens again, another form of help is needed.",
  "ended.capture-failed.technician":
    "The caller’s computer cannot show its screen. Ask them to restart Help and call again.",
  "ended.display-changed.technician":
    "A monitor of the caller’s computer was plugged in, unplugged or set differently. Ask the caller to call again.",
  "ended.reported.technician":
    "The customer reported that something was wrong and stopped. The organisation has been told.",
  "ended.locked.technician": "The customer’s screen was locked. When it is unlocked, have them call again.",
  "ended.drive-removed.technician":
    "The USB stick or disk with Help was taken away from the customer’s computer. Have them connect it again, open Help again and call.",
  "ended.asleep.technician": "The customer’s computer went to sleep. When it is awake, have them call again.",
  "ended.unsafe.technician":
    "The check of the connection failed: somebody may sit between the two computers. Do not try again: tell whoever runs the service.",
  "ended.protocol-error.technician":
    "A message was not valid and the session was closed for safety. Ask the caller to call again; if it repeats, tell the people who run the service.",
  "ended.server-stopping.technician":
    "The server stopped. Wait until it is back and ask the caller to call again.",
};
