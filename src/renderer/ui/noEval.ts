/**
 * Import this before anything else on a page with a strict policy. zod tries out whether it may build
 * functions from text while schemas are made; the policy stops that and reports it as a breach.
 */
import { z } from "zod";

z.config({ jitless: true });
