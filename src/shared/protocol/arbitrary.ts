/** For tests only: arbitrary valid messages, made from the schemas themselves so that none is forgotten. */
import fc from "fast-check";
import { z } from "zod";

/** What z.toJSONSchema makes of our schemas. */
interface Shape {
  format?: string;
  type?: "string" | "integer" | "number" | "boolean" | "null" | "array" | "object";
  const?: string | number | boolean;
  enum?: (string | number)[];
  oneOf?: Shape[];
  anyOf?: Shape[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Shape;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Shape>;
  required?: string[];
}

/** Long strings prove nothing more and cost time; the caps have tests of their own. */
const LONGEST = 40;
/** Room for the longest of them, a signature. */
const LONGEST_OF_PATTERN = 100;

/**
 * Arbitrary values that `schema` takes and gives back unchanged.
 * @param pinned values for the properties of these names, wherever they occur
 */
export function arbitrary<T>(
  schema: z.ZodType<T>,
  pinned: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<T> {
  return build(z.toJSONSchema(schema) as Shape, pinned) as fc.Arbitrary<T>;
}

function build(shape: Shape, pinned: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const options = shape.oneOf ?? shape.anyOf;
  if (options) return fc.oneof(...options.map((option) => build(option, pinned)));
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = shape;
  switch (shape.type) {
    case "string":
      return shape.format === "email" ? email(shape) : text(shape);
    case "integer":
      return fc.integer({ min: minimum, max: maximum });
    case "number":
      // JSON has no negative zero.
      return fc.double({ min: minimum, max: maximum, noNaN: true }).map((n) => (n === 0 ? 0 : n));
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(build(shape.items ?? {}, pinned), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.max(shape.minItems ?? 0, Math.min(shape.maxItems ?? 4, 4)),
      });
    case "object":
      return fc.record(
        Object.fromEntries(
          Object.entries(shape.properties ?? {}).map(([name, inner]) => [
            name,
            pinned[name] ?? build(inner, pinned),
          ]),
        ),
        { requiredKeys: shape.required ?? [], noNullPrototype: true },
      );
    default:
      throw new Error(`no arbitrary for ${JSON.stringify(shape)}`);
  }
}

/** Its pattern looks ahead, which fast-check cannot invert; in lower case, as the schema gives addresses back. */
function email({ pattern = "" }: Shape): fc.Arbitrary<string> {
  const matches = new RegExp(pattern);
  return fc
    .emailAddress()
    .map((address) => address.toLowerCase())
    .filter((address) => matches.test(address));
}

function text({ pattern, minLength = 0, ...shape }: Shape): fc.Arbitrary<string> {
  // A pattern without a cap beside it says itself how long it may be.
  const { maxLength = pattern === undefined ? LONGEST : LONGEST_OF_PATTERN } = shape;
  const lengths = { minLength, maxLength: Math.min(maxLength, LONGEST) };
  const fits = (s: string) => s === s.trim() && s.length >= minLength && s.length <= maxLength;
  if (pattern === undefined) return fc.string({ unit: "binary", ...lengths }).filter(fits);
  // fast-check cannot invert \p{…}: those are drawn and sifted.
  if (!pattern.includes("\\p{")) return fc.stringMatching(new RegExp(pattern), { maxLength }).filter(fits);
  const matches = new RegExp(pattern, "u");
  const unit = fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).filter((c) => matches.test(c));
  const drawn = pattern.endsWith("]$")
    ? unit
    : fc.array(unit, { minLength: 1, maxLength: 20 }).map((cs) => cs.join(""));
  return drawn.filter(fits);
}
