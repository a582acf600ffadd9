import { parsePolicy, type PolicyDocument } from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec } from '@backstage-irsa/plugin-irsa-common';

/** The inline document of a spec; undefined when there is none, or none that can be read. */
export function inlineDocumentOf({
  policyDocument,
}: IamServiceAccountSpec): PolicyDocument | undefined {
  return policyDocument === undefined
    ? undefined
    : parsePolicy(JSON.stringify(policyDocument)).document;
}
