import { parsePolicy, type PolicyDocument } from '@backstage-irsa/iam-policy';

/** A document of a spec; undefined when there is none, or none that can be read. */
export function documentOf(
  document: Record<string, unknown> | undefined,
): PolicyDocument | undefined {
  return document === undefined
    ? undefined
    : parsePolicy(JSON.stringify(document)).document;
}
