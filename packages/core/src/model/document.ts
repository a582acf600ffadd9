import {
  decodePolicy,
  parsePolicy,
  type ParsedPolicy,
  type PolicyType,
} from '@backstage-irsa/iam-policy';
import type { ObservedDocument } from './observed';

/** Characters of texts of which it is remembered what was read, twice. */
const REMEMBERED = 1_000_000;

let recent = new Map<string, ParsedPolicy>();
let earlier = new Map<string, ParsedPolicy>();
let characters = 0;

/** As `parsePolicy`. Many roles have the same policies: of a text that was read lately the same object is given again, which nobody changes. */
export function parseOnce(text: string, type: PolicyType): ParsedPolicy {
  const key = `${type} ${text}`;
  const known = recent.get(key);
  if (known) return known;
  const parsed = earlier.get(key) ?? parsePolicy(text, { type });
  characters += key.length;
  if (characters > REMEMBERED) {
    earlier = recent;
    recent = new Map();
    characters = key.length;
  }
  recent.set(key, parsed);
  return parsed;
}

/** A policy document as IAM returns it, decoded and read. */
export function readDocument(text: string, type: PolicyType): ObservedDocument {
  const decoded = decodePolicy(text);
  return { text: decoded, ...parseOnce(decoded, type) };
}
