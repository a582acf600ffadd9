import { readFileSync } from 'node:fs';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { decodePart } from '../aws/protocol/encoding';
import { type Json, type JsonObject, isJsonObject } from '../kubernetes/json';

/** Thrown if an export is invalid. The message names the file and the place in it. */
export class ExportError extends Error {
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.name = 'ExportError';
  }
}

/** A value of an exported file that knows its place, so that error messages can name it. All readers throw {@link ExportError}. */
export class Exported {
  private constructor(
    readonly place: string,
    readonly value: Json | undefined,
  ) {}

  /** Reads a whole JSON file. */
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

  /** Returns the elements of a list, or none if it is missing. */
  list(): Exported[] {
    const { value = [] } = this;
    if (!Array.isArray(value)) {
      throw this.wrong('it must be a list');
    }
    return value.map((item, i) => new Exported(`${this.place}[${i}]`, item));
  }

  text(): string {
    if (typeof this.value !== 'string') {
      throw this.wrong('it must be a string');
    }
    return this.value;
  }

  /** Returns the strings of an object by name, such as the tags of EKS, or none if it is missing. */
  texts(): Record<string, string> {
    if (this.value === undefined) return {};
    return Object.fromEntries(
      Object.keys(this.object()).map(name => [name, this.at(name).text()]),
    );
  }

  optionalText(): string | undefined {
    return this.value === undefined ? undefined : this.text();
  }

  /** Returns a time, as the AWS CLI writes it, or the given one if it is missing. */
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

  /** Returns the text of a policy document, which is exported as an object or as URL-encoded text. */
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
      // The code below reports it, like JSON text that is not an object.
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
