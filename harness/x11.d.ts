/** Types of the few parts of the npm package `x11` 4.2 (no types of its own) that the harness uses. */
declare module "x11" {
  export interface XScreen {
    readonly root: number;
    readonly pixel_width: number;
    readonly pixel_height: number;
  }

  export interface XDisplay {
    readonly client: XClient;
    readonly screen: readonly XScreen[];
    readonly min_keycode: number;
    readonly max_keycode: number;
  }

  /** Any event; which of the optional fields are there depends on `name`. */
  export interface XEvent {
    readonly type: number;
    readonly name?: string;
    readonly wid?: number;
    readonly atom?: number;
    readonly keycode?: number;
    readonly rootx?: number;
    readonly rooty?: number;
    readonly buttons?: number;
    readonly count?: number;
    readonly damage?: number;
  }

  export type XCallback<T> = (error: Error | null, value: T) => boolean | void;

  export interface XTest {
    readonly KeyPress: number;
    readonly KeyRelease: number;
    readonly ButtonPress: number;
    readonly ButtonRelease: number;
    readonly MotionNotify: number;
    FakeInput(type: number, detail: number, delayMs: number, window: number, x: number, y: number): void;
  }

  export interface XDamage {
    readonly ReportLevel: { readonly NonEmpty: number };
    Create(damage: number, drawable: number, reportLevel: number): void;
    Subtract(damage: number, repair: number, parts: number): void;
  }

  export interface XClient {
    atoms: Readonly<Record<string, number>>;
    on(name: "event", listener: (event: XEvent) => void): this;
    on(name: "error", listener: (error: Error) => void): this;
    off(name: "event", listener: (event: XEvent) => void): this;
    removeAllListeners(name: "event"): this;
    AllocID(): number;
    require(name: "xtest", callback: XCallback<XTest>): void;
    require(name: "damage", callback: XCallback<XDamage>): void;
    sync(): Promise<void>;
    close(callback: () => void): void;
    ChangeWindowAttributes(window: number, values: { eventMask: number }): void;
    ChangeProperty(
      mode: number,
      window: number,
      name: number,
      type: number,
      units: number,
      data: Buffer,
    ): void;
    ConfigureWindow(window: number, values: { stackMode: number }): void;
    CreateGC(gc: number, drawable: number, values: { foreground: number }): void;
    ChangeGC(gc: number, values: { foreground: number }): void;
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      borderWidth: number,
      depth: number,
      windowClass: number,
      visual: number,
      values: { eventMask: number; backgroundPixel: number; overrideRedirect: number },
    ): void;
    GetImage(
      format: number,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planeMask: number,
      callback: XCallback<{ data: Buffer }>,
    ): void;
    GetKeyboardMapping(first: number, count: number, callback: XCallback<number[][]>): void;
    GetProperty(
      remove: number,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      callback: XCallback<{ type: number; data: Buffer }>,
    ): void;
    InternAtom(onlyIfExists: boolean, name: string, callback: XCallback<number>): void;
    MapWindow(window: number): void;
    PolyFillRectangle(drawable: number, gc: number, rects: readonly number[]): void;
    QueryPointer(
      window: number,
      callback: XCallback<{ rootX: number; rootY: number; keyMask: number }>,
    ): void;
    SetInputFocus(window: number, revertTo: number): void;
  }

  export function createClient(
    options: { display: string; shm: false },
    callback: (error: Error | undefined, display: XDisplay) => void,
  ): XClient;

  export const eventMask: {
    readonly KeyPress: number;
    readonly KeyRelease: number;
    readonly ButtonPress: number;
    readonly ButtonRelease: number;
    readonly PointerMotion: number;
    readonly Exposure: number;
    readonly StructureNotify: number;
    readonly PropertyChange: number;
  };
}
