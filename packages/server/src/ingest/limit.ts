/** What one request and one event may come to. Beyond it they are refused, so that no sender can hold up the others. */
export const ingestLimits = {
  /** Bytes of a body, as sent and again after unpacking. */
  bodyBytes: 1024 * 1024,
  /** Events in one request. */
  events: 5_000,
  /** Characters in all names and texts of one event; a number counts for eight. As in Segment, 32 KiB. */
  eventSize: 32 * 1024,
  /** Characters in the context that the events of a batch share, times the events. */
  sharedSize: 8 * 1024 * 1024,
  /** Objects and lists inside one another. */
  depth: 12,
  /** Properties, or fields, of one event after nested ones are laid flat. */
  properties: 255,
  /** Characters in the name of an event, property or field. */
  nameLength: 200,
  /** Characters in an id. */
  idLength: 256,
} as const;
