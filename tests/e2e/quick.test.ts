/** Quick access: the second time no code is read out, but the caller begins, and the question still comes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  answer,
  CALLER,
  clickOn,
  doubleClickLine,
  hangUp,
  openOffice,
  settled,
  stage,
  takeWithoutCode,
  type Office,
} from "../../harness/office.ts";
import { addContact } from "../../signaling-server/customers/contacts.ts";
import { addCustomer } from "../../signaling-server/customers/customers.ts";
import { writeBeside } from "../../signaling-server/testing/data.ts";
import { company, person } from "../../signaling-server/testing/desk.ts";
import { backToStart, bothEnded, callTaken, LINE, reasonAt } from "./scene.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
  await writeBeside(office.server.data, async (tx) => {
    const id = await addCustomer(tx, { ...company, quickAccess: true }, "system", Date.now());
    await addContact(tx, id, { ...person, email: CALLER.email }, "system", Date.now());
  });
});
afterAll(() => office?.stop());

test("the first time takes the code, the next no more; the question comes each time, and its default is No", async () => {
  const { caller, viewer } = office;
  const [help, desk] = [caller.program.page, viewer.program.page];

  // callTaken reads the code out and types it; there is no other way to answer.
  await doubleClickLine(office, LINE);
  await stage(caller, "ringing");
  await desk.getByTestId("code-input").waitFor();
  expect(await desk.getByTestId("take-quick").count()).toBe(0);
  expect(await help.getByTestId("stage-ringing").innerText()).not.toContain("accesso rapido");
  await clickOn(caller, "cancel");
  await stage(caller, "lines");
  await callTaken(office);
  await answer(office, "s");
  await settled(office);
  await hangUp(office);

  await doubleClickLine(office, LINE);
  await stage(caller, "ringing");
  expect(await help.getByTestId("stage-ringing").innerText()).toContain("accesso rapido");
  expect(await desk.getByTestId("customer").innerText()).toContain(company.company);
  await takeWithoutCode(office);
  // Nobody is connected yet: Enter is the question's own answer, and that is No.
  await stage(viewer, "asking");
  await caller.screen.type("\n");
  await bothEnded(office);
  expect(await reasonAt(caller)).toContain("Ha risposto No");
  await backToStart(office);

  await doubleClickLine(office, LINE);
  await takeWithoutCode(office);
  await answer(office, "s");
  await settled(office);
  await hangUp(office);
});
