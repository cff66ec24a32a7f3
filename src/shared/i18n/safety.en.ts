export const safetyEn = {
  "hotkey.ctrl-alt-enter": "Ctrl + Alt + Enter",
  "hotkey.ctrl-alt-shift-enter": "Ctrl + Alt + Shift + Enter",
  "hotkey.ctrl-shift-f9": "Ctrl + Shift + F9",
  "hotkey.control-option-return": "Control + Option + Return",
  "hotkey.control-option-shift-return": "Control + Option + Shift + Return",
  "hotkey.control-shift-f9": "Control + Shift + F9",

  "help.honest":
    "No honest technician asks to open your bank, move money, or hear passwords or card numbers.",
  "consent.windows":
    "If Windows asks whether a program may make changes, only you can answer: talk about it first. Never tell the password.",
  "consent.honest":
    "No honest technician asks you to open your bank, to move money, or to tell passwords and card numbers. If that happens, answer No.",
  "help.wrong.button": "Something is wrong",
  "help.wrong.title": "End it and report it?",
  "help.wrong.text":
    "If you answer Yes, the call ends at once, nobody stays connected, and {organisation} receives your report.",
  "help.wrong.yes": "Yes, end and report it",
  "help.wrong.no": "No, go back",
  "help.ended.phone":
    "Now hang up on whoever has been talking to you. Then you phone {phone} yourself and tell them what happened.",
  "help.ended.taker": "Answered by",
  "help.ended.organisation": "Help desk",
  "help.ended.nothing":
    "Nothing of the connection stays on this computer. Another one needs a new call and a new Yes, both from you.",
} as const;
