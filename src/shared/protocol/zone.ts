/** The organisation's time zone (SERVICE.md §4); apart from the hours' schemas, which the windows do without. */
export const ZONE = "Europe/Rome";
