/** The bar during a session, and Viewer’s side of permissions. */
export const sessionEn = {
  "consent.words":
    "The technician read these words to you on the phone: {words}. If they were different, answer No and press Stop.",
  "bar.words": "Words:",
  "bar.of": "of {organisation} is connected",
  "bar.permissions": "What the technician does",
  "bar.hotkey": "Stop: {keys}",
  "bar.report": "Something is wrong",
  "bar.paused": "Paused: the bank is in front. The technician sees nothing.",
  "bar.blind": "No pause for the bank",
  "bar.resume": "Go on",
  "bar.asked": "There is a question for you on the screen.",
  "help.ringing.quickTitle": "Stay on the phone: the technician can answer",
  "help.ringing.quickText":
    "Line {line}. You have quick access: the technician can answer without asking you for the numbers. Before they see anything they still ask for your permission, here on the screen.",
  "help.ringing.quickNumbers": "Only if the technician asks you for the numbers, here they are:",
  "viewer.call.customer": "Customer: {customer}",
  "viewer.call.quick":
    "This customer has quick access: check on the phone that it is they who call, then answer.",
  "viewer.call.takeQuick": "Answer without code",
  "viewer.permission.title": "What the customer allows",
  "viewer.permission.asking": "Waiting: the customer has the question on their screen.",
  "viewer.permission.paused":
    "Paused. The customer has to press “Go on”: until then nothing is seen or touched here.",
} as const;
