/** What goes wrong, as HTTP status and ApiError. */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { ApiError, ApiErrorCode } from "../../src/shared/protocol/api.ts";
import { Refusal } from "../refusal.ts";
import { StoreError } from "../store/error.ts";

const statuses: Record<ApiErrorCode, number> = {
  invalid: 400,
  "not-found": 404,
  "signed-out": 401,
  forbidden: 403,
  "foreign-origin": 403,
  "wrong-credentials": 401,
  "code-needed": 401,
  "wrong-code": 401,
  "totp-required": 403,
  wait: 429,
  "weak-password": 400,
  "link-gone": 410,
  taken: 409,
  changed: 409,
  "terms-changed": 409,
  "last-administrator": 409,
  "too-large": 413,
  "rate-limited": 429,
  "disk-full": 507,
  stopping: 503,
  internal: 500,
};

/** The refusal that an error of any layer stands for; null for one that nobody foresaw. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreError) {
    if (error.code === "disk-full") return new Refusal("disk-full");
    if (error.code === "conflict") return new Refusal("taken");
    return null;
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = first?.instancePath.replace(/^\//, "").replaceAll("/", ".");
    return new Refusal("invalid", field === undefined || field === "" ? {} : { field });
  }
  const { statusCode } = error as FastifyError;
  if (statusCode === 413) return new Refusal("too-large");
  if (statusCode === 403 || statusCode === 404) return new Refusal("not-found");
  // Not JSON, or of a type that is not read.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Refusal("invalid");
  return null;
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  // The path of the route, not of the request: that may hold an identifier.
  if (refusal === null)
    request.log.error({ err: error, route: request.routeOptions.url }, "a request failed");
  const { code, detail } = refusal ?? new Refusal("internal");
  if (detail.retryAfter !== undefined) reply.header("retry-after", String(detail.retryAfter));
  const body: ApiError = { error: code, ...detail };
  return reply
    .code(statuses[code])
    .type("application/json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(body);
}
