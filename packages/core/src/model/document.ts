import {
  decodePolicy,
  parsePolicy,
  type PolicyDocument,
  type PolicyType,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { ObservedDocument } from './observed';

/** The maximum size of each of the two cache generations, in characters. */
const REMEMBERED = 1_000_000;

let recent = new Map<string, ObservedDocument>();
let earlier = new Map<string, ObservedDocument>();
let characters = 0;

/** Decodes and parses a policy document from IAM. Many roles have the same policies, so recently read texts return the same object. */
export function readDocument(text: string, type: PolicyType): ObservedDocument {
  const decoded = decodePolicy(text);
  const key = `${type} ${decoded}`;
  const known = recent.get(key);
  if (known) return known;
  const read = earlier.get(key) ?? {
    text: decoded,
    ...parsePolicy(decoded, { type }),
  };
  characters += key.length;
  if (characters > REMEMBERED) {
    earlier = recent;
    recent = new Map();
    characters = key.length;
  }
  recent.set(key, read);
  return read;
}

/** Returns the statements of a document as a list, also if it contains a single one. Empty if the document could not be read. */
export function statementsOf(
  document: PolicyDocument | undefined,
): Statement[] {
  return [document?.Statement ?? []].flat();
}
