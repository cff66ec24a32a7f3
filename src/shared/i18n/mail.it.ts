/**
 * Texts of the mails (signaling-server/mail/compose.ts). Each says what happened, then what to do, then
 * what to do if it was not expected; names, links and the signature are put around them.
 */
export const mailIt = {
  "mail.greeting": "Buongiorno {name},",
  "mail.signature.phone": "Telefono: {phone}",
  "mail.link.hint":
    "Se il pulsante non funziona, copi questo indirizzo nel programma con cui va su Internet:",

  "mail.staff-set-up.subject": "Scelga la Sua password per {organisation}",
  "mail.staff-set-up.happened": "per Lei è pronto un accesso al servizio di assistenza di {organisation}.",
  "mail.staff-set-up.todo":
    "Per cominciare apra il link qui sotto e scelga una password. Il link funziona una volta sola, entro {hours, plural, one {# ora} other {# ore}} da quando Le abbiamo scritto.",
  "mail.staff-set-up.button": "Scelga la password",
  "mail.staff-set-up.unexpected":
    "Se non si aspettava questo messaggio, non faccia nulla. Per qualsiasi dubbio telefoni al {phone}.",

  "mail.password-reset.subject": "Una nuova password per {organisation}",
  "mail.password-reset.happened":
    "qualcuno, probabilmente Lei, ha chiesto una nuova password per il Suo accesso a {organisation}.",
  "mail.password-reset.todo":
    "Per sceglierla apra il link qui sotto. Il link funziona una volta sola, entro {minutes, plural, one {# minuto} other {# minuti}} dalla richiesta.",
  "mail.password-reset.button": "Scelga la nuova password",
  "mail.password-reset.unexpected":
    "Se non l’ha chiesta Lei, non faccia nulla: la password resta quella di prima. Se il messaggio si ripete, telefoni al {phone}.",

  "mail.registration-confirm.subject": "Confermi la Sua adesione al servizio di {organisation}",
  "mail.registration-confirm.happened":
    "abbiamo ricevuto l’adesione di {company} al servizio di assistenza di {organisation}, con questo indirizzo e-mail.",
  "mail.registration-confirm.todo":
    "Per confermare che l’indirizzo è Suo apra il link qui sotto e prema il pulsante nella pagina, entro {hours, plural, one {# ora} other {# ore}} dalla richiesta. Dopo la conferma il servizio sarà attivo entro {dueHours, plural, one {# ora} other {# ore}}: Le scriveremo.",
  "mail.registration-confirm.button": "Confermi l’adesione",
  "mail.registration-confirm.unexpected":
    "Se non l’ha mandata Lei, non faccia nulla: senza conferma l’adesione non ha effetto. Per qualsiasi dubbio telefoni al {phone}.",

  "mail.registration-waiting.subject": "Un’adesione da approvare: {company}",
  "mail.registration-waiting.happened":
    "{company} ha chiesto di usare il servizio di assistenza e ha confermato il proprio indirizzo e-mail.",
  "mail.registration-waiting.todo":
    "Guardi l’adesione e la approvi o la rifiuti: ai clienti promettiamo il servizio entro {dueHours, plural, one {# ora} other {# ore}} dalla conferma.",
  "mail.registration-waiting.button": "Apra le adesioni",
  "mail.registration-waiting.unexpected":
    "Riceve questo messaggio perché lavora per {organisation}. Se non se lo aspettava, non faccia nulla e telefoni al {phone}.",

  "mail.customer-access.subject": "Il Suo accesso all’assistenza di {organisation}",
  "mail.customer-access.happened":
    "il servizio di assistenza di {organisation} per {company} è attivo, e il Suo accesso è pronto.",
  "mail.customer-access.todo":
    "Apra il link qui sotto e scelga una password. Il link funziona una volta sola, entro {days, plural, one {# giorno} other {# giorni}} da quando Le abbiamo scritto.",
  "mail.customer-access.button": "Scelga la password",
  "mail.customer-access.unexpected":
    "Se non si aspettava questo messaggio, non faccia nulla. Per qualsiasi dubbio telefoni al {phone}.",

  "mail.registration-refused.subject": "La Sua richiesta al servizio di {organisation}",
  "mail.registration-refused.happened":
    "ci dispiace: non possiamo attivare il servizio di assistenza per {company} come ci è stato chiesto.",
  "mail.registration-refused.todo":
    "Se desidera sapere perché, o se pensa che sia un errore, telefoni al {phone}: ne parliamo volentieri.",
  "mail.registration-refused.unexpected": "Se non ci aveva chiesto nulla, non deve fare nulla.",

  "mail.call-reported.subject": "Segnalazione sulla linea {line}: «Qualcosa non va»",
  "mail.call-reported.happened":
    "chi chiamava sulla linea {line} ha segnalato che qualcosa non va: {when}. Come nome ha scritto «{caller}». {phase, select, active {Era collegato il tecnico {technician}; il collegamento è stato chiuso subito.} taken {Il tecnico {technician} aveva risposto, ma non vedeva ancora lo schermo; la chiamata è stata chiusa subito.} ended {La chiamata era appena finita. {technician, select, none {Nessun tecnico aveva risposto.} other {Aveva risposto il tecnico {technician}.}}} other {Nessun tecnico aveva ancora risposto; la chiamata è stata chiusa subito.}}{others, plural, =0 {} one { Non Le abbiamo ancora scritto di un’altra segnalazione.} other { Non Le abbiamo ancora scritto di altre # segnalazioni.}}",
  "mail.call-reported.todo":
    "Telefoni al cliente, a un numero che conosce già, e si faccia raccontare che cosa è successo: il nome scritto può non essere il suo. Se c’era un tecnico, senta anche lui. Poi guardi il registro delle attività: ogni segnalazione vi è scritta con la linea, l’ora e il tecnico.",
  "mail.call-reported.button": "Apra il registro",
  "mail.call-reported.unexpected":
    "Riceve questo messaggio perché amministra il servizio di {organisation}. Se non è così, non faccia nulla e telefoni al {phone}.",

  "mail.test.subject": "Prova della posta di {organisation}",
  "mail.test.happened": "questo è un messaggio di prova: la posta di {organisation} funziona.",
  "mail.test.todo": "Non deve fare nulla.",
  "mail.test.unexpected":
    "Se non sa chi ha chiesto la prova, ignori questo messaggio. Per qualsiasi dubbio telefoni al {phone}.",
} as const;
