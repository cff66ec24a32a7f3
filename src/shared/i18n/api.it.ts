/** Why the HTTP API refused something, by ApiErrorCode; `unreachable` is the page's own. */
export const apiIt = {
  "api.invalid": "Qualcosa in questa pagina non va bene. Guardi i campi segnati, li corregga e riprovi.",
  "api.not-found": "Questa voce non c’è più. Ricarichi la pagina.",
  "api.signed-out": "L’accesso è scaduto. Entri di nuovo: quello che ha scritto resta qui.",
  "api.forbidden": "Il Suo ruolo non permette di farlo. Se Le serve, lo chieda a un amministratore.",
  "api.foreign-origin":
    "La richiesta non viene da questo sito ed è stata rifiutata. Apra il sito dal suo indirizzo e riprovi.",
  "api.wrong-credentials":
    "E-mail o password non giuste. Controlli le maiuscole e riprovi; se ha dimenticato la password, ne chieda una nuova.",
  "api.code-needed": "Serve anche il codice di sei cifre dell’app di autenticazione.",
  "api.wrong-code":
    "Il codice non è giusto o è già stato usato. Aspetti il prossimo nell’app e scriva quello.",
  "api.totp-required": "Prima di continuare deve attivare il secondo fattore, nella pagina del Suo account.",
  "api.wait":
    "Troppi tentativi. Riprovi tra {time}; se ha dimenticato la password, ne chieda una nuova per e-mail.",
  // Stands for {time}, as do common.duration.seconds and .minutes: wait.ts.
  "api.wait.hours": "circa {hours, plural, one {un’ora} other {# ore}}{half, plural, =0 {} other { e mezza}}",
  "api.weak-password":
    "Questa password è troppo facile da indovinare. Ne scelga una di almeno {min} caratteri, per esempio quattro parole che non c’entrano l’una con l’altra.",
  "api.link-gone": "Questo link non vale più: è già stato usato o è scaduto. Ne chieda uno nuovo.",
  "api.taken": "C’è già una voce con questo nome, numero o indirizzo. Ne scelga un altro.",
  "api.changed": "Nel frattempo qualcun altro ha cambiato questa voce. Ricarichi la pagina e riprovi.",
  "api.terms-changed":
    "I termini del servizio sono cambiati mentre compilava il modulo. Li legga di nuovo qui sopra: quello che è cambiato è segnato con “Nuovo” o “Tolto”. Se è d’accordo, metta la spunta e invii ancora.",
  "api.last-administrator": "Questo è l’ultimo amministratore attivo: prima ne nomini un altro.",
  "api.too-large": "Quello che ha mandato è troppo grande. Lo accorci e riprovi.",
  "api.rate-limited": "Troppe richieste in poco tempo. Riprovi tra {time}.",
  "api.disk-full":
    "Il disco del server è pieno: non è stato salvato niente. Avvisi chi gestisce il server, poi riprovi.",
  "api.stopping": "Il server si sta riavviando. Riprovi tra un minuto.",
  "api.internal": "Il server ha avuto un problema e non ha salvato niente. Riprovi tra un minuto.",
  "api.unreachable": "Il server non risponde. Controlli la connessione e riprovi.",
} as const;
