/** A parsed JSON text with the offset of each value. */
export interface LocatedJson {
  value?: unknown;
  /** Maps the path of each value (`Statement[0].Action`) to its offset. The document itself has the empty path. */
  offsets: Map<string, number>;
  errors: Array<{ path: string; offset: number; reason: string }>;
}

// The deepest valid policy has six levels.
const MAX_DEPTH = 32;

class JsonFault extends Error {
  constructor(
    readonly offset: number,
    readonly path: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

// The first character class matches everything except `"`, `\\`, and control characters.
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = ' \t\r\n';

class Reader {
  readonly offsets = new Map<string, number>();
  readonly errors: LocatedJson['errors'] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.read('', 0);
    this.skipSpace();
    if (this.at < this.text.length)
      this.fail('', 'Unexpected text after the document.');
    return value;
  }

  private read(path: string, depth: number): unknown {
    if (depth > MAX_DEPTH) {
      this.fail(
        path,
        `The document is nested deeper than ${MAX_DEPTH} levels.`,
      );
    }
    this.skipSpace();
    this.offsets.set(path, this.at);
    const char = this.text[this.at];
    if (char === '{') return this.object(path, depth);
    if (char === '[') return this.array(path, depth);
    if (char === '"') return this.string(path);
    const scalar = this.match(NUMBER) ?? this.match(WORD);
    if (scalar === undefined) this.fail(path, 'Expected a JSON value.');
    return JSON.parse(scalar);
  }

  private object(path: string, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const seen = new Set<string>();
    this.items('}', path, () => {
      const offset = this.at;
      const key = this.string(path);
      const here = path ? `${path}.${key}` : key;
      if (key === '__proto__') {
        this.error(here, offset, '"__proto__" must not be a key.');
      } else if (seen.has(key)) {
        this.error(here, offset, `Duplicate key "${key}".`);
      }
      seen.add(key);
      this.skipSpace();
      this.expect(':', here);
      const value = this.read(here, depth + 1);
      if (key !== '__proto__') object[key] = value;
    });
    return object;
  }

  private array(path: string, depth: number): unknown[] {
    const array: unknown[] = [];
    this.items(']', path, () => {
      array.push(this.read(`${path}[${array.length}]`, depth + 1));
    });
    return array;
  }

  /** Reads the comma-separated items up to the closing bracket or brace. */
  private items(end: string, path: string, readItem: () => void): void {
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      this.skipSpace();
      readItem();
      this.skipSpace();
      if (this.text[this.at] === end) break;
      this.expect(',', path, end);
    }
    this.at += 1;
  }

  private string(path: string): string {
    const literal = this.match(STRING);
    if (literal === undefined) {
      this.fail(path, 'Expected a string in double quotes.');
    }
    return JSON.parse(literal);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && SPACE.includes(this.text[this.at])) {
      this.at += 1;
    }
  }

  private expect(char: string, path: string, or?: string): void {
    if (this.text[this.at] !== char) {
      this.fail(
        path,
        or ? `Expected "${char}" or "${or}".` : `Expected "${char}".`,
      );
    }
    this.at += 1;
  }

  private error(path: string, offset: number, reason: string): void {
    this.errors.push({ path, offset, reason });
  }

  private fail(path: string, reason: string): never {
    throw new JsonFault(this.at, path, reason);
  }
}

/**
 * Parses JSON and records the offset of each value, which `JSON.parse` does not return. Duplicate keys and `__proto__` are errors.
 * Parsing stops at the first syntax error.
 *
 * Source: RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format".
 */
export function parseLocatedJson(text: string): LocatedJson {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return { value, offsets: reader.offsets, errors: reader.errors };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { offset, path, reason } = error;
    return {
      offsets: reader.offsets,
      errors: [...reader.errors, { path, offset, reason }],
    };
  }
}
