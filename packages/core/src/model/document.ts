import {
  decodePolicy,
  parsePolicy,
  type PolicyDocument,
  type PolicyType,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { ObservedDocument } from './observed';

/** Characters of documents that are remembered, twice. */
const REMEMBERED = 1_000_000;

let recent = new Map<string, ObservedDocument>();
let earlier = new Map<string, ObservedDocument>();
let characters = 0;

/** A policy document as IAM returns it, decoded and read. Many roles have the same policies: of a text that was read lately it is the same object. */
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

/** The statements of a document, also of one that holds a single one; none where it could not be read. */
export function statementsOf(
  document: PolicyDocument | undefined,
): Statement[] {
  return [document?.Statement ?? []].flat();
}
