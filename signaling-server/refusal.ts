import type { ApiErrorCode } from "../src/shared/protocol/api.ts";

interface RefusalDetail {
  /** Path of the wrong field. */
  readonly field?: string;
  /** Seconds after which the same may be tried again. */
  readonly retryAfter?: number;
}

/** A request that the service desk refuses, by code: what HTTP, command line and pages put into words. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ApiErrorCode;
  readonly detail: RefusalDetail;
  /** Whether the same request may succeed later, as it is. */
  readonly retryable: boolean;

  constructor(code: ApiErrorCode, detail: RefusalDetail = {}) {
    super(`refused: ${code}${detail.field === undefined ? "" : ` (${detail.field})`}`);
    this.code = code;
    this.detail = detail;
    this.retryable =
      code === "wait" || code === "rate-limited" || code === "disk-full" || code === "internal";
  }
}
