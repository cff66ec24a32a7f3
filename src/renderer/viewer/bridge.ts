import { connect } from "../ui/bridge.ts";

export const { send, useView, ready } = connect("viewer");
