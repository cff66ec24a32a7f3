/** The bar during a session, and Viewer’s side of permissions. */
export const sessionIt = {
  "consent.words":
    "Il tecnico Le ha letto queste parole al telefono: {words}. Se erano diverse, risponda No e prema Stop.",
  "bar.words": "Parole:",
  "bar.of": "di {organisation} è in collegamento",
  "bar.permissions": "Che cosa fa il tecnico",
  "bar.hotkey": "Stop: {keys}",
  "bar.report": "Qualcosa non va",
  "bar.paused": "Pausa: c’è davanti la banca. Il tecnico non vede niente.",
  "bar.blind": "Niente pausa per la banca",
  "bar.resume": "Riprendi",
  "bar.asked": "C’è una domanda per Lei sullo schermo.",
  "help.ringing.quickTitle": "Resti al telefono: il tecnico può rispondere",
  "help.ringing.quickText":
    "Linea {line}. Lei ha l’accesso rapido: il tecnico può rispondere senza chiederLe i numeri. Prima di vedere qualcosa Le chiede comunque il permesso, qui sullo schermo.",
  "help.ringing.quickNumbers": "Solo se il tecnico Le chiede i numeri, sono questi:",
  "viewer.call.customer": "Cliente: {customer}",
  "viewer.call.quick":
    "Questo cliente ha l’accesso rapido: si accerti al telefono che sia lui a chiamare, poi risponda.",
  "viewer.call.takeQuick": "Rispondi senza codice",
  "viewer.permission.title": "Permessi del cliente",
  "viewer.permission.asking": "In attesa: il cliente vede la domanda sullo schermo.",
  "viewer.permission.paused":
    "In pausa. Il cliente deve premere «Riprendi»: finché non lo fa, qui non si vede e non si tocca niente.",
} as const;
