/** What an organisation may make its own in the programs' looks and words. All of it is part of a build; none is secret. */
import { z } from "zod";
import { Language } from "./common.ts";

/** As a web page writes it: `#0b5c68`. */
const Colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { message: "needs to be a colour such as #0b5c68" })
  .toLowerCase();

/** Two colours; src/shared/brand/palette.ts makes the others out of them. */
export const Colours = z.strictObject({
  /** Of the line, of buttons, of the head of the window. White letters stand on it. */
  main: Colour,
  /** Of the few things that must strike the eye on the dark head, such as the telephone. */
  accent: Colour,
});
export type Colours = z.infer<typeof Colours>;

/** The first one is spoken where the computer's own is none of them. */
export const Languages = z
  .array(Language)
  .min(1)
  .max(Language.options.length)
  .refine((languages) => new Set(languages).size === languages.length, {
    message: "needs each language once",
  });
export type Languages = z.infer<typeof Languages>;

const Name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  // What no file, window title or property of a program can carry.
  .regex(/^[^\p{C}\\/:*?"<>|]+$/u, { message: 'needs to do without \\ / : * ? " < > |' });

/** The program's name in each language that it speaks. */
export const ProgramName = z.strictObject({ it: Name.optional(), en: Name.optional() });
export type ProgramName = z.infer<typeof ProgramName>;
