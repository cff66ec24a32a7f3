import type { TextKey } from "./index.ts";

/** The English catalogue: every key of the Italian source, in plain English. */
export const en: Readonly<Record<TextKey, string>> = {
  "window.help": "Help – Remote assistance",
  "window.bar": "Session in progress",
  "window.viewer": "Linea Viewer",
  "consent.title": "Consent to the session",
  "consent.message": "{technician} of {organisation} asks to see and use this computer. Do you allow it?",
  "consent.detail":
    "If you answer Yes, the technician will see your whole screen and will be able to use the mouse and keyboard in your place.\n\nYou can stop at any time with the Stop button, which is always visible on the screen.\n\nIf you are not on the phone with this person, or if you are in doubt, answer No.",
  "consent.yes": "&Yes, I allow it",
  "consent.no": "&No",

  "common.language": "Language",
  "common.stop": "Stop",
  "common.cancel": "Cancel",
  "common.ok": "I understand",
  "common.line": "Line {line}",
  "common.elapsed": "Time elapsed",
  "common.secondsLeft": "{seconds, plural, one {# second left} other {# seconds left}}",
  "common.duration.seconds": "{seconds, plural, one {# second} other {# seconds}}",
  "common.duration.minutes":
    "{minutes, plural, one {# minute} other {# minutes}}{seconds, plural, =0 {} one { and # second} other { and # seconds}}",
  "common.duration.hours":
    "{hours, plural, one {# hour} other {# hours}}{minutes, plural, =0 {} one { and # minute} other { and # minutes}}",

  "line.closed": "Closed",
  "line.free": "Free",
  "line.busy": "Busy",
  "line.waiting": "{waiting, plural, one {# waiting} other {# waiting}}",

  "help.phone": "Help desk telephone",
  "help.lines.title": "Remote assistance",
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
  "help.ringing.care": "Tell them only to the person who answers at {phone}.",
  "help.ringing.careNoPhone": "Tell them only to the technician you are speaking to on the phone.",
  "help.ringing.valid": "{seconds, plural, one {Valid for # more second} other {Valid for # more seconds}}",
  "help.asking.title": "Answer the question on the screen",
  "help.asking.text": "{technician} asks to see and use this computer.",
  "help.asking.how":
    "A window with the question has appeared. Answer Yes only if you are on the phone with this person. No answer means No.",
  "help.asking.refuse": "I do not want this, end the call",
  "help.linking.title": "Connecting, one moment",
  "help.linking.text": "We are connecting this computer with {technician}. It usually takes a few seconds.",
  "help.active.title": "You are connected with {technician}",
  "help.active.text":
    "The technician sees the screen and can use the mouse and keyboard. Stay near the computer: you can stop whenever you like.",
  "help.active.stop": "Stop: end it now",
  "help.ended.session": "The session is closed",
  "help.ended.call": "The call is over",
  "help.ended.technician": "Technician",
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
    "This copy of Help is too old and can no longer call. Close it, delete it and download Help again from the help desk’s website.",
  "help.outdated.phone": "If you are not sure how, phone {phone}.",

  "bar.text": "sees and uses this computer",
  "bar.stop": "Stop: end the session now",

  "viewer.signIn.title": "Technician sign-in",
  "viewer.signIn.text":
    "Paste your personal token here, the one that the people who run the service gave you. It is as good as a password: show it to nobody.",
  "viewer.signIn.token": "Personal token",
  "viewer.signIn.short": "The token has at least {min} characters. Copy all of it and paste it again.",
  "viewer.signIn.refused":
    "This token is not valid. Check that you copied all of it, or ask the people who run the service for a new one.",
  "viewer.signIn.submit": "Sign in",
  "viewer.signIn.busy": "Connecting to the service. If it takes more than a few seconds, check the network.",
  "viewer.online": "Online",
  "viewer.offline": "Offline, trying again",
  "viewer.offline.text":
    "The server cannot be reached. The program tries again by itself: your lines receive no calls until you are back online. If it lasts, check the network.",
  "viewer.outdated.title": "You need the new version of Viewer",
  "viewer.outdated.text":
    "The server speaks a different version of the protocol. Install the version of Viewer named by the people who run the service.",
  "viewer.sound": "Ringer",
  "viewer.sound.on": "Ringer on",
  "viewer.sound.off": "Ringer off",
  "viewer.lines.title": "Lines",
  "viewer.lines.open": "Open line {line}, {label}",
  "viewer.lines.mine": "Opened by you",
  "viewer.lines.other": "Opened by colleagues",
  "viewer.lines.nobody": "Nobody answers",
  "viewer.lines.empty": "The server has no lines. Add them in the server’s configuration.",
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
  "error.malformed":
    "The service did not understand the request. Close the program, open it again and retry.",
  "error.too-large": "The request was too large for the service. Close the program, open it again and retry.",
  "error.unauthorised": "The service does not recognise this sign-in. Sign in again with a valid token.",
  "error.rate-limited": "Too many requests in a short time. Wait a minute and try again.",
  "error.not-now": "This is not possible at the moment. Wait a few seconds and try again.",
  "error.unknown-line": "This line does not exist. Check the number in the list.",
  "error.line-closed": "This line is closed. Choose a free one.",
  "error.line-busy": "This line is busy. Wait until it is free or choose another.",
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
  "ended.protocol-error.technician":
    "A message was not valid and the session was closed for safety. Ask the caller to call again; if it repeats, tell the people who run the service.",
  "ended.server-stopping.technician":
    "The server stopped. Wait until it is back and ask the caller to call again.",
};
