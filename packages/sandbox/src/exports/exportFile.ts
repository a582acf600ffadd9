import { readFileSync } from 'node:fs';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { decodePart } from '../aws/protocol/encoding';
import { type Json, type JsonObject, isJsonObject } from '../kubernetes/json';

/** An export that cannot be taken; the message names file and place. */
export class ExportError extends Error {
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.name = 'ExportError';
  }
}

/**
 * A value of an exported file that knows where it stands, so that what is wrong with it can be told.
 * All readers throw {@link ExportError}.
 */
export class Exported {
  private constructor(
    readonly place: string,
    readonly value: Json | undefined,
  ) {}

  /** The whole of a file in JSON. */
  static read(file: string): Exported {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      throw new ExportError(file, `it cannot be read: ${messageOf(error)}`);
    }
    try {
      return new Exported(file, JSON.parse(text));
    } catch (error) {
      throw new ExportError(file, `it is not JSON: ${messageOf(error)}`);
    }
  }

  has(name: string): boolean {
    return isJsonObject(this.value) && this.value[name] !== undefined;
  }

  at(name: string): Exported {
    const value = isJsonObject(this.value) ? this.value[name] : undefined;
    return new Exported(
      `${this.place}${this.place.includes(' at ') ? '.' : ' at '}${name}`,
      value ?? undefined,
    );
  }

  object(): JsonObject {
    if (!isJsonObject(this.value)) {
      throw this.wrong('it must be an object');
    }
    return this.value;
  }

  /** The elements of a list; none when it is not there. */
  list(): Exported[] {
    const { value = [] } = this;
    if (!Array.isArray(value)) {
      throw this.wrong('it must be a list');
    }
    return value.map((item, i) => new Exported(`${this.place}[${i}]`, item));
  }

  text(): string {
    if (typeof this.value !== 'string') {
      throw this.wrong('it must be a text');
    }
    return this.value;
  }

  optionalText(): string | undefined {
    return this.value === undefined ? undefined : this.text();
  }

  /** A time, as the AWS CLI writes it; otherwise the given one when there is none. */
  date(otherwise: Date): Date {
    if (this.value === undefined) {
      return otherwise;
    }
    const date = new Date(
      typeof this.value === 'number' ? this.value * 1000 : this.text(),
    );
    if (Number.isNaN(date.getTime())) {
      throw this.wrong('it must be a time');
    }
    return date;
  }

  /** The text of a policy document, which is exported as an object or as URL-encoded text. */
  document(): string {
    if (typeof this.value !== 'string') {
      return JSON.stringify(this.object());
    }
    const text = this.value.trimStart().startsWith('{')
      ? this.value
      : decodePart(this.value);
    try {
      const document: PolicyDocument = JSON.parse(text);
      if (typeof document === 'object' && document !== null) {
        return text;
      }
    } catch {
      // Told below, as text that is JSON but no object.
    }
    throw this.wrong(
      'it must be a policy document, as an object or as URL-encoded text',
    );
  }

  wrong(problem: string): ExportError {
    return new ExportError(this.place, problem);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
