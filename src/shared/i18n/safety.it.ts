export const safetyIt = {
  // The key combination that stops a session, as the keyboards call its keys.
  "hotkey.ctrl-alt-enter": "Ctrl + Alt + Invio",
  "hotkey.ctrl-alt-shift-enter": "Ctrl + Alt + Maiusc + Invio",
  "hotkey.ctrl-shift-f9": "Ctrl + Maiusc + F9",
  "hotkey.control-option-return": "Control + Opzione + Invio",
  "hotkey.control-option-shift-return": "Control + Opzione + Maiuscole + Invio",
  "hotkey.control-shift-f9": "Control + Maiuscole + F9",

  // Against abuse: before the first consent, and the way out.
  "help.honest":
    "Nessun tecnico onesto fa aprire la banca, spostare denaro, dire password o numeri di carta.",
  "consent.windows":
    "Se Windows chiede se un programma può apportare modifiche, può rispondere solo Lei: prima ne parlate. La password non la dica mai.",
  "consent.honest":
    "Nessun tecnico onesto Le chiede di aprire la banca, di spostare denaro, o di dire password e numeri di carta. Se succede, risponda No.",
  "help.wrong.button": "Qualcosa non va",
  "help.wrong.title": "Chiudere e segnalare?",
  "help.wrong.text":
    "Se risponde Sì, la chiamata si chiude subito, nessuno resta collegato, e {organisation} riceve la Sua segnalazione.",
  "help.wrong.yes": "Sì, chiudi e segnala",
  "help.wrong.no": "No, torna indietro",
  "help.ended.phone":
    "Adesso chiuda la telefonata con chi Le ha parlato finora. Poi telefoni Lei al {phone} e racconti che cosa è successo.",
  "help.ended.taker": "Ha risposto",
  "help.ended.organisation": "Assistenza",
  "help.ended.nothing":
    "Del collegamento non resta niente su questo computer. Per un altro servono una nuova chiamata e un nuovo Sì, da parte Sua.",
} as const;
