/**
 * The authorisation before a remote session (SERVICE.md §5). First the six clauses, the copy by mail and
 * the pages that show them: in the first person where somebody ticks them. A change of wording goes with
 * AUTHORISATION_EDITION (shared/terms/authorisation.ts).
 */
export const authorisationIt = {
  "clause.1.short":
    "Autorizzo il tecnico a consultare i dati personali che si trovano sui nostri computer, per quanto serve all’intervento.",
  "clause.1.full":
    "Durante l’intervento il tecnico può vedere, e quando serve aprire, dati personali conservati nella nostra sede: per esempio nomi, indirizzi, documenti e messaggi. Lo autorizzo a farlo, secondo le norme sulla protezione dei dati personali, soltanto per risolvere il problema e soltanto per la durata dell’intervento. Chi presta l’assistenza non copia e non conserva questi dati.",
  "clause.2.short": "Metto a disposizione gli apparecchi che servono per stabilire il collegamento.",
  "clause.2.full":
    "Metto a disposizione quello che serve per il collegamento: il computer da assistere, acceso e collegato a Internet, e un telefono per parlare con il tecnico. Se mancano, l’intervento a distanza non può cominciare.",
  "clause.3.short": "Confermo che le copie di sicurezza necessarie, almeno due, sono state fatte.",
  "clause.3.full":
    "Prima dell’intervento ho fatto, o ho fatto fare, le copie di sicurezza dei dati che per noi sono importanti: almeno due. Se dopo l’intervento qualcosa manca, posso riprenderlo da quelle copie.",
  "clause.4.short": "Resto presente per tutto l’intervento, per dare le informazioni che servono.",
  "clause.4.full":
    "Dall’inizio alla fine dell’intervento resto davanti al computer, o ci resta una persona che incarico io, per rispondere alle domande del tecnico. Chi è presente può fermare il collegamento in qualunque momento.",
  "clause.5.short":
    "Sollevo chi presta l’assistenza dalla responsabilità per danni diretti o indiretti dovuti all’intervento.",
  "clause.5.full":
    "Un intervento a distanza non è mai del tutto senza rischi. Sollevo chi presta l’assistenza dalla responsabilità per i danni che possono derivarne, sia diretti sia indiretti, come dati perduti o lavoro fermo. Restano i diritti a cui la legge non permette di rinunciare.",
  "clause.6.short":
    "Mi impegno a pagare il servizio, se mi viene chiesto, alle tariffe in vigore: {rate, plural, =0 {oggi è gratuito} other {oggi {rate, number, ::currency/EUR} all’ora, IVA esclusa}}{others, plural, =0 {} other { (su alcune linee il prezzo è diverso: lo dice il testo completo)}}.",
  "clause.6.full":
    "Se per l’intervento mi viene chiesto un pagamento, mi impegno a pagarlo alle tariffe in vigore, che sono queste. {rates}",

  "mail.greeting.plain": "Buongiorno,",
  "mail.authorisation-copy.subject": "Copia dell’autorizzazione all’assistenza di {organisation}",
  "mail.authorisation-copy.happened":
    "questa è la copia dell’autorizzazione all’assistenza a distanza che è stata data a {organisation} con questo indirizzo e-mail. Qui sotto ci sono i dati scritti nel modulo e le sei dichiarazioni accettate, una per una.",
  "mail.authorisation-copy.todo":
    "Non deve fare nulla: conservi questo messaggio. In questo messaggio non ci sono link da aprire, e nessuno Le chiederà password o pagamenti per posta.",
  "mail.authorisation-copy.unexpected":
    "Se non l’ha data Lei né qualcuno della Sua azienda, telefoni al {phone}. Da sola questa autorizzazione non apre nulla: un collegamento comincia soltanto quando qualcuno, davanti al computer, lo chiede e lo permette.",
  "mail.authorisation-copy.fields": "Che cosa è stato scritto",
  "mail.authorisation-copy.clauses": "Che cosa è stato accettato",
  "mail.authorisation-copy.line": "Linea",
  "mail.authorisation-copy.line.value": "{number} ({label})",
  "mail.authorisation-copy.at": "Data e ora",
  "mail.authorisation-copy.at.value": "{when} (ora italiana)",
  "mail.authorisation-copy.version": "Versione del testo",

  "authorisation.company": "Azienda",
  "authorisation.operator": "Operatore",
  "authorisation.email": "E-mail",
  "authorisation.clientCode": "Codice cliente",
  "authorisation.idsCode": "Codice IDS",
  "authorisation.none": "non indicato",

  // The administration's list of them.
  "admin.nav.authorisations": "Autorizzazioni",
  "admin.authorisations.title": "Autorizzazioni",
  "admin.authorisations.lead":
    "Che cosa hanno accettato i clienti prima di farsi aiutare. I dati sono come li hanno scritti loro: nessuno li ha controllati. Non si possono cambiare.",
  "admin.authorisations.none": "Nessuna autorizzazione",
  "admin.authorisations.none.todo": "La prima compare qui quando un cliente compila il modulo in Help.",
  "admin.authorisations.search": "Cerca per azienda, operatore o e-mail",
  "admin.authorisations.found":
    "{count, plural, =0 {Nessuna autorizzazione trovata} one {# autorizzazione} other {# autorizzazioni}}",
  "admin.authorisations.foundFirst": "Le {count} più recenti: scriva altre lettere per trovarne di meno",
  "admin.authorisations.when": "Quando",
  "admin.authorisations.line": "Linea",
  "admin.authorisations.verified": "Prima sessione aperta con il codice",
  "admin.authorisations.verified.no": "Non ancora",
  "admin.authorisations.program": "Programma",
  "admin.authorisations.version": "Versione del testo",
  "admin.authorisations.record": "Il testo accettato",
  "admin.authorisations.read": "Leggi",
  "admin.authorisations.read.label": "Leggi l’autorizzazione di {company}",
  "admin.authorisations.read.title": "Autorizzazione di {company}",

  // The public page with the clauses in full.
  "site.title.authorisation": "L’autorizzazione all’assistenza",
  "authorisation.page.lead":
    "Prima della prima sessione, e ogni volta che questo testo cambia, Help Le chiede di accettare sei dichiarazioni, una per una. Qui trova il testo completo.",
  "authorisation.page.clauses": "Le sei dichiarazioni",
  "authorisation.page.loading": "Un momento: carichiamo il testo.",
  "authorisation.page.failed":
    "Al momento il testo non è disponibile. Riprovi tra poco; se ha fretta, ci telefoni: glielo leggiamo.",

  // The form of the authorisation, in Help. The caller is addressed with Lei, and told what each thing is for.
  "help.authorise.title": "Prima del collegamento, la Sua autorizzazione",
  "help.authorise.first":
    "Per il collegamento serve la Sua autorizzazione. Legga con calma, può restare al telefono: quando ha accettato, la chiamata alla linea {line} parte da sola.",
  "help.authorise.changed":
    "Il testo dell’autorizzazione è cambiato. Rilegga con calma le sei voci e le spunti di nuovo: quando ha accettato, la chiamata alla linea {line} parte da sola.",
  "help.authorise.safe":
    "Accettare non collega ancora nessuno: prima di mostrare questo schermo, Help Le chiede il consenso ogni volta.",
  "help.authorise.fix":
    "{count, plural, one {C’è ancora una cosa da sistemare} other {Ci sono ancora # cose da sistemare}} prima di accettare",
  "help.authorise.left":
    "{count, plural, one {C’è ancora una cosa da sistemare} other {Ci sono ancora # cose da sistemare}}",
  "help.authorise.needed": "Dove non c’è scritto “facoltativo”, la risposta è necessaria.",
  "help.authorise.who.group": "Chi autorizza",
  "help.authorise.company": "Nome dell’azienda",
  "help.authorise.company.hint": "Se non ha un’azienda, scriva il Suo nome e cognome.",
  "help.authorise.company.missing":
    "Scriva il nome dell’azienda oppure, se non ne ha una, il Suo nome e cognome.",
  "help.authorise.company.wrong":
    "Nel nome dell’azienda c’è un simbolo che non si può usare. Lo cancelli e lo riscriva a mano.",
  "help.authorise.operator": "Nome e cognome di chi usa questo computer",
  "help.authorise.operator.missing": "Scriva il nome e cognome di chi usa questo computer adesso.",
  "help.authorise.operator.wrong":
    "Nel nome e cognome c’è un simbolo che non si può usare. Lo cancelli e lo riscriva a mano.",
  "help.authorise.email": "E-mail",
  "help.authorise.email.hint": "Qui Le mandiamo subito una copia dell’autorizzazione.",
  "help.authorise.email.missing":
    "Scriva il Suo indirizzo e-mail: Le mandiamo una copia dell’autorizzazione.",
  "help.authorise.email.wrong":
    "L’indirizzo e-mail non è completo. Deve essere come anna.rossi@example.org, senza spazi.",
  "help.authorise.codes.group": "I codici, se li ha",
  "help.authorise.clientCode": "Codice cliente (facoltativo)",
  "help.authorise.clientCode.hint":
    "Di solito è sul contratto o sulle fatture dell’assistenza. Se non lo ha, lasci vuoto.",
  "help.authorise.idsCode": "Codice IDS (facoltativo)",
  "help.authorise.idsCode.hint": "Glielo può dire il tecnico al telefono. Se non lo ha, lasci vuoto.",
  "help.authorise.code.wrong":
    "In un codice ci sono soltanto lettere, cifre, spazi e i segni . / _ -: cancelli il resto.",
  "help.authorise.clauses.group": "Le sei voci da accettare",
  "help.authorise.clauses.how": "Le legga e le spunti una per una: servono tutte.",
  "help.authorise.clause.missing": "Legga la voce {number} e la spunti.",
  "help.authorise.clause.here": "Manca la spunta su questa voce.",
  "help.authorise.full": "Leggi il testo completo (si apre nel browser)",
  "help.authorise.doubt":
    "Se una voce non La convince, non accetti: torni indietro e ne parli con l’assistenza al {phone}.",
  "help.authorise.remember.group": "La prossima volta",
  "help.authorise.remember": "Ricorda questi dati su questo computer",
  "help.authorise.remember.hint":
    "Non dovrà riscriverli né accettare di nuovo, finché il testo non cambia. Ciò che resta qui è cifrato, e può farlo dimenticare quando vuole. Se questo computer lo usano anche altri, meglio non spuntare.",
  "help.authorise.remember.cannot":
    "Qui non si può: questo computer non ha un posto protetto dove tenerli. Chiuso Help non resta scritto niente, e la prossima volta Le chiederemo di nuovo questi dati.",
  "help.authorise.forget": "Dimentica ciò che era ricordato",
  "help.authorise.forgotten": "Fatto: su questo computer non è più ricordato niente.",
  "help.authorise.accept": "Accetto e chiamo",
  "help.authorise.back": "Indietro",
  "help.authorise.busy": "Registro l’autorizzazione e preparo la copia per e-mail. Un momento.",
  "help.authorise.failed": "L’autorizzazione non è partita. Ciò che ha scritto è ancora qui.",
  "help.authorise.tooMany":
    "Oggi sono già arrivate molte autorizzazioni, da qui o con questo indirizzo e-mail. Riprovi fra un’ora, oppure scriva un altro indirizzo.",
  "help.authorise.lost":
    "Manca la connessione con l’assistenza. Appena torna, prema di nuovo “Accetto e chiamo”.",
  "help.authorise.lost.back": "La connessione è tornata: prema di nuovo “Accetto e chiamo”.",
  "help.remembered.note": "Help ricorda i Suoi dati su questo computer.",
  "help.remembered.forget": "Dimenticali",
} as const;
