/**
 * Texts of the public web pages: registration, passwords by link. The `terms.*` are the terms of the
 * service (SERVICE.md §4) that a registration accepts: with any change of their meaning set
 * TERMS_EDITION in terms/text.ts to the month. Rates and hours come from the settings.
 */
export const siteIt = {
  // Titles in the browser's tab.
  "site.title.home": "Assistenza a distanza",
  "site.title.register": "Adesione al servizio di assistenza",
  "site.title.confirm": "Conferma dell’adesione",
  "site.title.password": "Scelta della password",
  "site.title.forgotten": "Password dimenticata",
  "site.title.missing": "Pagina non trovata",

  // Around and in every page.
  "site.links": "Altre pagine",
  "site.home": "Pagina iniziale",
  "site.register": "Adesione",
  "site.staff": "Accesso del personale",
  "site.forgotten": "Password dimenticata",
  "site.hours":
    "{open, select, always {Rispondiamo giorno e notte, tutti i giorni, anche nei festivi.} each {Le linee hanno orari diversi.} unknown {Per sapere quando rispondiamo, ci telefoni.} other {Rispondiamo {week}.}}",
  "site.noPhone":
    "Il numero di telefono adesso non si carica. Controlli la connessione e ricarichi questa pagina.",
  "site.stuck": "Se non riesce, ci telefoni:",
  "site.questions": "Ha una domanda? Ci telefoni:",
  "site.tryAgain": "Riprova",
  "site.sending": "Un momento: aspettiamo la risposta del server. Resti su questa pagina.",
  "site.checking": "Un momento: controlliamo il link.",
  "site.done": "fatto",
  "site.kept": "Quello che ha scritto è ancora qui.",
  "site.fix.title":
    "{count, plural, one {C’è una cosa da sistemare} other {Ci sono # cose da sistemare}} prima di inviare",
  "site.nothing.title": "Non arriva niente?",
  "site.nothing.wait": "Aspetti qualche minuto e guardi anche nella posta indesiderata (spam).",
  "site.nothing.stuck": "Se non arriva lo stesso, ci telefoni:",

  // Opening hours, in sentences (terms/openingHours.ts).
  "hours.day":
    "{day, select, mon {il lunedì} tue {il martedì} wed {il mercoledì} thu {il giovedì} fri {il venerdì} sat {il sabato} other {la domenica}}",
  "hours.days":
    "dal {first, select, mon {lunedì} tue {martedì} wed {mercoledì} thu {giovedì} other {venerdì}} {last, select, wed {al mercoledì} thu {al giovedì} fri {al venerdì} sat {al sabato} other {alla domenica}}",
  "hours.everyDay": "tutti i giorni",
  "hours.part": "{days}, {times}",
  "hours.time": "{hour}{minute, select, 00 {} other {:{minute}}}",
  "hours.from": "{at, select, midnight {da mezzanotte} one {dall’{time}} other {dalle {time}}}",
  "hours.to": "{at, select, midnight {a mezzanotte} one {all’{time}} other {alle {time}}}",
  "hours.allDay": "tutto il giorno",
  "hours.always": "giorno e notte, tutti i giorni, anche nei festivi",
  "hours.line": "{lines}: {week}.",
  "hours.holidays":
    "{which, select, others {Nei giorni festivi italiani le altre linee sono chiuse.} other {Nei giorni festivi italiani siamo chiusi.}}",

  // Start page.
  "home.heading": "Qualcosa non va al computer? Ci telefoni.",
  "home.lead":
    "Un tecnico guarda lo schermo insieme a Lei e sistema le cose a distanza: solo se Lei lo permette, e solo finché vuole.",
  "home.steps": "Come funziona, in tre passi",
  "home.step1": "Telefoni",
  "home.step1.text": "Ci racconti che cosa succede. Il tecnico Le dice il numero di una linea.",
  "home.step2": "Apra Help",
  "home.step2.text":
    "È un piccolo programma che non si installa: con un doppio clic sulla sua icona compare l’elenco delle linee. Se non ce l’ha ancora, lo scarichi da qui mentre è al telefono con noi.",
  "home.step3": "Doppio clic sulla linea",
  "home.step3.text":
    "Faccia doppio clic sulla linea che Le abbiamo detto. Compaiono due numeri, l’ID e il codice: li legga al tecnico. Poi risponda Sì alla domanda.",
  "home.yours": "Decide sempre Lei",
  "home.yours.start": "Senza la Sua telefonata e il Suo doppio clic nessuno si collega.",
  "home.yours.consent":
    "Prima di cominciare vede il nome del tecnico e risponde Sì o No. Se non risponde, vale No.",
  "home.yours.stop": "Il pulsante Stop resta sempre sullo schermo: interrompe quando vuole.",
  "home.first": "È la prima volta?",
  "home.first.text":
    "Per ricevere assistenza serve l’adesione: è gratuita, si fa qui in pochi minuti, e il servizio è attivo entro 48 ore.",
  "home.first.go": "Aderisca al servizio",

  // Registration.
  "register.heading": "Adesione al servizio",
  "register.lead":
    "L’adesione è gratuita. Compili il modulo e legga i termini. Poi Le scriviamo un’e-mail con un link per confermare: il servizio è attivo entro 48 ore.",
  "register.needed": "Dove non c’è scritto “facoltativo”, la risposta è necessaria.",
  "register.company.group": "La Sua azienda",
  "register.person.group": "Con chi parliamo",
  "register.link.group": "Come ci colleghiamo",
  "register.message.group": "Altro",
  "register.company": "Nome dell’azienda",
  "register.company.hint": "Se non ha un’azienda, scriva il Suo nome e cognome.",
  "register.company.missing": "Scriva il nome dell’azienda oppure, se non ne ha una, il Suo nome e cognome.",
  "register.taxCode": "Partita IVA o codice fiscale (facoltativo)",
  "register.name": "Nome e cognome",
  "register.name.missing": "Scriva il Suo nome e cognome: così sappiamo di chi chiedere.",
  "register.name.wrong": "Nel nome c’è un simbolo che non si può usare. Lo cancelli e lo riscriva a mano.",
  "register.email": "E-mail",
  "register.email.hint": "Le mandiamo qui il link per confermare.",
  "register.email.missing":
    "Scriva il Suo indirizzo e-mail: senza, non possiamo mandarLe il link per confermare.",
  "register.email.wrong":
    "Questo indirizzo e-mail non è completo o ha un errore. Di solito è fatto così: nome@azienda.it, senza spazi.",
  "register.email.writeTo": "Scriveremo a {email}",
  "register.phone": "Telefono (facoltativo)",
  "register.phone.hint": "Se ce lo lascia, possiamo anche telefonarLe.",
  "register.phone.wrong":
    "In questo numero c’è qualcosa che non è una cifra, oppure è troppo corto. Lo riscriva, per esempio così: 06 5550 0142.",
  "register.quick": "Desidero l’accesso rapido (facoltativo)",
  "register.quick.hint":
    "Ogni volta che ci colleghiamo, Lei ci legge al telefono due numeri, ID e codice. Con l’accesso rapido li legge solo la prima volta. Il resto non cambia: è sempre Lei a telefonare, aprire il programma e dire di sì. Leggere i numeri è un controllo in più: se ha un dubbio, lasci vuota la casella. Può cambiare idea quando vuole, con una telefonata.",
  "register.message": "Vuole dirci qualcosa? (facoltativo)",
  "register.message.hint": "Per esempio quanti computer avete e quali programmi usate. Niente password.",
  "register.message.wrong": "Questo testo è troppo lungo. Lo accorci: i particolari ce li dirà al telefono.",
  "register.taxCode.wrong": "Questo codice è troppo lungo. Controlli di averlo scritto una volta sola.",
  "register.company.wrong": "Questo nome è troppo lungo. Lo accorci.",
  "register.terms.version": "Versione {version}",
  "register.accept": "Ho letto i termini del servizio e li accetto",
  "register.accept.missing":
    "Legga i termini qui sopra e, se è d’accordo, metta la spunta in questa casella.",
  "register.privacy":
    "Quello che scrive qui arriva soltanto a noi: lo usiamo per attivare il servizio e per risponderLe. Questa pagina non usa servizi di altri e non segue nessuno.",
  "register.send": "Invia l’adesione",
  "register.sent": "Adesso guardi la Sua posta",
  "register.sent.text": "Grazie, il modulo è arrivato. Manca solo la Sua conferma.",
  "register.sent.steps": "A che punto siamo",
  "register.sent.form": "Modulo inviato",
  "register.sent.mail": "Apra l’e-mail che riceve da noi",
  "register.sent.mail.text":
    "Scriviamo a {email}. Prema il link nell’e-mail e poi, nella pagina che si apre, il pulsante per confermare.",
  "register.sent.active": "Attiviamo il servizio",
  "register.sent.active.text": "Al più tardi 48 ore dopo la Sua conferma. Le scriviamo come continuare.",
  "register.sent.wrong":
    "Controlli l’indirizzo: {email}. Se non è giusto, lo corregga e invii di nuovo. Il modulo resta compilato.",
  "register.sent.correct": "Correggi l’indirizzo",

  // Terms of the service.
  "terms.new": "Nuovo",
  "terms.gone": "Tolto",
  "terms.loading": "Un momento: carichiamo i termini del servizio.",
  "terms.failed":
    "I termini del servizio adesso non si caricano, e senza non si può inviare il modulo. Controlli la connessione e riprovi.",
  "terms.title": "Termini del servizio",
  "terms.join": "L’adesione",
  "terms.join.form": "Per usare il servizio serve l’adesione, con il modulo di questa pagina.",
  "terms.join.free":
    "Sono gratuiti l’adesione, l’invio delle richieste di assistenza e il programma per il collegamento.",
  "terms.join.active":
    "Alla fine dell’adesione riceve le credenziali per le richieste di assistenza. Il servizio è attivo entro le 48 ore successive.",
  "terms.request": "Quando chiede aiuto",
  "terms.request.contact":
    "Ricevuta la Sua richiesta, La contattiamo entro 2 giorni lavorativi, per telefono, per e-mail o attraverso il servizio di richieste, e fissiamo l’intervento: presso di Lei oppure, se si può, a distanza.",
  "terms.request.online": "A distanza aiutiamo solo su un computer acceso e collegato a Internet.",
  "terms.request.hours":
    "{open, select, always {Lavoriamo giorno e notte, tutti i giorni, anche nei festivi.} each {Le linee hanno orari diversi, ora italiana.} unknown {Per sapere quando lavoriamo, ci telefoni.} other {Lavoriamo {week}, ora italiana.}}",
  "terms.link": "Il collegamento a distanza",
  "terms.link.consent":
    "Ci colleghiamo soltanto con il Suo consenso, e sempre dopo che Lei ha avviato a mano il programma.",
  "terms.link.codes":
    "La prima volta ci comunica a voce l’ID e la password che il programma mostra. La password è un codice di cifre che vale per un solo collegamento.",
  "terms.link.quick":
    "Le volte successive può non comunicarli soltanto chi, in questo modulo, ha scelto l’accesso rapido.",
  "terms.link.refuse": "Può sempre rifiutare il collegamento o interromperlo, in qualunque momento.",
  "terms.link.close":
    "Finita l’assistenza, è compito Suo chiudere il programma e controllare che non sia rimasto in funzione.",
  "terms.link.autostart": "Il programma non deve mai essere impostato per avviarsi da solo.",
  "terms.cost": "Quanto costa",
  "terms.cost.rate":
    "L’intervento a distanza che segue una richiesta {rate, plural, =0 {è gratuito} other {costa {rate, number, ::currency/EUR} all’ora, IVA esclusa}}, se un contratto di assistenza concluso in precedenza non dice altro.",
  "terms.cost.lines": "Su queste linee il prezzo è diverso: {lines}.",
  "terms.cost.line":
    "{line}, {rate, plural, =0 {gratuita} other {{rate, number, ::currency/EUR} all’ora, IVA esclusa}}",
  "terms.line": "linea {number} ({label})",
  "terms.data": "I Suoi dati",
  "terms.data.backup":
    "Prima di chiedere un intervento, qualunque sia, faccia una copia di sicurezza dei Suoi dati: è compito Suo.",
  "terms.data.risk":
    "Lavoriamo con la massima attenzione, ma un intervento a distanza non è mai del tutto senza rischi. Dove manca un’unità per le copie, non possiamo garantire la salvezza dei dati sui dischi del computer che non siano stati copiati prima.",
  "terms.data.private":
    "Ci impegniamo a lavorare con la massima cura e garantiamo, come vogliono le norme in vigore, di non prendere e di non conservare sui nostri apparecchi dati sensibili dei Suoi archivi.",
  "terms.change": "Se qualcosa cambia",
  "terms.change.text":
    "Possiamo cambiare in qualunque momento e senza preavviso i modi e le condizioni dell’assistenza a distanza, programma compreso. Con la Sua adesione annotiamo quale versione di questi termini ha accettato.",

  // Confirming a registration.
  "confirm.heading": "Confermi la Sua adesione",
  "confirm.text": "Manca solo un clic: così sappiamo che l’indirizzo e-mail è davvero Suo.",
  "confirm.notYou":
    "Non ha chiesto Lei di aderire? Allora non prema niente e chiuda questa pagina: senza la conferma non succede nulla.",
  "confirm.go": "Confermo l’adesione",
  "confirm.done": "Grazie, l’adesione è confermata",
  "confirm.done.company": "Adesione di {company}",
  "confirm.done.due": "Il servizio sarà attivo entro 48 ore: al più tardi {day}, ore {time}.",
  "confirm.done.next":
    "Non deve fare altro. Quando è tutto pronto Le scriviamo un’e-mail con il link per scegliere la Sua password.",
  "confirm.gone": "Questo link non vale più",
  "confirm.gone.text":
    "È già stato usato oppure è scaduto. Se ha già confermato, va tutto bene e non deve fare niente. Altrimenti compili di nuovo il modulo: Le mandiamo un link nuovo.",
  "confirm.gone.again": "Torna al modulo",

  // A page that a link in a mail opens, opened without its link.
  "link.missing": "Apra questa pagina dalla Sua e-mail",
  "link.missing.text":
    "Serve il link che Le abbiamo mandato. Torni all’e-mail e lo prema di nuovo; se lo copia, lo copi tutto, fino all’ultima lettera.",

  // Choosing a password.
  "password.heading.set-up": "Scelga la Sua password",
  "password.heading.reset": "Scelga una password nuova",
  "password.heading.customer-access": "Scelga la Sua password",
  "password.whose": "Per l’accesso di",
  "password.rules":
    "Servono almeno {min} caratteri. Quattro parole che non c’entrano niente l’una con l’altra sono un’ottima password, facile da ricordare.",
  "password.rules.own": "Ne scelga una che non usa da nessun’altra parte.",
  "password.label": "Password nuova",
  "password.hint": "Può scriverla oppure incollarla.",
  "password.more": "{count, plural, one {Manca ancora # carattere} other {Mancano ancora # caratteri}}.",
  "password.enough": "La lunghezza va bene.",
  "password.missing": "Scriva qui la password che ha scelto.",
  "password.short":
    "Questa password è troppo corta: {count, plural, one {manca ancora # carattere} other {mancano ancora # caratteri}}. Aggiunga per esempio una parola.",
  "password.tooLong": "Questa password è troppo lunga. Ne scelga una di {max} caratteri al massimo.",
  "password.save": "Salva la password",
  "password.done": "La password è salvata",
  "password.done.staff": "Adesso può entrare con l’indirizzo {email} e la password che ha appena scelto.",
  "password.done.staff.go": "Vai all’accesso del personale",
  "password.done.customer":
    "Non deve fare altro: da adesso possiamo aiutarLa. Quando Le serve una mano, ci telefoni.",
  "password.done.customer.go": "Come funziona l’assistenza",
  "password.done.reset": "Da adesso vale la password che ha appena scelto, per l’indirizzo {email}.",
  "password.done.reset.staff": "Se lavora qui, adesso può entrare:",
  "password.gone.text":
    "È già stato usato oppure è scaduto, e la password non è cambiata. Se ne ha già scelta una con questo link, usi quella. Altrimenti ci chieda un link nuovo.",
  "password.gone.again": "Chiedi un link nuovo",

  // Forgotten password.
  "forgotten.heading": "Ha dimenticato la password?",
  "forgotten.text": "Scriva il Suo indirizzo e-mail: Le mandiamo un link per sceglierne una nuova.",
  "forgotten.email": "Il Suo indirizzo e-mail",
  "forgotten.email.missing": "Scriva l’indirizzo e-mail con cui entra di solito.",
  "forgotten.send": "Manda il link",
  "forgotten.sent": "Adesso guardi la Sua posta",
  "forgotten.sent.text":
    "Se conosciamo l’indirizzo {email}, tra qualche minuto riceve un’e-mail con il link per scegliere la password nuova.",
  "forgotten.sent.same":
    "Per proteggere tutti, questa risposta è uguale per ogni indirizzo, conosciuto o no.",
  "forgotten.sent.other":
    "Controlli l’indirizzo: {email}. Forse ne usa un altro, o c’è un errore di battitura.",
  "forgotten.sent.again": "Prova con un altro indirizzo",

  // Unknown address.
  "missing.heading": "Questa pagina non c’è",
  "missing.text":
    "Forse l’indirizzo è stato copiato a metà, o la pagina ha cambiato posto. Dalla pagina iniziale si arriva dappertutto; se preferisce, ci telefoni e La guidiamo noi.",
  "missing.home": "Vai alla pagina iniziale",
} as const;
