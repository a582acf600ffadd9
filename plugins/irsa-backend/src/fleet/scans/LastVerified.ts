/** The times at which a verification last read each object that scans read in turns, by key. Times are ISO 8601. */
export class LastVerified {
  readonly #times = new Map<string, string>();

  /** Notes a verification. Ignores an undefined or earlier time. */
  note(key: string, at: string | undefined): void {
    if (at !== undefined && at > (this.#times.get(key) ?? '')) {
      this.#times.set(key, at);
    }
  }

  /** Returns when the object was last verified. */
  of(key: string): string | undefined {
    return this.#times.get(key);
  }
}
