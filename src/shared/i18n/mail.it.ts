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

  "mail.test.subject": "Prova della posta di {organisation}",
  "mail.test.happened": "questo è un messaggio di prova: la posta di {organisation} funziona.",
  "mail.test.todo": "Non deve fare nulla.",
  "mail.test.unexpected":
    "Se non sa chi ha chiesto la prova, ignori questo messaggio. Per qualsiasi dubbio telefoni al {phone}.",
} as const;
