import { validationError } from './error';

/** A form of the AWS query protocol, by field names such as `Tags.member.1.Key`. */
export type Form = ReadonlyMap<string, string>;

/**
 * A reader for one input field. Problems are collected, because AWS reports all broken rules of a request together. The value of a field with a
 * problem is never used.
 */
export interface Field<T> {
  read(form: Form, name: string, problems: Problems): T;
}

interface Problems {
  /** Broken rules of the service model, reported together as "N validation errors detected". */
  model: string[];
  /** Broken rules with a message of the service's own. Only the first one is reported. */
  stated: string[];
}

/** The result of {@link readInput} for a set of fields. */
export type InputOf<F> = {
  [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** The field readers of an operation, by the name of the field on the wire. */
export type Fields = Record<string, Field<unknown>>;

/** Reads and validates the input. Throws `ValidationError` with the fields and the broken rules. */
export function readInput<F extends Fields>(fields: F, form: Form): InputOf<F> {
  const problems: Problems = { model: [], stated: [] };
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.read(form, name, problems),
    ]),
  );
  if (problems.model.length > 0) {
    const count = problems.model.length;
    throw validationError(
      `${count} validation ${
        count === 1 ? 'error' : 'errors'
      } detected: ${problems.model.join('; ')}`,
    );
  }
  if (problems.stated.length > 0) {
    throw validationError(problems.stated[0]);
  }
  return values as InputOf<F>;
}

interface TextRules {
  min?: number;
  max?: number;
  pattern?: RegExp;
  /** The service's own message for a value that does not match `pattern`. Without it, the message of the model is used. */
  says?: (field: string) => string;
  oneOf?: readonly string[];
}

/** Returns a reader for required text. */
export function text(rules: TextRules = {}): Field<string> {
  return {
    read(form, name, problems) {
      const value = form.get(name);
      if (value === undefined) {
        problems.model.push(constraint(null, name, 'Member must not be null'));
        return '';
      }
      checkText(value, name, rules, problems);
      return value;
    },
  };
}

/** Returns a reader for a required whole number. */
export function integer(rules: { min?: number; max?: number }): Field<number> {
  return {
    read(form, name, problems) {
      const value = form.get(name) ?? '';
      if (!/^-?\d+$/.test(value)) {
        problems.model.push(
          constraint(value, name, 'Member must be a whole number'),
        );
        return 0;
      }
      const number = Number(value);
      if (rules.min !== undefined && number < rules.min) {
        problems.model.push(
          constraint(
            value,
            name,
            `Member must have value greater than or equal to ${rules.min}`,
          ),
        );
      }
      if (rules.max !== undefined && number > rules.max) {
        problems.model.push(
          constraint(
            value,
            name,
            `Member must have value less than or equal to ${rules.max}`,
          ),
        );
      }
      return number;
    },
  };
}

/** Returns a reader for `true` or `false`. */
export function flag(): Field<boolean> {
  return {
    read: (form, name, problems) =>
      text({ oneOf: ['true', 'false'] }).read(form, name, problems) === 'true',
  };
}

/** Makes a field optional. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return {
    read: (form, name, problems) =>
      hasField(form, name) ? field.read(form, name, problems) : undefined,
  };
}

/** Returns a reader for a list, `Name.member.1`, `Name.member.2` …; empty if not given. */
export function list<T>(
  element: Field<T>,
  rules: { min?: number; max?: number } = {},
): Field<T[]> {
  return {
    read(form, name, problems) {
      const values: T[] = [];
      for (let n = 1; hasField(form, `${name}.member.${n}`); n++) {
        values.push(element.read(form, `${name}.member.${n}`, problems));
      }
      for (const [bound, broken] of [
        [
          `less than or equal to ${rules.max}`,
          values.length > (rules.max ?? Infinity),
        ],
        [
          `greater than or equal to ${rules.min}`,
          values.length < (rules.min ?? 0),
        ],
      ] as const) {
        if (broken) {
          problems.model.push(
            constraint(
              `[${values.length} members]`,
              name,
              `Member must have length ${bound}`,
            ),
          );
        }
      }
      return values;
    },
  };
}

/** Returns a reader for a list in the EC2 protocol, `Name.1`, `Name.2` …; empty if not given. */
export function flatList<T>(element: Field<T>): Field<T[]> {
  return {
    read(form, name, problems) {
      const values: T[] = [];
      for (let n = 1; hasField(form, `${name}.${n}`); n++) {
        values.push(element.read(form, `${name}.${n}`, problems));
      }
      return values;
    },
  };
}

/** Returns a reader for a map of texts, `Name.entry.1.key`, `Name.entry.1.value` …; empty if not given. */
export function entries(): Field<Map<string, string>> {
  const part = text();
  return {
    read(form, name, problems) {
      const values = new Map<string, string>();
      for (let n = 1; hasField(form, `${name}.entry.${n}`); n++) {
        const [key, value] = ['key', 'value'].map(end =>
          part.read(form, `${name}.entry.${n}.${end}`, problems),
        );
        values.set(key, value);
      }
      return values;
    },
  };
}

/** Returns a reader for a structure, `Name.Part`. */
export function structure<F extends Fields>(parts: F): Field<InputOf<F>> {
  return {
    read(form, name, problems) {
      return Object.fromEntries(
        Object.entries(parts).map(([part, field]) => [
          part,
          field.read(form, `${name}.${part}`, problems),
        ]),
      ) as InputOf<F>;
    },
  };
}

function hasField(form: Form, name: string): boolean {
  if (form.has(name)) {
    return true;
  }
  for (const key of form.keys()) {
    if (key.startsWith(`${name}.`)) {
      return true;
    }
  }
  return false;
}

function checkText(
  value: string,
  name: string,
  rules: TextRules,
  problems: Problems,
): void {
  const refuse = (rule: string) =>
    problems.model.push(constraint(value, name, rule));
  if (rules.min !== undefined && value.length < rules.min) {
    refuse(`Member must have length greater than or equal to ${rules.min}`);
  }
  if (rules.max !== undefined && value.length > rules.max) {
    refuse(`Member must have length less than or equal to ${rules.max}`);
  }
  if (rules.oneOf && !rules.oneOf.includes(value)) {
    refuse(`Member must satisfy enum value set: [${rules.oneOf.join(', ')}]`);
  }
  if (rules.pattern && !rules.pattern.test(value)) {
    if (rules.says) {
      problems.stated.push(rules.says(modelName(name)));
    } else {
      refuse(
        `Member must satisfy regular expression pattern: ${rules.pattern.source}`,
      );
    }
  }
}

function constraint(value: string | null, name: string, rule: string): string {
  const shown = value === null ? 'null' : `'${value}'`;
  return `Value ${shown} at '${modelName(
    name,
  )}' failed to satisfy constraint: ${rule}`;
}

/** Returns a field name as AWS writes it in messages: `Tags.member.1.Key` → `tags.1.member.key`. */
function modelName(name: string): string {
  return name
    .replace(/\.member\.(\d+)/g, '.$1.member')
    .split('.')
    .map(part => part.charAt(0).toLowerCase() + part.slice(1))
    .join('.');
}
