/** The API's own description (OpenAPI 3.1), from the schemas and from what each route says of who may use it. */
import swagger from "@fastify/swagger";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import * as api from "../../src/shared/protocol/api.ts";
import manifest from "../package.json" with { type: "json" };
import { SESSION_COOKIE, isReading } from "./access.ts";
import type { Access } from "./access.ts";
import type { App } from "./app.ts";

/** The API's schemas by their names, so that its description writes each out once. */
const schemas = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(api)) {
  // What stands in an address must be written out where it is used: @fastify/swagger follows no reference there.
  if (schema instanceof z.ZodType && !id.endsWith("Query")) schemas.add(schema, { id });
}
const describe = createJsonSchemaTransform({ schemaRegistry: schemas });

const people: Readonly<Record<api.Role, string>> = {
  administrator: "administrators",
  technician: "technicians",
  office: "the office",
};

/** Who may use a route, in words. */
function whoMay(access: Access): string {
  if (access === "public") return "For everybody.";
  if (access === "signed-in") return "For everybody who is signed in.";
  return `For ${access.map((role) => people[role]).join(", ")}, once a second factor that is required is set up.`;
}

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: api.ApiError } },
});

/** What a request must show, and how it is refused; as guardRoutes (access.ts) has it. */
function guarded(access: Access, method: string) {
  const reads = isReading({ method });
  // A bearer token, which no foreign page can send, needs no second proof.
  const security =
    access === "public" ? [] : [reads ? { session: [] } : { session: [], csrf: [] }, { token: [] }];
  const isForSome = typeof access !== "string";
  const forbidden = [
    ...(reads ? [] : ["The request comes from a foreign page"]),
    ...(isForSome ? ["The role is another, or the second factor is missing"] : []),
  ];
  return {
    description: whoMay(access),
    security,
    response: {
      ...(access !== "public" && { 401: refusal("Nobody is signed in, or no longer.") }),
      ...(forbidden.length > 0 && { 403: refusal(`${forbidden.join(". ")}.`) }),
    },
  };
}

export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Linea service desk",
        version: manifest.version,
        description: "Generated from src/shared/protocol/api.ts.",
      },
      components: {
        securitySchemes: {
          session: {
            type: "apiKey",
            in: "cookie",
            name: SESSION_COOKIE,
            description: "A browser’s session.",
          },
          csrf: {
            type: "apiKey",
            in: "header",
            name: api.CSRF_HEADER,
            description: "`csrf` of Me, with everything that a browser changes.",
          },
          token: { type: "http", scheme: "bearer", description: "A program’s session: `token` of SignedIn." },
        },
      },
    },
    // Pages and what watches the server are no part of the API.
    transform: (document) => {
      const { schema, url, route } = document;
      const { access } = route.config ?? {};
      if (access === undefined || schema.hide === true) return { schema: { ...schema, hide: true }, url };
      const { response, ...its } = guarded(access, String(route.method));
      return describe({
        ...document,
        schema: { ...schema, ...its, response: { ...(schema.response as object), ...response } },
      });
    },
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: schemas }),
  });
}
