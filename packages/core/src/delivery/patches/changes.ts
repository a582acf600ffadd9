import { isScalar } from 'yaml';
import {
  isEmptyShape,
  isText,
  isUnset,
  readDocuments,
  shapeOf,
  type YamlDocument,
} from './documents';
import { removeEntry, setEntry } from './entries';
import type { Place } from './places';
import { PatchRefusal, type AnnotationChanges, type FilePatch } from './types';

/** Finds the place of the annotations in the documents of a file. */
export type Locate = (documents: YamlDocument[]) => Place;

/** A change of one annotation. */
export type Change = [key: string, value: string | null];

/** The maximum file length, in characters. The largest values files of public charts have half of it. */
const LONGEST = 500_000;

/** Matches a Kubernetes annotation with a prefix, `prefix/name`. Source: "Annotations", Kubernetes documentation. */
const ANNOTATION =
  /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/;

/** Returns the changes in the order in which to apply them. Values to set come first, so that no map is removed and created again. */
export function orderedChanges(changes: AnnotationChanges): Change[] {
  const all = Object.entries(changes);
  for (const [key, value] of all) {
    if (!ANNOTATION.test(key)) {
      throw new PatchRefusal(
        `\`${key}\` is not an annotation with a prefix. Write it as \`prefix/name\`.`,
      );
    }
    if (value !== null && /\p{Cs}/u.test(value)) {
      throw new PatchRefusal(
        `The value of \`${key}\` contains an incomplete Unicode character. Remove it.`,
      );
    }
  }
  const set = all.filter(([, value]) => value !== null);
  return [...set.reverse(), ...all.filter(([, value]) => value === null)];
}

/** Returns the content of a file without one annotation, and the value of the annotation. */
export function readWithout(
  documents: YamlDocument[],
  { map, keys }: Place,
  key: string,
): { rest: string; value: string | null | undefined } {
  const inner: unknown = map?.getIn([...keys, key], true);
  const value = isScalar(inner) && isText(inner) ? `${inner.value}` : null;
  const rest = documents
    .map(({ contents }) => contents)
    .filter(root => !isUnset(root))
    .map(root => shapeOf(root, { map, keys: [...keys, key] }))
    .filter(shape => !isEmptyShape(shape));
  return {
    rest: JSON.stringify(rest),
    value: inner === undefined ? undefined : value,
  };
}

/** Refuses a change whose result is not the intended one, because the rules above do not cover the place. */
export function refuseOther(): never {
  throw new PatchRefusal(
    'The annotation cannot be changed without changing other parts of the file. Change it manually.',
  );
}

function attempt<T>(run: () => T, refuse: (why: string) => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PatchRefusal) return refuse(error.message);
    if (error instanceof RangeError) {
      return refuse('The file is nested too deeply. Flatten it first.');
    }
    throw error;
  }
}

/** A file with its documents. */
interface File {
  text: string;
  documents: YamlDocument[];
}

function changeOne(
  { text, documents }: File,
  locate: Locate,
  [key, value]: Change,
): File {
  const place = locate(documents);
  const after =
    value === null
      ? removeEntry(text, place, key)
      : setEntry(text, place, { key, value });
  if (after === text) return { text, documents };
  const was = readWithout(documents, place, key);
  const changed = attempt(() => readDocuments(after), refuseOther);
  const now = attempt(
    () => readWithout(changed, locate(changed), key),
    refuseOther,
  );
  const isIntended = now.value === (value ?? undefined);
  if (!isIntended || now.rest !== was.rest) refuseOther();
  return { text: after, documents: changed };
}

/**
 * Changes only the annotations of the map at a place. Parsing takes most of the time for a large file: once at the start, and once after each change.
 */
export function changeAll(
  text: string,
  locate: Locate,
  changes: Change[],
): File {
  return changes.reduce((file, change) => changeOne(file, locate, change), {
    text,
    documents: readDocuments(text),
  });
}

/** Runs a patch and returns a refusal as a value. */
export function answer(
  text: string,
  patch: () => { text: string; warnings: string[] },
): FilePatch {
  if (text.length > LONGEST) {
    return { refused: 'The file has more than 500,000 characters. Split it.' };
  }
  return attempt<FilePatch>(patch, refused => ({ refused }));
}
