/**
 * Words that passwords of Italian offices are made of, in lower case and without accents: chosen by
 * hand for this program. A longer list would find more; see docs/SECURITY.md.
 */
export const commonWords: readonly string[] = [
  // What a password is called, and what people do with it.
  ...["password", "passwd", "pass", "parola", "chiave", "segreta", "segreto", "secret"],
  ...["accesso", "access", "entra", "login", "signin", "welcome", "benvenuto", "benvenuti", "letmein"],
  ...["cambiami", "changeme", "change", "nuova", "temporanea", "temporary", "default", "prova", "test"],
  ...["sconosciuta", "unknown", "dimenticata", "nonlaso", "nonloso", "lamia", "miapassword"],
  // Who uses it, and for what.
  ...["admin", "administrator", "amministratore", "amministrazione", "root", "user", "utente", "guest"],
  ...["ospite", "server", "computer", "internet", "windows", "microsoft", "google", "office", "ufficio"],
  ...["azienda", "ditta", "studio", "segreteria", "tecnico", "assistenza", "support", "supporto", "help"],
  ...["linea", "servizio", "service", "desk", "ticket", "remote", "remota", "viewer", "master", "superuser"],
  ...["backup", "system", "sistema", "contabilita", "fattura", "fatture", "magazzino", "gestionale"],
  // What people like.
  ...["iloveyou", "tiamo", "amore", "amoremio", "ciao", "ciaociao", "tesoro", "stella", "stellina", "sole"],
  ...["luna", "mamma", "papa", "famiglia", "bambino", "princess", "principessa", "angelo", "angel", "cuore"],
  ...["sunshine", "dragon", "monkey", "shadow", "superman", "batman", "pokemon", "starwars", "football"],
  ...["baseball", "basketball", "calcio", "forza", "juventus", "juve", "inter", "milan", "napoli", "roma"],
  ...["lazio", "fiorentina", "torino", "ferrari", "ducati", "vespa", "maradona", "totti", "ronaldo"],
  ...["italia", "italy", "italiano", "milano", "firenze", "venezia", "palermo", "genova", "bologna"],
  ...["bari", "verona", "catania", "sicilia", "sardegna", "europa", "mondo", "vacanza", "mare"],
  ...["gatto", "cane", "micio", "cucciolo", "pippo", "pluto", "topolino", "paperino", "ninja", "freedom"],
  // First names.
  ...["alessandro", "alessandra", "alessia", "alessio", "andrea", "anna", "antonella", "antonio", "chiara"],
  ...["claudia", "claudio", "cristina", "daniela", "daniele", "davide", "elena", "elisa", "emanuele"],
  ...["enrico", "fabio", "federica", "federico", "filippo", "francesca", "francesco", "gabriele", "giacomo"],
  ...["giorgia", "giorgio", "giovanna", "giovanni", "giulia", "giuseppe", "ilaria", "laura", "lorenzo"],
  ...["luca", "lucia", "luigi", "manuela", "marco", "maria", "mario", "martina", "massimo", "matteo"],
  ...["mattia", "michela", "michele", "monica", "nicola", "paola", "paolo", "pietro", "raffaele", "riccardo"],
  ...["roberta", "roberto", "salvatore", "sara", "sergio", "silvia", "simone", "sofia", "stefania"],
  ...["stefano", "tommaso", "valentina", "valeria", "vincenzo", "michael", "jessica", "charlie", "daniel"],
  // When it was changed last.
  ...["primavera", "estate", "autunno", "inverno", "spring", "summer", "autumn", "winter"],
  ...["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre"],
  ...["ottobre", "novembre", "dicembre", "january", "february", "march", "april", "june", "july"],
  ...["august", "september", "october", "november", "december", "lunedi", "martedi", "mercoledi"],
  ...["giovedi", "venerdi", "sabato", "domenica", "monday", "friday", "sunday", "natale", "pasqua"],
  // Parts of the famous ones that are no row of the keyboard.
  ...["qwe", "asd", "zxc", "qaz", "wsx", "trustno", "abc", "xyz"],
];
