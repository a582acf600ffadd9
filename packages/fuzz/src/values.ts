import fc from 'fast-check';
import { anyText } from './texts';

const DEEP = 200;

/** Returns lists nested in lists, or objects nested in objects. */
function nested(isList: boolean): unknown {
  let value: unknown = 1;
  for (let depth = 0; depth < DEEP; depth += 1) {
    value = isList ? [value] : { a: value };
  }
  return value;
}

const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const scalar = fc.oneof(anyText, number, fc.boolean(), fc.constant(null));

/** Returns an object that can have own keys such as `__proto__`, as JSON.parse creates it. */
function toObject(entries: [string, unknown][]): unknown {
  const object = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return object;
}

/** Any JSON value. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>(
  tie => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(anyText, tie('value')), { maxLength: 4 }).map(toObject),
      fc.boolean().map(nested),
    ),
  }),
).value;

/** A change of one place in a value. */
export interface Change {
  /** The number of the place. It wraps around if the value has fewer places. */
  place: number;
  how: 'replace' | 'remove' | 'wrap' | 'repeat' | 'add';
  key: string;
  value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(10_000),
  how: fc.constantFrom<Change['how']>(
    'replace',
    'replace',
    'replace',
    'remove',
    'wrap',
    'repeat',
    'add',
  ),
  key: anyText,
  value: anyJson,
});

type Container = Record<string, unknown> | unknown[];

function isContainer(value: unknown): value is Container {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Date)
  );
}

/** Returns every place in a value, as its container and its key. */
function placesIn(value: unknown, places: [Container, string][] = []) {
  if (!isContainer(value)) return places;
  for (const key of Object.keys(value)) {
    places.push([value, key]);
    placesIn(Reflect.get(value, key), places);
  }
  return places;
}

function put(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function apply(root: unknown, { place, how, key, value }: Change): unknown {
  const places = placesIn(root);
  if (places.length === 0) return value;
  const [container, at] = places[place % places.length];
  const old: unknown = Reflect.get(container, at);
  switch (how) {
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(at), 1);
      else delete container[at];
      break;
    case 'wrap':
      put(container, at, [old]);
      break;
    case 'repeat':
      put(container, at, Array.isArray(old) ? [...old, ...old] : [old, old]);
      break;
    case 'add':
      if (Array.isArray(container)) container.push(value);
      else put(container, key, value);
      break;
    default:
      put(container, at, value);
  }
  return root;
}

/** 1 to 3 changes, for {@link changed}. */
export const anyChanges = fc.array(change, { minLength: 1, maxLength: 3 });

/** Returns a changed copy of a value. */
export function changed(value: unknown, changes: Change[]): unknown {
  // Two inputs must not share the value of a change.
  return changes.reduce(
    (root, each) => apply(root, structuredClone(each)),
    structuredClone(value),
  );
}

/** Genuine values with 1 to 3 changes each: a place is replaced, removed, wrapped, repeated, or added. */
export function mutated(...genuine: unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...genuine), anyChanges)
    .map(([value, changes]) => changed(value, changes));
}

/** Genuine values in which up to 3 texts are replaced, so that all types stay correct. */
export function retexted(...genuine: unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      fc.constantFrom(...genuine),
      fc.array(fc.tuple(fc.nat(10_000), anyText), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([value, texts]) => {
      const root: unknown = structuredClone(value);
      const places = placesIn(root).filter(
        ([container, key]) => typeof Reflect.get(container, key) === 'string',
      );
      for (const [place, text] of places.length > 0 ? texts : []) {
        put(...places[place % places.length], text);
      }
      return root;
    });
}
