import { parsePolicy, type PolicyDocument } from '@backstage-irsa/iam-policy';

/** Parses a document of a spec; undefined if it is absent or invalid. */
export function documentOf(
  document: Record<string, unknown> | undefined,
): PolicyDocument | undefined {
  return document === undefined
    ? undefined
    : parsePolicy(JSON.stringify(document)).document;
}
