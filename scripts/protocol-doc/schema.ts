/** From zod schemas to Markdown: how a type is written, and tables of messages. */
import { z } from "zod";

/** Schemas that have a name and a place of their own in the document. */
export type Names = ReadonlyMap<z.ZodType, string>;

/** A schema as one looks at it: what kind it is, and its parts. */
function definition(schema: z.ZodType): z.core.$ZodTypes["_zod"]["def"] {
  return (schema as unknown as z.core.$ZodTypes)._zod.def;
}

const inner = (schema: z.core.$ZodType): z.ZodType => schema as z.ZodType;
const quoted = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** The type and limits of a field, in Markdown. @throws Error for a kind the protocol has not used yet. */
export function describe(schema: z.ZodType, names: Names): string {
  const name = names.get(schema);
  if (name !== undefined) return `[${name}](#${name.toLowerCase()})`;
  const def = definition(schema);
  switch (def.type) {
    case "literal":
      return def.values.map(quoted).join(" or ");
    case "enum":
      return Object.values(def.entries).map(quoted).join(", ");
    case "boolean":
      return "boolean";
    case "optional":
      return describe(inner(def.innerType), names);
    case "nullable":
      return `\`null\` or ${describe(inner(def.innerType), names)}`;
    case "array":
      return `list of ${describe(inner(def.element), names)}${limits(schema)}`;
    case "union":
      return def.options.map((option) => describe(inner(option), names)).join(" or ");
    case "object":
      return `object of ${fields(schema, names)
        .map((field) => `\`${field.name}\`${field.optional ? " (optional)" : ""} (${field.type})`)
        .join(", ")}`;
    case "pipe":
      // What goes in is trimmed and capped, what comes out is of a certain form.
      return `${describe(inner(def.out), names)}${limits(inner(def.in))}`;
    case "string":
      if (jsonSchema(schema).format === "email") return "e-mail address";
      return `string${limits(schema)}`;
    case "number":
      return `${jsonSchema(schema).type}${limits(schema)}`;
    default:
      throw new Error(`protocol-doc: no words for the schema kind ${def.type}`);
  }
}

interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema) as JsonSchema;
}

function limits(schema: z.ZodType): string {
  const json = jsonSchema(schema);
  const parts = [
    range(json.minimum, json.maximum, ""),
    range(json.minLength, json.maxLength, " characters"),
    range(json.minItems, json.maxItems, " items"),
    json.pattern === undefined ? "" : `\`${json.pattern}\``,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  // zod's int() brings the limits of safe integers along; they say nothing here.
  const top = max === Number.MAX_SAFE_INTEGER ? undefined : max;
  if (min === undefined && top === undefined) return "";
  if (top === undefined) return `at least ${min}${unit}`;
  if (min === undefined) return `at most ${top}${unit}`;
  return min === top ? `${min}${unit}` : `${min} to ${top}${unit}`;
}

interface Field {
  name: string;
  type: string;
  optional: boolean;
}

function fields(schema: z.ZodType, names: Names): Field[] {
  const def = definition(schema);
  if (def.type !== "object") throw new Error(`protocol-doc: expected an object, found ${def.type}`);
  return Object.entries(def.shape).map(([name, field]) => ({
    name,
    type: describe(inner(field), names),
    optional: definition(inner(field)).type === "optional",
  }));
}

/** The members of a union, by the value of their field `key`. */
export function members(schema: z.ZodType, key: string): Map<string, z.ZodType> {
  const def = definition(schema);
  const options = def.type === "union" ? def.options.map(inner) : [schema];
  return new Map(
    options.map((option) => {
      const own = definition(option);
      const tag = own.type === "object" ? own.shape[key] : undefined;
      const tagDef = tag === undefined ? undefined : definition(inner(tag));
      if (tagDef?.type !== "literal") throw new Error(`protocol-doc: a member without ${key}`);
      return [String(tagDef.values[0]), option];
    }),
  );
}

/** The fields of an object, a row each, without the one called `except`. */
export function fieldTable(schema: z.ZodType, names: Names, except?: string): string {
  const rows = fields(schema, names)
    .filter((field) => field.name !== except)
    .map((field) => [`\`${field.name}\`${field.optional ? " (optional)" : ""}`, field.type]);
  return rows.length === 0 ? "No fields." : table(["field", "type"], rows);
}

/** Headings and field tables of all members of a union; `meaning` has a sentence for each. */
export function messages(
  schema: z.ZodType,
  key: string,
  meaning: readonly [string, string][],
  names: Names,
): string {
  const all = members(schema, key);
  return meaning
    .map(([tag, words]) => {
      const member = all.get(tag);
      if (member === undefined) throw new Error(`protocol-doc: no schema for ${tag}`);
      return `**\`${tag}\`**: ${words}\n\n${fieldTable(member, names, key)}`;
    })
    .join("\n\n");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // Even in a code span a bar would end the cell.
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
