import type { PolicyDocument, PolicyError } from '@backstage-irsa/iam-policy';

/** A policy document as text, and read; `document` is absent when the text is none. */
export interface ObservedDocument {
  text: string;
  document?: PolicyDocument;
  errors: PolicyError[];
}
