export const spokenEn = {
  "spoken.words": "Check words",
  "spoken.caller.text": "The technician reads these words to you on the telephone:",
  "spoken.caller.different": "If the words are different, press Stop.",
  "spoken.technician.text": "Read these words to the caller first:",
  "spoken.technician.ask": "Are they the same on their screen?",
  "spoken.same": "Same",
  "spoken.different": "Different",
  "spoken.state.unchecked": "Unchecked",
  "spoken.state.same": "Checked",
} as const;
