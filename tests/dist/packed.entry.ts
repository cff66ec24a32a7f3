/** What Help's bundle takes from packages that packing leaves parts out of (scripts/dist/packed.ts). */
export { createConnection } from "dbus-native";
export { WebSocket } from "ws";
export { z } from "zod";
export { ask, connect } from "../../src/main/x11Connection.ts";
