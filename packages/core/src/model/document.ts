import {
  decodePolicy,
  parsePolicy,
  type PolicyType,
} from '@backstage-irsa/iam-policy';
import type { ObservedDocument } from './observed';

/** A policy document as IAM returns it, decoded and read. */
export function readDocument(text: string, type: PolicyType): ObservedDocument {
  return { text: decodePolicy(text), ...parsePolicy(text, { type }) };
}
