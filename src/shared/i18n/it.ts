import { adminIt } from "./admin.it.ts";
import { apiIt } from "./api.it.ts";
import { authorisationIt } from "./authorisation.it.ts";
import { downloadIt } from "./download.it.ts";
import { mailIt } from "./mail.it.ts";
import { permissionTexts } from "../protocol/permissions.ts";
import { safetyIt } from "./safety.it.ts";
import { sessionIt } from "./session.it.ts";
import { siteIt } from "./site.it.ts";
import { spokenIt } from "./spoken.it.ts";
/**
 * The source catalogue. Every text a person reads is here or in its English twin.
 *
 * Register: the caller is addressed with "Lei", in plain words, and every bad news says what to do
 * next. Messages are ICU; an apostrophe is always the typographic ’ because ICU reads ' as an escape.
 */
export const it = {
  ...adminIt,
  ...apiIt,
  ...authorisationIt,
  ...downloadIt,
  ...mailIt,
  ...safetyIt,
  ...permissionTexts("it"),
  ...sessionIt,
  ...siteIt,
  ...spokenIt,
  // Window titles and texts of native dialogs.
  "window.help": "Help – Assistenza remota",
  "window.bar": "Collegamento in corso",
  "window.viewer": "Linea Viewer",
  "window.testBuild": "{name} (versione di prova, non per la distribuzione)",
  "help.cannotStart":
    "Non è stato possibile aprire il programma. Provi ancora una volta. Se non basta, telefoni all’assistenza e legga ad alta voce quello che è scritto qui sotto.",
  "viewer.cannotStart":
    "Non è stato possibile aprire il programma. Mostri quello che è scritto qui sotto a chi cura questo computer.",
  "consent.title": "Consenso al collegamento",
  "consent.yes": "&Sì, consento",
  "consent.no": "&No",

  // Words used in several places.
  "common.language": "Lingua",
  "common.stop": "Stop",
  "common.cancel": "Annulla",
  "common.ok": "Ho capito",
  "common.show": "Mostra",
  "common.hide": "Nascondi",
  "common.password.show": "Mostra la password",
  "common.password.hide": "Nascondi la password",
  "common.line": "Linea {line}",
  "common.elapsed": "Tempo trascorso",
  "common.secondsLeft": "{seconds, plural, one {Resta # secondo} other {Restano # secondi}}",
  "common.duration.seconds": "{seconds, plural, one {# secondo} other {# secondi}}",
  "common.duration.minutes":
    "{minutes, plural, one {# minuto} other {# minuti}}{seconds, plural, =0 {} one { e # secondo} other { e # secondi}}",
  "common.duration.hours":
    "{hours, plural, one {# ora} other {# ore}}{minutes, plural, =0 {} one { e # minuto} other { e # minuti}}",

  "line.closed": "Chiusa",
  "line.closedUntil": "Chiusa, apre {when}",
  "line.free": "Libera",
  "line.busy": "Occupata",
  "line.waiting": "{waiting, plural, one {# in attesa} other {# in attesa}}",
  // When a line opens: these follow “apre”.
  "opening.today": "oggi {at}",
  "opening.tomorrow": "domani {at}",
  "opening.day": "{day} {at}",
  "opening.at": "{hour, plural, one {all’{time}} other {alle {time}}}",

  // Help: the lines.
  "help.phone": "Telefono dell’assistenza",
  "help.lines.todo":
    "Telefoni al numero qui sopra, poi faccia doppio clic sulla linea che Le indica il tecnico.",
  "help.lines.list": "Linee dell’assistenza",
  "help.lines.keys": "Oppure scriva il numero della linea e prema Invio.",
  "help.lines.none": "Adesso non ci sono linee. Telefoni al {phone} e chieda aiuto a voce.",
  "help.lines.call": "Chiama la linea {line}",
  "help.name.label": "Il Suo nome",
  "help.name.hint": "Lo vedrà il tecnico. Può anche lasciarlo vuoto.",
  "help.name.default": "Cliente",
  "help.typed.label": "Linea",
  "help.typed.known": "{label}: prema Invio per chiamare",
  "help.typed.unknown": "Questa linea non c’è nell’elenco",
  "help.closed.title": "La linea {line} è chiusa",
  "help.closed.todo": "Non è partita nessuna chiamata. Telefoni al {phone} e chieda quale linea usare.",
  "help.closed.opens": "Apre {when}. Non è partita nessuna chiamata. Se è urgente telefoni al {phone}.",
  "help.busy.title": "La linea {line} è occupata",
  "help.busy.todo":
    "Il tecnico sta aiutando un’altra persona. Può attendere qui il Suo turno, oppure telefonare al {phone} e chiedere un’altra linea.",
  "help.busy.wait": "Attendo in coda",
  "help.busy.leave": "No, grazie",
  "help.free.title": "La linea {line} adesso è libera",
  "help.free.todo": "Può chiamarla quando vuole.",
  "help.unknown.title": "La linea {line} non c’è",
  "help.unknown.todo": "Controlli il numero nell’elenco, oppure telefoni al {phone} e se lo faccia ripetere.",
  "help.refused.title": "La chiamata non è partita",
  "help.refused.phone": "Se non riesce, telefoni al {phone}.",

  // Help: the way of a call, from the double-click to the session.
  "help.track": "A che punto siamo",
  "help.track.call": "Chiamata",
  "help.track.code": "Codice",
  "help.track.consent": "Consenso",
  "help.track.link": "Collegamento",
  "help.track.done": "fatto",
  "help.calling.title": "Chiamo la linea {line}",
  "help.calling.text": "Un momento: sto avvisando l’assistenza. Resti al telefono.",
  "help.queued.title": "È in coda per la linea {line}",
  "help.queued.position": "La Sua posizione",
  "help.queued.text":
    "{ahead, plural, =0 {Lei è la prossima persona.} one {Davanti a Lei c’è una persona.} other {Davanti a Lei ci sono # persone.}} Lasci aperta questa finestra: la chiamata partirà da sola.",
  "help.queued.leave": "Esci dalla coda",
  "help.ringing.title": "Legga questi numeri al telefono",
  "help.ringing.text": "Linea {line}: il tecnico Le chiede prima l’ID, poi il codice.",
  "help.ringing.id": "ID",
  "help.ringing.code": "Codice",
  "help.ringing.care": "Li dica soltanto a chi Le risponde al {phone}.",
  "help.ringing.valid": "Valgono ancora {time}",
  "help.asking.title": "Risponda alla domanda sullo schermo",
  "help.asking.text": "{technician} chiede di collegarsi a questo computer.",
  "help.asking.how":
    "È comparsa una finestra con la domanda. Risponda Sì solo se è al telefono con questa persona. Se non risponde, vale No.",
  "help.asking.refuse": "Non voglio, chiudi la chiamata",
  "help.linking.title": "Mi collego, un momento",
  "help.linking.text": "Sto collegando questo computer con {technician}. Di solito bastano pochi secondi.",
  "help.active.title": "È in collegamento con {technician}",
  "help.active.text":
    "Nella barra in alto vede che cosa fa il tecnico, e può riprendere tutto con un clic. Resti vicino al computer: può interrompere quando vuole.",
  "help.active.stop": "Stop: interrompi subito",
  "help.ended.session": "Il collegamento è chiuso",
  "help.ended.call": "La chiamata è finita",
  "help.ended.technician": "In collegamento con",
  "help.ended.duration": "Durata",
  "help.ended.line": "Linea",
  "help.ended.safe": "Adesso nessuno è collegato a questo computer.",
  "help.ended.back": "Torna alle linee",
  "help.ended.close": "Chiudi il programma",
  "help.offline.title": "L’assistenza non è raggiungibile",
  "help.offline.text":
    "Il programma riprova da solo ogni pochi secondi: non deve fare niente. Se dura, controlli che questo computer sia collegato a Internet.",
  "help.offline.phone": "Intanto può telefonare al {phone}.",
  "help.offline.banner": "La connessione con l’assistenza è caduta. Il programma riprova da solo.",
  "help.outdated.title": "Serve il programma nuovo",
  "help.outdated.text":
    "Questa copia di Help è troppo vecchia per il nostro servizio e non può più chiamare. Serve quella nuova: la scarica dal sito dell’assistenza, è gratis.",
  "help.outdated.open": "Apri la pagina per scaricarla",
  "help.outdated.address": "La pagina si apre nel Suo browser. L’indirizzo è",
  "help.outdated.delete":
    "Poi chiuda questo programma, elimini questa vecchia copia di Help e apra quella nuova.",
  "help.outdated.phone": "Se non sa come fare, telefoni al {phone}.",
  // The signed directory was refused: what happened, and what to do.
  "help.distrust.title": "Per sicurezza, Help non può chiamare",
  "help.distrust.wrong-key":
    "L’elenco delle linee che è arrivato non è della Sua assistenza: è firmato da qualcun altro. Forse questa copia di Help è vecchia, o forse qualcuno si spaccia per la Sua assistenza.",
  "help.distrust.tampered":
    "L’elenco delle linee è stato cambiato da qualcuno mentre arrivava fin qui. Help non lo usa.",
  "help.distrust.expired":
    "L’elenco delle linee non vale per la data di oggi. Di solito è sbagliata l’ora di questo computer: controlli la data e l’ora e le corregga. Help riprova da solo entro un minuto.",
  "help.distrust.replayed":
    "È arrivato un elenco delle linee vecchio, che non vale più. Chiuda Help e lo riapra; se succede di nuovo, lo dica all’assistenza.",
  "help.distrust.malformed":
    "L’elenco delle linee è della Sua assistenza, ma questa copia di Help non sa leggerlo: forse è vecchia. Scarichi di nuovo Help dal sito dell’assistenza.",
  "help.distrust.safe": "Nessuno può raggiungere questo computer.",
  "help.distrust.phone":
    "Telefoni al {phone} e racconti che cosa vede. Questo numero era già scritto in Help quando lo ha scaricato.",

  // The bar that stays on top during a session.
  "bar.stop": "Stop: chiudi subito il collegamento",

  // Viewer.
  "viewer.signIn.title": "Accesso del tecnico",
  "viewer.signIn.text": "Entri con l’account che Le ha dato chi gestisce il servizio.",
  "viewer.signIn.email": "E-mail",
  "viewer.signIn.badEmail": "Scriva l’indirizzo per intero, per esempio anna.rossi@example.org.",
  "viewer.signIn.password": "Password",
  "viewer.signIn.noPassword": "Scriva la password.",
  "viewer.signIn.submit": "Entra",
  "viewer.signIn.busy":
    "Attendo la risposta del servizio. Se dura più di qualche secondo, controlli la rete.",
  "viewer.signIn.forgotten": "Password dimenticata?",
  "viewer.signIn.forgotten.sent":
    "Se {email} ha un account, è in arrivo un’e-mail con il link per scegliere una password nuova. Se non la trova, guardi anche nella posta indesiderata.",
  "viewer.signIn.code.title": "Codice di verifica",
  "viewer.signIn.code.text":
    "La password è giusta. Apra l’app di autenticazione sul telefono e scriva il codice che mostra adesso per {email}.",
  "viewer.signIn.code": "Codice di sei cifre",
  "viewer.signIn.code.incomplete":
    "Il codice ha {total} cifre, qui {typed, plural, =0 {non ce n’è nessuna} one {ce n’è una sola} other {ce ne sono #}}.",
  "viewer.signIn.code.back": "Indietro",
  "viewer.signIn.wait": "Troppi tentativi. Potrà riprovare tra {time}.",
  "viewer.signIn.waitOver": "Adesso può riprovare.",
  "viewer.signIn.ended": "Il Suo accesso è scaduto o è stato revocato. Entri di nuovo.",
  "viewer.signIn.totp":
    "Prima di entrare qui deve attivare il secondo fattore del Suo account. Lo può fare nel browser, nelle pagine per il personale di questo sito:",
  "viewer.signIn.connecting.title": "Mi collego al servizio",
  "viewer.signIn.connecting.text": "Un momento: sto aprendo il collegamento per ricevere le chiamate.",
  "viewer.signIn.connecting.unreachable":
    "Il server non risponde. Il programma riprova da solo; se dura, controlli la rete.",
  "viewer.signOut": "Esci",
  "viewer.online": "In linea",
  "viewer.offline": "Non in linea, riprovo",
  "viewer.offline.text":
    "Il server non è raggiungibile. Il programma riprova da solo: le Sue linee non ricevono chiamate finché non torna in linea. Se dura, controlli la rete.",
  "viewer.outdated.title": "Serve la versione nuova di Viewer",
  "viewer.outdated.text":
    "Il server parla una versione diversa del protocollo. Installi la versione di Viewer indicata da chi gestisce il servizio.",
  // A newer version of Viewer.
  "viewer.update.offered": "C’è la versione {version} di Viewer.",
  "viewer.update.offered.text":
    "Può continuare a lavorare con questa. Sono {size} MB da scaricare, e niente parte da solo.",
  "viewer.update.fetch": "Scarica",
  "viewer.update.again": "Riprova",
  "viewer.update.later": "Non adesso",
  "viewer.update.fetching":
    "Sto scaricando la versione {version}. Può continuare a lavorare; se prende una chiamata, mi fermo.",
  "viewer.update.stop": "Ferma",
  "viewer.update.ready": "La versione {version} è pronta.",
  "viewer.update.ready.text":
    "È davvero della Sua organizzazione. Il file è {name}, nella cartella dei file scaricati.",
  "viewer.update.ready.then": "Quando non ha chiamate: esca, chiuda Viewer e apra quel file.",
  "viewer.update.show": "Mostra il file",
  "viewer.update.close": "Chiudi l’avviso",
  "viewer.update.refused": "Versione {version}:",
  "viewer.update.problem.unreachable":
    "Non è stato possibile scaricarla fino in fondo. Controlli la rete e riprovi.",
  "viewer.update.problem.disk":
    "Il file non si può salvare. Controlli che sul disco ci sia spazio e che ci sia la cartella dei file scaricati.",
  "viewer.update.problem.unsigned":
    "Il server offre un Viewer nuovo che la Sua organizzazione non ha firmato. Non è stato scaricato. Non lo installi nemmeno da un’altra parte, e avvisi un amministratore.",
  "viewer.update.problem.unreadable":
    "Il server offre un Viewer nuovo, ma questo non riesce a leggere quale. Chieda quello nuovo a un amministratore.",
  "viewer.update.problem.older":
    "È più vecchia del Viewer che ha: Viewer non torna mai indietro da solo. Se Le serve, chieda a un amministratore.",
  "viewer.update.problem.no-file": "Non c’è un file per questo computer. Chieda a un amministratore.",
  "viewer.update.problem.damaged":
    "Il file non è quello che la Sua organizzazione ha firmato. Non lo apra, e avvisi un amministratore.",
  "viewer.sound": "Suoneria",
  "viewer.sound.on": "Suoneria attiva",
  "viewer.sound.off": "Suoneria spenta",
  "viewer.lines.title": "Linee",
  "viewer.lines.open": "Apri la linea {line}, {label}",
  "viewer.lines.mine": "Aperta da Lei",
  "viewer.lines.other": "Aperta da colleghi",
  "viewer.lines.nobody": "Nessuno risponde",
  "viewer.lines.empty":
    "Non ci sono ancora linee. Le crea un amministratore, nelle pagine di amministrazione.",
  "viewer.calls.title": "Chiamate in arrivo",
  "viewer.calls.count": "{count, plural, one {# chiamata in attesa} other {# chiamate in attesa}}",
  "viewer.calls.none": "Nessuna chiamata",
  "viewer.calls.ready": "Quando un cliente chiama una Sua linea, la chiamata compare qui e suona.",
  "viewer.calls.openOne": "Per ricevere chiamate apra almeno una linea.",
  "viewer.call.id": "ID",
  "viewer.call.askId": "Si faccia leggere l’ID e controlli che sia questo. Poi chieda il codice.",
  "viewer.call.code": "Codice letto dal cliente",
  "viewer.call.digits": "{typed} di {total} cifre",
  "viewer.call.incomplete": "Il codice ha {total} cifre, qui ce ne sono {typed}. Se lo faccia ripetere.",
  "viewer.call.wrong":
    "Codice sbagliato. {left, plural, one {Resta un solo tentativo} other {Restano # tentativi}}: se lo faccia ripetere.",
  "viewer.call.take": "Rispondi",
  "viewer.call.taking": "Controllo il codice…",
  "viewer.call.decline": "Rifiuta",
  "viewer.call.left": "Ancora {time}",
  "viewer.asking.title": "In attesa del consenso",
  "viewer.asking.text":
    "{name} deve rispondere Sì alla domanda comparsa sul suo schermo. Glielo dica al telefono.",
  "viewer.linking.title": "Collegamento in corso",
  "viewer.linking.text": "{name} ha detto Sì. L’immagine arriva tra pochi secondi.",
  "viewer.linking.keyboard": "Per lasciare il suo schermo con la tastiera: Ctrl+Alt+Inizio.",
  "viewer.screen": "Schermo di {name}. Per uscirne con la tastiera: Ctrl+Alt+Inizio",
  "viewer.scale": "Dimensione dell’immagine",
  "viewer.scale.fit": "Adatta",
  "viewer.scale.actual": "1:1",
  "viewer.end": "Termina",
  "viewer.stats.state": "Stato del collegamento",
  "viewer.stats.size": "{width} × {height}",
  "viewer.stats.fps": "{fps} fps",
  "viewer.stats.roundTrip": "{ms} ms",
  "viewer.stats.direct": "diretto",
  "viewer.stats.relayed": "via relay",
  "viewer.stats.none": "in attesa dei dati",
  "viewer.ended.title": "Sessione con {name} terminata",
  "viewer.ended.callTitle": "Chiamata di {name} terminata",
  "viewer.ended.duration": "Durata: {duration}",
  "viewer.ended.back": "Torna alle linee",
  "viewer.gone": "Chiamata di {name}.",
  "viewer.taken": "La chiamata di {name} è stata presa da {by}. Non deve fare niente.",

  // Why a request was refused.
  "error.unsupported-version":
    "Questo programma è troppo vecchio per il servizio. Scarichi la versione nuova.",
  "error.program-too-old":
    "Questa copia di Help è troppo vecchia per il nostro servizio. Scarichi quella nuova.",
  "error.malformed": "Il servizio non ha capito la richiesta. Chiuda il programma, lo riapra e riprovi.",
  "error.too-large":
    "La richiesta era troppo grande per il servizio. Chiuda il programma, lo riapra e riprovi.",
  "error.unauthorised": "Il servizio non riconosce questo accesso. Entri di nuovo con il Suo account.",
  "error.rate-limited": "Troppe richieste in poco tempo. Attenda un minuto e riprovi.",
  "error.not-now": "In questo momento non è possibile. Attenda qualche secondo e riprovi.",
  "error.unknown-line": "Questa linea non esiste. Controlli il numero nell’elenco.",
  "error.line-closed": "Questa linea è chiusa. Ne scelga una libera.",
  "error.line-busy": "Questa linea è occupata. Attenda che si liberi o ne scelga un’altra.",
  "error.not-yours":
    "Questa linea è riservata ad altri tecnici. Ne apra un’altra, oppure chieda a un amministratore.",
  "error.already-in-call": "C’è già una chiamata in corso. La chiuda prima di cominciarne un’altra.",
  "error.call-gone": "Questa chiamata non c’è più. Se serve, va ripetuta.",
  "error.taken-by-other": "Un collega ha già risposto a questa chiamata. Non deve fare niente.",
  "error.wrong-code": "Il codice è sbagliato. Se lo faccia leggere di nuovo, una cifra alla volta.",
  "error.internal": "Il servizio ha avuto un problema. Riprovi tra un minuto.",

  // Why a call ended, for the caller.
  "ended.cancelled.caller":
    "Ha annullato la chiamata. Se Le serve ancora aiuto, può richiamare quando vuole.",
  "ended.declined.caller":
    "Il tecnico adesso non può rispondere su questa linea. Gli chieda al telefono quale linea usare.",
  "ended.unanswered.caller":
    "Nessun tecnico ha risposto in tempo. Si assicuri di essere al telefono con l’assistenza, poi richiami la linea.",
  "ended.line-closed.caller":
    "La linea è stata chiusa mentre attendeva. Telefoni all’assistenza e chieda quale linea usare.",
  "ended.code-burnt.caller":
    "Il codice è stato scritto male troppe volte e per sicurezza non vale più. Richiami la linea: avrà un codice nuovo.",
  "ended.denied.caller": "Ha risposto No: il tecnico non ha visto niente. Se cambia idea, richiami la linea.",
  "ended.consent-timeout.caller":
    "Non ha risposto alla domanda in tempo, quindi vale No: il tecnico non ha visto niente. Per riprovare, richiami la linea.",
  "ended.stopped.caller": "Ha interrotto il collegamento. Se vuole riprendere, richiami la linea.",
  "ended.finished.caller": "Il tecnico ha finito. Non deve fare altro: può chiudere il programma.",
  "ended.caller-lost.caller":
    "Questo computer ha perso la connessione. Controlli Internet e, se serve, richiami la linea.",
  "ended.technician-lost.caller":
    "Il tecnico ha perso la connessione. Resti al telefono: se serve Le dirà di richiamare la linea.",
  "ended.peer-failed.caller":
    "I due computer non riescono a parlarsi. Richiami la linea una volta; se non basta, lo dica al tecnico al telefono.",
  "ended.capture-failed.caller":
    "Non è stato possibile mostrare lo schermo. Chiuda il programma, lo riapra e richiami; se non basta, lo dica al tecnico.",
  "ended.display-changed.caller":
    "Un monitor è stato attaccato, staccato o regolato in modo diverso: per sicurezza l’assistenza si è interrotta. Se Le serve ancora, richiami la linea.",
  "ended.reported.caller":
    "Ha segnalato che qualcosa non andava: tutto è stato chiuso subito, e la segnalazione è partita verso l’assistenza. Ha fatto bene.",
  "ended.locked.caller":
    "Lo schermo è stato bloccato: per sicurezza l’assistenza si è interrotta. Se Le serve ancora, richiami la linea.",
  "ended.asleep.caller":
    "Il computer è andato in sospensione: per sicurezza l’assistenza si è interrotta. Se Le serve ancora, richiami la linea.",
  "ended.drive-removed.caller":
    "La chiavetta o il disco da cui è partito questo programma è stato tolto: per sicurezza l’assistenza si è interrotta. Chiuda questa finestra. Se Le serve ancora aiuto, ricolleghi il disco, riapra il programma e richiami la linea.",
  "ended.unsafe.caller":
    "Non è certo che all’altro capo ci fosse davvero il Suo tecnico: per sicurezza il collegamento è stato chiuso. Non richiami subito la linea: prima lo dica all’assistenza al telefono.",
  "ended.protocol-error.caller":
    "Qualcosa non tornava e per sicurezza il collegamento è stato chiuso. Lo dica al tecnico e richiami la linea.",
  "ended.server-stopping.caller":
    "Il servizio si è fermato per qualche minuto. Attenda un poco e richiami la linea.",

  // Why a call ended, for the technician.
  "ended.cancelled.technician": "Il cliente ha annullato. Se è ancora al telefono, lo faccia richiamare.",
  "ended.declined.technician": "La chiamata è stata rifiutata. Dica al cliente quale linea usare.",
  "ended.unanswered.technician": "Nessuno ha risposto in tempo. Faccia richiamare il cliente.",
  "ended.line-closed.technician": "La linea è stata chiusa. La riapra e faccia richiamare il cliente.",
  "ended.code-burnt.technician":
    "Troppi codici sbagliati: la chiamata è chiusa per sicurezza. Faccia richiamare il cliente, avrà un codice nuovo.",
  "ended.denied.technician":
    "Il cliente ha risposto No. Gli spieghi al telefono che cosa chiede e, se è d’accordo, lo faccia richiamare.",
  "ended.consent-timeout.technician":
    "Il cliente non ha risposto in tempo alla domanda. Lo faccia richiamare e lo guidi fino al Sì.",
  "ended.stopped.technician":
    "Il cliente ha interrotto il collegamento. Gli chieda al telefono se vuole riprendere.",
  "ended.finished.technician": "Ha terminato la sessione. Niente è rimasto collegato.",
  "ended.caller-lost.technician":
    "Il computer del cliente ha perso la connessione. Quando torna in rete, lo faccia richiamare.",
  "ended.technician-lost.technician":
    "Questo computer ha perso la connessione con il server. Appena torna in linea, faccia richiamare il cliente.",
  "ended.peer-failed.technician":
    "I due computer non riescono a raggiungersi. Faccia richiamare; se succede ancora, serve un’altra forma di assistenza.",
  "ended.capture-failed.technician":
    "Il computer del cliente non riesce a mostrare lo schermo. Faccia riavviare Help e richiamare.",
  "ended.display-changed.technician":
    "Sul computer del cliente un monitor è stato attaccato, staccato o regolato in modo diverso. Faccia richiamare il cliente.",
  "ended.reported.technician":
    "Il cliente ha segnalato che qualcosa non andava e ha interrotto. L’organizzazione è stata avvisata.",
  "ended.locked.technician":
    "Lo schermo del cliente è stato bloccato. Quando lo sblocca, lo faccia richiamare.",
  "ended.drive-removed.technician":
    "La chiavetta o il disco con Help è stato tolto dal computer del cliente. Faccia ricollegare il disco, riaprire Help e richiamare.",
  "ended.asleep.technician":
    "Il computer del cliente è andato in sospensione. Quando si riattiva, lo faccia richiamare.",
  "ended.unsafe.technician":
    "Il controllo del collegamento è fallito: tra i due computer potrebbe esserci qualcuno. Non riprovi: avvisi chi gestisce il servizio.",
  "ended.protocol-error.technician":
    "Un messaggio non era valido e per sicurezza la sessione è stata chiusa. Faccia richiamare; se si ripete, avvisi chi gestisce il servizio.",
  "ended.server-stopping.technician":
    "Il server si è fermato. Attenda che torni in linea e faccia richiamare.",
} as const;
