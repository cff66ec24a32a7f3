/**
 * What Help does with a call, from the double-click to its end, as a pure machine: events come from
 * the server, the windows, the consent question and the peer connection; effects go back to them.
 */
import type { OpenedDirectory } from "../protocol/directory.ts";
import { CONSENT_TIMEOUT_MS } from "../protocol/limits.ts";
import { onAuthorise, onGiven, onNeeded } from "./help-authorising.ts";
import { isOutlived, isSigned, isToReplace, renewed, wantsRenewal, withoutForm } from "./help-directory.ts";
import type { HelpEvent, HelpModel, HelpStep, ServerSays } from "./help-model.ts";
import { awaits, ended, isIdle, mayReconnect, refuseUnasked, same, send, started } from "./help-moves.ts";
import { areSpokenWords } from "./spoken/words.ts";

export function helpStep(model: HelpModel, event: HelpEvent): HelpStep {
  const { stage, call } = model;
  switch (event.e) {
    case "server":
      return onServer(model, event.message, event.now);

    case "welcome": {
      const step = onDirectory({ ...model, online: true, states: event.lines }, event.opened, event.now);
      // Before anything else, and only to a server that is believed.
      if (!event.opened.ok || model.token === null) return step;
      const shown = send({ t: "authorisation/show", token: model.token });
      return { ...step, effects: [shown, ...step.effects] };
    }
    case "directory":
      return onDirectory(model, event.opened, event.now);

    case "lost":
      if (stage.at === "authorising") {
        return same({
          ...model,
          online: false,
          giving: null,
          stage: { ...stage, busy: false, problem: stage.busy ? "lost" : stage.problem },
        });
      }
      return ended({ ...model, online: false }, "caller-lost", event.now, []);

    case "tick":
      return mayReconnect(model) && wantsRenewal(model, event.now) ? renewed(model) : same(model);

    case "call":
      if (!model.online || !isIdle(model) || isToReplace(model)) return same(model);
      // Only our lines (SERVICE.md, rule 5), whatever the window asks for.
      if (!isSigned(model, event.line)) return same(model);
      if (isOutlived(model, event.now)) return renewed(model);
      return started(model, { line: event.line, name: event.name, wait: event.wait });

    case "cancel": {
      if (stage.at === "authorising" && !stage.busy) {
        return same({ ...model, stage: { at: "lines", notice: null } });
      }
      // The call has no name yet to cancel it by, and an answer that comes late must find nobody.
      if (stage.at === "calling" || stage.at === "authorising") {
        return {
          model: { ...model, online: false, giving: null, stage: { at: "lines", notice: null } },
          effects: [{ do: "reconnect" }],
        };
      }
      if (stage.at !== "queued" && stage.at !== "ringing") return same(model);
      const effects = call ? [send({ t: "call/cancel", call: call.id })] : [];
      return {
        model: { ...model, call: null, withdrawn: call?.id ?? null, stage: { at: "lines", notice: null } },
        effects,
      };
    }

    case "back":
      if (!isIdle(model)) return same(model);
      return same({ ...model, stage: { at: "lines", notice: null } });

    case "authorise":
      return onAuthorise(model, event);

    case "forget":
      if (model.token === null) return same(model);
      // The connection on which it was shown knows it still.
      if (isIdle(model)) {
        return { model: { ...model, token: null, online: false }, effects: [{ do: "reconnect" }] };
      }
      return same({ ...model, token: null });

    case "answer": {
      if (stage.at !== "asking" || call?.id !== event.call) return same(model);
      if (event.answer !== "yes") {
        const reason = event.answer === "no" ? "denied" : "consent-timeout";
        return ended(model, reason, event.now, [send({ t: "call/end", call: call.id, reason })]);
      }
      return {
        model: { ...model, stage: { at: "linking", line: stage.line, technician: stage.technician } },
        effects: [
          send({ t: "call/consent", call: call.id }),
          { do: "connect", call: call.id, iceServers: call.iceServers },
        ],
      };
    }

    case "peer": {
      if (call?.id !== event.call) return same(model);
      if (event.state === "connected") {
        if (stage.at !== "linking") return same(model);
        const { line, technician } = stage;
        return same({ ...model, stage: { at: "active", line, technician, since: event.now, words: null } });
      }
      // The window that is to hold the session may be gone while the question still stands.
      if (stage.at !== "asking" && stage.at !== "linking" && stage.at !== "active") return same(model);
      const reason = event.state === "failed" ? "peer-failed" : event.state;
      return ended(model, reason, event.now, [send({ t: "call/end", call: call.id, reason })]);
    }

    case "words": {
      if (call?.id !== event.call || stage.at !== "active") return same(model);
      // One check a call (docs/adr/0017-spoken-check.md): a window that says more, or other words, lies.
      if (stage.words !== null || !areSpokenWords(event.words)) {
        return helpStep(model, { e: "stop", reason: "unsafe", now: event.now });
      }
      return same({ ...model, stage: { ...stage, words: [...event.words] } });
    }

    case "signal-out":
      if (call?.id !== event.call || (stage.at !== "linking" && stage.at !== "active")) return same(model);
      return { model, effects: [send({ t: "signal", call: call.id, signal: event.signal })] };

    case "stop": {
      // A call that nobody has taken yet is only withdrawn; one that is reported, the organisation hears of.
      const untaken = stage.at === "queued" || stage.at === "ringing";
      const unnamed = stage.at === "authorising" || stage.at === "calling";
      if (unnamed || (untaken && event.reason !== "reported")) {
        return helpStep(model, { e: "cancel", now: event.now });
      }
      if (!call) return same(model);
      // Whoever turns away from the question has said no to it.
      const reason = stage.at === "asking" && event.reason === "stopped" ? "denied" : event.reason;
      const said: HelpModel = untaken ? { ...model, withdrawn: call.id } : model;
      return ended(said, reason, event.now, [send({ t: "call/end", call: call.id, reason })]);
    }
  }
}

/**
 * A directory that is not believed puts everything in doubt that comes over this connection, also who
 * the technician of a call is: no line is left to call, and a call under way ends.
 */
function onDirectory(model: HelpModel, opened: OpenedDirectory, now: number): HelpStep {
  if (opened.ok) return same(withoutForm({ ...model, directory: opened.directory, distrusted: null }));
  const distrusting: HelpModel = { ...model, directory: null, distrusted: opened.why };
  return helpStep(distrusting, { e: "stop", reason: "protocol-error", now });
}

function onServer(model: HelpModel, message: ServerSays, now: number): HelpStep {
  const { stage, call } = model;
  switch (message.t) {
    case "lines":
      return same({ ...model, states: message.lines });

    case "authorisation/needed": {
      const step = onNeeded(model, message);
      return { ...step, model: withoutForm(step.model) };
    }
    case "authorisation/given":
      return onGiven(model, message.token, now);

    case "call/queued":
      if (!awaits(model, message.call)) return refuseUnasked(model, message.call);
      return same({
        ...model,
        call: { id: message.call, iceServers: [] },
        stage: { at: "queued", line: message.line, position: message.position },
      });
    case "call/ringing":
      if (!awaits(model, message.call)) return refuseUnasked(model, message.call);
      return same({
        ...model,
        call: { id: message.call, iceServers: [] },
        stage: {
          at: "ringing",
          line: message.line,
          id: message.id,
          code: message.code,
          endsAt: now + message.ringFor,
          quick: message.quick,
        },
      });
    case "call/taken": {
      if (stage.at !== "ringing" || call?.id !== message.call) return same(model);
      const { line } = stage;
      return {
        model: {
          ...model,
          call: { id: message.call, iceServers: message.iceServers },
          stage: { at: "asking", line, technician: message.technician, endsAt: now + CONSENT_TIMEOUT_MS },
        },
        effects: [{ do: "ask", call: message.call, technician: message.technician }],
      };
    }
    case "call/ended":
      if (call?.id !== message.call) return same(model);
      return ended(model, message.reason, now, []);
    case "signal":
      if (call?.id !== message.call || (stage.at !== "linking" && stage.at !== "active")) return same(model);
      return { model, effects: [{ do: "signal-in", call: message.call, signal: message.signal }] };
    case "error":
      if (message.code === "unsupported-version") {
        return same(withoutForm({ ...model, outdated: true, giving: null }));
      }
      if (stage.at === "authorising") {
        if (!stage.busy || message.call !== undefined) return same(model);
        return same({ ...model, giving: null, stage: { ...stage, busy: false, problem: message.code } });
      }
      // Until the server has named the call, a refusal that names one is about another.
      if (stage.at !== "calling" || message.call !== undefined) return same(model);
      return same({
        ...model,
        call: null,
        stage: { at: "lines", notice: { code: message.code, line: message.line ?? null } },
      });
  }
}
