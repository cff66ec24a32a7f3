/** What has happened, kept in its order, so that a test can await each thing by name and never sleeps. */

/** How long `next` waits before it gives up, in milliseconds: only ever reached by a failing test. */
const PATIENCE_MS = 10_000;

export class Inbox<T> {
  readonly #about: string;
  /** Everything that ever came, oldest first. */
  readonly seen: T[] = [];
  readonly #unread: T[] = [];
  readonly #waiters = new Set<() => void>();
  readonly #listeners = new Set<(item: T) => void>();
  #broken: Error | null = null;

  constructor(about: string) {
    this.#about = about;
  }

  push(item: T): void {
    this.seen.push(item);
    this.#unread.push(item);
    for (const listener of this.#listeners) listener(item);
    this.#wake();
  }

  /** Hands over everything that ever came and that will come, beside what is taken. */
  each(listener: (item: T) => void): void {
    for (const item of this.seen) listener(item);
    this.#listeners.add(listener);
  }

  /** Nothing that comes from now on can be trusted: everyone who waits is told why. */
  fail(error: unknown): void {
    this.#broken ??= error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }

  /** Takes the oldest unread item that `where` accepts; waits for it when there is none. */
  async next<S extends T>(where: (item: T) => item is S): Promise<S>;
  async next(where?: (item: T) => boolean): Promise<T>;
  async next(where: (item: T) => boolean = () => true): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      if (this.#broken) throw new Error(`${this.#about}: ${this.#broken.message}`, { cause: this.#broken });
      const at = this.#unread.findIndex(where);
      const [found] = at < 0 ? [] : this.#unread.splice(at, 1);
      if (found !== undefined) return found;
      if (!(await this.#somethingNew(deadline))) {
        const seen = JSON.stringify(this.seen).slice(0, 1500);
        throw new Error(`${this.#about}: what was awaited never came; seen: ${seen}`);
      }
    }
  }

  /** Takes the next `count` items, whatever they are. */
  async take(count: number): Promise<T[]> {
    const taken: T[] = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }

  #wake(): void {
    for (const wake of this.#waiters) wake();
  }

  #somethingNew(deadline: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (news: boolean): void => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve(news);
      };
      const wake = (): void => done(true);
      const timer = setTimeout(() => done(false), Math.max(0, deadline - performance.now()));
      this.#waiters.add(wake);
    });
  }
}
