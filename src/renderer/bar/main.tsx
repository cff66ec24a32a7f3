import { mount } from "../ui/mount.tsx";
import { Bar } from "./Bar.tsx";
import { ready } from "./bridge.ts";

mount(<Bar />);
ready();
