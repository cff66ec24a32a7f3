/** What can be wrong with a data folder before anything is opened in it, in words. */
import { accessSync, constants, statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, resolve } from "node:path";
import { databaseIn } from "../store/data.ts";
import { hasCode } from "../store/files.ts";
import { nextCommand } from "./io.ts";

/**
 * - `make`: folder and database are made where they are not there.
 * - `use`: there must be a database.
 */
export type DataNeed = "make" | "use";

/** @returns null when nothing is wrong, as far as can be seen from outside */
export function checkDataFolder(folder: string, need: DataNeed): string | null {
  const path = resolve(folder);
  const found = look(path);
  if (found === "hidden") return `${user()} may not look into the folders above ${path}`;
  if (found === "nothing") return need === "use" ? noDatabase(path) : cannotMake(path);
  if (found === "file") return `${path} is not a folder. Name a folder for the database`;
  if (need === "make" && !mayWriteIn(path)) {
    return `${user()} may not write in ${path}. Give the folder to this user, with mode 700`;
  }
  return need === "use" && look(databaseIn(path)) === "nothing" ? noDatabase(path) : null;
}

/** The same of a folder into which a copy is to be put. */
export function checkTargetFolder(folder: string): string | null {
  const path = resolve(folder);
  if (look(path) !== "folder")
    return `there is no folder ${path} for the copy. Make it, or name another file`;
  return mayWriteIn(path) ? null : `${user()} may not write in ${path}. Name a file in another folder`;
}

/** What there is under a name; `hidden`: nobody lets us look. */
function look(path: string): "folder" | "file" | "nothing" | "hidden" {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return "nothing";
    return "hidden";
  }
}

function noDatabase(path: string): string {
  return `there is no database of Linea in ${path}. Name its folder with --data, or make a new one: ${nextCommand("init", path, "--help")}`;
}

/** What stands in the way of a new folder; null when nothing does. */
function cannotMake(path: string): string | null {
  let above = dirname(path);
  while (look(above) === "nothing" && dirname(above) !== above) above = dirname(above);
  if (look(above) !== "folder") return `${path} cannot be made: ${above} is not a folder`;
  return mayWriteIn(above) ? null : `${user()} may not make ${path}. Make it, and give it to this user`;
}

function mayWriteIn(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function user(): string {
  try {
    return `The user ${userInfo().username}`;
  } catch {
    // A number without a name, as in some containers.
    return "The user who runs this program";
  }
}
