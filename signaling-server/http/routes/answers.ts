/** Shapes that the routes share. */
import { z } from "zod";
import type { FastifyReply } from "fastify";
import { ApiError, Id } from "../../../src/shared/protocol/api.ts";

const refusals = { "4xx": ApiError, "5xx": ApiError };

/** What a route answers when all is well, and the refusals of every route. */
export const gives = <S extends z.ZodType>(schema: S) => ({ 200: schema, ...refusals });

/** Nothing to tell but that it is done. */
export const done = { 204: z.null().describe("Done."), ...refusals };

/** It will be dealt with; whether there was anything to do is not said. */
export const accepted = { 202: z.strictObject({}), ...refusals };

export const byId = z.strictObject({ id: Id });

export const sendDone = (reply: FastifyReply): FastifyReply => reply.code(204).send(null);

/**
 * Public forms: more than a person needs, less than a flood. @fastify/rate-limit counts by network, which
 * is by itself what staff/guard.ts takes for one: an IPv4 address, or a /64 of IPv6.
 */
export const slowly = { rateLimit: { max: 20, timeWindow: "1 minute" } } as const;
/**
 * A form that all strangers together may send so many times an hour (ALL_MAILS_AN_HOUR in
 * registrations/register.ts): no single network uses up the others' share.
 */
export const seldom = { rateLimit: { max: 10, timeWindow: "1 hour" } } as const;
