/** Apart from the schemas: Help's page needs this, and not the schema library. */

/** Names and reliability of the data channels (DESIGN.md, "A session, as data flows", 7). */
export const inputChannels = {
  /** Moves only: a late move is worth nothing, so no order and no retransmission. */
  pointer: { ordered: false, maxRetransmits: 0 },
  /** Buttons, wheel and keys: every one counts, in order. */
  control: { ordered: true },
} as const;
