import { parseArn } from '@backstage-irsa/core/arn';
import {
  optionalText,
  pairsOf,
  textOf,
  textsOf,
  type KeyGrant,
} from '@backstage-irsa/core/model';

/** Converts a grant as KMS lists it. Empty for a grant to a service. Source: "GrantListEntry" and "GrantConstraints", AWS KMS API Reference. */
export function readGrant(grant: object): KeyGrant[] {
  const granteePrincipal = textOf(Reflect.get(grant, 'GranteePrincipal'));
  if (!parseArn(granteePrincipal)) return [];
  const constraints = Object(Reflect.get(grant, 'Constraints'));
  const contextEquals = pairsOf(constraints.EncryptionContextEquals);
  const contextSubset = pairsOf(constraints.EncryptionContextSubset);
  const sourceArn = optionalText(constraints.SourceArn);
  const isGiven = (pairs: object) => Object.keys(pairs).length > 0;
  return [
    {
      id: textOf(Reflect.get(grant, 'GrantId')),
      granteePrincipal,
      operations: textsOf(Reflect.get(grant, 'Operations')),
      ...(isGiven(contextEquals) && { contextEquals }),
      ...(isGiven(contextSubset) && { contextSubset }),
      ...(sourceArn !== undefined && { sourceArn }),
    },
  ];
}
