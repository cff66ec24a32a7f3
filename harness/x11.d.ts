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
    readonly majorOpcode: number;
    readonly KeyPress: number;
    readonly KeyRelease: number;
    readonly ButtonPress: number;
    readonly ButtonRelease: number;
    readonly MotionNotify: number;
    FakeInput(type: number, detail: number, delayMs: number, window: number, x: number, y: number): void;
  }

  /** A part of what a client asks for: opcodes, first to last. */
  export interface XRange {
    readonly coreRequests?: { readonly first: number; readonly last: number };
    readonly extRequests?: {
      readonly major: { readonly first: number; readonly last: number };
      readonly minor: { readonly first: number; readonly last: number };
    };
  }

  export interface XRecord {
    readonly HType: { readonly FromClientTime: number };
    readonly CS: { readonly AllClients: number };
    readonly Category: { readonly FromClient: number; readonly StartOfData: number };
    CreateContext(
      context: number,
      header: number,
      clients: readonly number[],
      ranges: readonly XRange[],
    ): void;
    EnableContext(
      context: number,
      onData: (reply: { category: number; xidBase: number; data: Buffer }) => void,
      callback: XCallback<unknown>,
    ): void;
    DisableContext(context: number): void;
  }

  export interface XDamage {
    readonly ReportLevel: { readonly NonEmpty: number };
    Create(damage: number, drawable: number, reportLevel: number): void;
    Subtract(damage: number, repair: number, parts: number): void;
  }

  export interface XClient {
    atoms: Readonly<Record<string, number>>;
    /** `resource_base` is the number by which the server knows this client. */
    readonly display: { readonly resource_base: number };
    on(name: "event", listener: (event: XEvent) => void): this;
    on(name: "error", listener: (error: Error) => void): this;
    /** The server has ended the connection. Requests under way are never answered then, nor after an error of it. */
    on(name: "end", listener: () => void): this;
    off(name: "event", listener: (event: XEvent) => void): this;
    removeAllListeners(name: "event"): this;
    AllocID(): number;
    require(name: "xtest", callback: XCallback<XTest>): void;
    require(name: "record", callback: XCallback<XRecord>): void;
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
    DestroyWindow(window: number): void;
    GetGeometry(drawable: number, callback: XCallback<{ width: number; height: number }>): void;
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
    GrabKey(
      window: number,
      ownerEvents: number,
      modifiers: number,
      keycode: number,
      pointerMode: number,
      keyboardMode: number,
    ): void;
    /** The answer is 0 when the grab is had. */
    GrabKeyboard(
      window: number,
      ownerEvents: number,
      time: number,
      pointerMode: number,
      keyboardMode: number,
      callback: XCallback<number>,
    ): void;
    /** The answer is 0 when the grab is had. */
    GrabPointer(
      window: number,
      ownerEvents: number,
      eventMask: number,
      pointerMode: number,
      keyboardMode: number,
      confineTo: number,
      cursor: number,
      time: number,
      callback: XCallback<number>,
    ): void;
    InternAtom(onlyIfExists: boolean, name: string, callback: XCallback<number>): void;
    MapWindow(window: number): void;
    PolyFillRectangle(drawable: number, gc: number, rects: readonly number[]): void;
    /** 32 bytes, a bit for each keycode: bit `code % 8` of byte `code / 8`. */
    QueryKeymap(callback: XCallback<Buffer>): void;
    QueryPointer(
      window: number,
      callback: XCallback<{ rootX: number; rootY: number; keyMask: number }>,
    ): void;
    SetInputFocus(window: number, revertTo: number): void;
    TranslateCoordinates(
      from: number,
      to: number,
      x: number,
      y: number,
      callback: XCallback<{ destX: number; destY: number }>,
    ): void;
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
