import { buildPermissionsPolicy, grantDefinitions } from '../../../grants';
import { grantKeyStatements } from '../../../grants/utils/keyUse';
import { partitionOf } from '../../../arn/partition';
import { type Grant, type IamServiceAccountSpec } from '../../../model/types';
import type { ClusterConfig } from '../../../model/config';
import { valueOf } from '../../../model/observation';
import type { Observed } from '../../../model/observed';
import { plannedKeys } from '../../grantKeys';
import { documentOf } from '../../specDocument';
import type { AskedPolicy } from './types';

function isBuildable({ service, access, resource }: Grant): boolean {
  const definition = grantDefinitions.get(service);
  return (
    definition !== undefined &&
    Object.hasOwn(definition.access, access) &&
    definition.checkResource(resource) === undefined
  );
}

/** Returns the policies of a spec's grants and inline document. Invalid ones are skipped, because they have violations of their own. */
export function policiesOfSpec(
  spec: IamServiceAccountSpec,
  { region, accountId }: ClusterConfig,
): AskedPolicy[] {
  const context = { partition: partitionOf(region).id, region, accountId };
  const grants = (spec.grants ?? []).flatMap((grant, index) =>
    isBuildable(grant)
      ? [
          {
            field: `grants[${index}]`,
            name: `grant ${grant.service}/${grant.access} on ${grant.resource}`,
            document: buildPermissionsPolicy([grant], context),
            isGrant: true as const,
            ...(grant.service === 'sts' && { assumes: grant.resource }),
          },
        ]
      : [],
  );
  const document = documentOf(spec.policyDocument);
  return document
    ? [
        ...grants,
        { field: 'policyDocument', name: 'the inline document', document },
      ]
    : grants;
}

/** Returns the managed policies that a spec names, and the policies of a role that it adopts, as they are now. */
export function managedPoliciesOf(
  spec: IamServiceAccountSpec,
  observed: Observed,
): AskedPolicy[] {
  const { wantedPolicies = {} } = observed;
  const named = (spec.managedPolicyArns ?? []).flatMap((arn, index) => {
    const policy = wantedPolicies[arn] && valueOf(wantedPolicies[arn]);
    const document = policy?.document.document;
    return document
      ? [{ field: `managedPolicyArns[${index}]`, name: arn, document }]
      : [];
  });

  return spec.adopt ? [...named, ...adoptedPolicies(observed)] : named;
}

/** Returns the policies for the KMS keys that encrypt the resources of a spec's grants. The keys are known only after they were read. */
export function keyPoliciesOf(
  spec: IamServiceAccountSpec,
  observed: Observed,
  { region, accountId }: Pick<ClusterConfig, 'region' | 'accountId'>,
): AskedPolicy[] {
  const context = { partition: partitionOf(region).id, region, accountId };
  const grants = spec.grants ?? [];
  const { keys } = plannedKeys(
    grants,
    observed.resources ?? [],
    valueOf(observed.plannedPolicy)?.document.document,
    context,
  );
  return grants.flatMap((grant, index) => {
    const statements = grantKeyStatements(grant, keys, context);
    return statements.length > 0
      ? [
          {
            field: `grants[${index}]`,
            name: `the KMS key of grant ${grant.service}/${grant.access} on ${grant.resource}`,
            document: { Version: '2012-10-17', Statement: statements },
            isGrant: true as const,
          },
        ]
      : [];
  });
}

function adoptedPolicies({
  attachedPolicies,
  inlinePolicies,
}: Observed): AskedPolicy[] {
  const attached = (valueOf(attachedPolicies) ?? []).flatMap(
    policy => valueOf(policy) ?? [],
  );
  return [...attached, ...(valueOf(inlinePolicies) ?? [])].flatMap(policy => {
    const { document } = policy.document;
    const name =
      'arn' in policy ? String(policy.arn) : `inline policy ${policy.name}`;
    return document ? [{ field: 'adopt', name, document }] : [];
  });
}
