import { issuerHostPath } from '../../arn/arn';
import { valueOf } from '../../model/observation';
import {
  subjectOf,
  type ServiceAccountRef,
} from '../../model/serviceAccountRef';
import { issuerOfProviderArn } from '../../trust/read';
import type { ObservedRoleForDeletion } from './observedForDeletion';
import { statementsOf } from '../../model/document';
import { providerInOwn, subjectsIn } from '../trust/ownStatement';

/**
 * Returns the ARN of the OIDC provider of a cluster that EKS cannot describe, from Backstage's statements for its ServiceAccount. Empty if there is
 * no such statement, or if they could mean more than one cluster.
 *
 * @param others - the issuers of other clusters that also have the roles
 */
export function formerProvider(
  roles: ObservedRoleForDeletion[],
  ref: ServiceAccountRef,
  others: string[],
): string {
  const subject = subjectOf(ref);
  const known = others.map(issuerHostPath);
  const providers = roles
    .flatMap(({ role }) => statementsOf(valueOf(role)?.trust.document))
    .flatMap(statement => {
      const arn = providerInOwn(statement);
      return arn !== undefined && subjectsIn(statement).includes(subject)
        ? [{ arn, issuer: issuerOfProviderArn(arn) ?? '' }]
        : [];
    })
    .filter(({ issuer }) => !known.includes(issuer));
  const issuers = new Set(providers.map(({ issuer }) => issuer));
  return issuers.size === 1 ? providers[0].arn : '';
}
