/** The spoken check (docs/adr/0017-spoken-check.md), for the caller and for the technician. */
export const spokenIt = {
  "spoken.words": "Parole di controllo",
  "spoken.caller.text": "Il tecnico Le legge queste parole al telefono:",
  "spoken.caller.different": "Se le parole sono diverse, prema Stop.",
  "spoken.technician.text": "Legga prima queste parole al cliente:",
  "spoken.technician.ask": "Sul suo schermo ci sono le stesse?",
  "spoken.same": "Uguali",
  "spoken.different": "Diverse",
  "spoken.state.unchecked": "Da controllare",
  "spoken.state.same": "Controllato",
} as const;
