/** Texts of the page where callers download Help. `system` is windows, macos or linux; `arch` as in downloads.json. */
export const downloadIt = {
  "site.title.download": "Scarica Help",
  "site.download": "Scarica Help",
  "home.download": "Scarica Help",

  "download.heading": "Scarichi Help sul Suo computer",
  "download.lead":
    "Help è il piccolo programma con cui un tecnico può vedere il Suo schermo mentre parlate al telefono. È gratuito e non si installa.",
  "download.phoneFirst": "Prima ci telefoni:",
  "download.stranger":
    "Help serve soltanto mentre parla con noi. È stato qualcun altro a chiamare Lei e a mandarLa su questa pagina? Riattacchi, e ci telefoni a questo numero.",
  "download.looking": "Un momento: guardiamo quale programma va bene per questo computer.",
  "download.failed":
    "Adesso non riusciamo a sapere se il programma si può scaricare. Controlli la connessione e riprovi.",
  "download.none":
    "Adesso il programma non si può scaricare da qui. Ci telefoni: Le diciamo noi come averlo.",
  "download.noneFor":
    "Adesso qui non c’è un programma per questo computer ({system, select, windows {Windows} macos {Mac} other {Linux}}). Ci telefoni: vediamo insieme come fare.",
  "download.handheld": "Apra questa pagina sul computer",
  "download.handheld.text":
    "Help va scaricato sul computer che ha bisogno di aiuto, non sul telefono o sul tablet. Su quel computer apra il browser e scriva questo indirizzo:",
  "download.unknown": "Non riusciamo a capire che computer è questo. Scelga il Suo:",

  "download.system":
    "{system, select, windows {Windows} macos {Mac} other {Linux}}{arch, select, arm64 { (processore ARM)} other {}}",
  "download.go": "Scarica il programma per {name}",
  "download.about": "{size} MB, versione {version}. Non si installa niente.",
  "download.started":
    "Il download è partito: può volerci qualche minuto. Poi continui qui sotto, dal numero 1.",
  "download.others": "È per un altro computer?",
  "download.other": "Il programma per {name}",
  "download.size": "{size} MB",
  "download.arm":
    "Il processore ARM è in pochi computer. Se non sa quale ha quel computer, lo chieda al telefono.",

  "download.steps": "Che cosa succede dopo, in tre passi",
  "download.step1": "Apra il file che ha scaricato",
  "download.step1.windows":
    "Di solito è nella cartella Download. Faccia doppio clic sul file: Help si apre subito, senza installare niente.",
  "download.step1.macos":
    "Di solito è nella cartella Download. Faccia doppio clic sul file, e poi sull’icona del programma nella finestra che compare: Help si apre senza installare niente.",
  "download.step1.linux":
    "Di solito è nella cartella Scaricati. Prema sul file il tasto destro, scelga Proprietà e permetta di eseguirlo come programma. Poi faccia doppio clic: Help si apre senza installare niente.",
  "download.step1.picture":
    "La cartella dei file scaricati: il mouse è sul file {file}, per aprirlo con un doppio clic.",
  "download.step1.folder": "{system, select, linux {Scaricati} other {Download}}",
  "download.step2": "Doppio clic sulla linea",
  "download.step2.text":
    "Il tecnico Le dice un numero, per esempio 3. Faccia doppio clic su quella linea. La prima volta Help Le chiede chi è e Le fa leggere sei punti da accettare.",
  "download.step2.picture":
    "La finestra di Help: in alto il numero di telefono, sotto le linee numerate. Il mouse è sulla linea 3, che è libera.",
  "download.step3": "Legga i due numeri e risponda Sì",
  "download.step3.text":
    "Legga al telefono l’ID e il codice. Poi compare una domanda con il nome del tecnico: se è la persona con cui parla, prema Sì, consento. In tutti gli altri casi prema No.",
  "download.step3.picture":
    "Help mostra in grande l’ID e il codice (qui sono un esempio). Davanti c’è la domanda: il tecnico chiede di vedere lo schermo; i pulsanti sono No e Sì, consento.",

  "download.asks": "Se il computer chiede conferma",
  "download.asks.text":
    "Di un programma scaricato da poco il computer spesso avvisa. Vada avanti soltanto se ha telefonato Lei e ha preso il file da questa pagina.",
  "download.asks.windows.keep":
    "Il browser dice che il file non viene scaricato spesso, o chiede se tenerlo: scelga Conserva o Mantieni.",
  "download.asks.windows.run":
    "Windows scrive “PC protetto da Windows”: prema Ulteriori informazioni, guardi che tra le righe ci sia il nome del file scaricato qui, poi prema Esegui comunque.",
  "download.asks.windows.admin":
    "Per aprire Help non serve la password di amministratore. Se Windows la chiede, prema No e ci telefoni.",
  "download.asks.macos.open":
    "Il Mac dice che Help è stato scaricato da Internet e chiede se aprirlo: prema Apri.",
  "download.asks.macos.allow":
    "Al primo collegamento il Mac chiede se Help può registrare lo schermo, e poi usare mouse e tastiera: il tecnico Le dice dove premere.",
  "download.asks.macos.stop":
    "Il Mac dice che non può verificare Help, o che è danneggiato: non lo apra e ci telefoni.",
  "download.asks.linux.run": "Il computer chiede se eseguire il file o soltanto mostrarlo: scelga Esegui.",
  "download.asks.linux.stop":
    "Il doppio clic non fa niente? Ci telefoni. Per aprire Help non serve la password di amministratore: se il computer la chiede, risponda di no.",
  "download.asks.other": "Legge qualcosa di diverso, o ha un dubbio? Si fermi e ci telefoni.",

  "download.end": "Quando avete finito",
  "download.end.close": "Chiuda Help: nessuno può più collegarsi.",
  "download.end.forget":
    "Se in Help ha scelto di ricordare i Suoi dati e non vuole più, prema Dimenticali, sotto le linee.",
  "download.end.delete":
    "Se vuole, metta il file scaricato nel cestino. Sul computer non resta installato niente, e niente si avvia da solo.",

  "download.check": "Controllare il file (facoltativo)",
  "download.check.text":
    "Ogni file ha la sua impronta: 64 cifre e lettere, diverse se nel file è diversa anche una cosa sola. Se l’impronta del file sul Suo computer è uguale a quella scritta qui, il file è arrivato intero ed è quello di questo sito.",
  "download.check.sum": "Impronta (SHA-256) di {file}",
  "download.check.windows":
    "Dal menu Start apra PowerShell, incolli questa riga e prema Invio. Maiuscole e minuscole non contano:",
  "download.check.macos": "Apra il programma Terminale, incolli questa riga e prema Invio:",
  "download.check.linux": "Apra un terminale, incolli questa riga e prema Invio:",
  "download.check.wrong": "È diversa? Non apra il file, lo metta nel cestino e ci telefoni.",

  // In the web administration.
  "admin.viewer.title": "Scaricare Viewer",
  "admin.viewer.text": "Viewer è il programma con cui i tecnici rispondono. Versione {version}:",
  "admin.viewer.file":
    "Viewer per {name}, {kind, select, installer {da installare} other {senza installazione}}",
  "admin.viewer.sum": "SHA-256: {sha256}",
} as const;
