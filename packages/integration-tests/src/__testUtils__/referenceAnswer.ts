import { accountIdOf } from '@backstage-irsa/core/arn';
import type {
  Decision,
  NamedPolicy,
  Statement,
} from '@backstage-irsa/iam-policy';
import type { Organization, PolicyType } from '@backstage-irsa/sandbox';
// The reference evaluator is not published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { referenceResult } from '../../../iam-policy/src/__testUtils__/reference';
import { roleIn, type Question, type Role } from './organizationQuestions';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const EVERYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Returns the reference evaluator's decision for the policies attached from the root to the accounts. */
export function referenceAnswer(
  organization: Organization,
  { accountId, boundary, statements }: Role,
  { action, resource, context }: Question,
): Decision {
  const arn = roleIn(accountId);
  const owner = accountIdOf(resource) || accountId;
  return referenceResult({
    ...{ action, resource, resourceAccount: owner },
    principal: {
      ...{ kind: 'session', accountId, roleArn: arn },
      arn: `arn:aws:sts::${accountId}:assumed-role/team-role/session`,
    },
    context: {
      ...context,
      'aws:PrincipalArn': arn,
      ...(organization.members.has(accountId) && {
        'aws:PrincipalOrgID': organization.id,
      }),
    },
    identityPolicies: [named('own', statements)],
    ...(boundary && { permissionsBoundary: named('boundary', boundary) }),
    // The product evaluates only the role's side, so the resource allows everything.
    ...(owner !== accountId && {
      resourcePolicy: named('consent', [
        { ...EVERYTHING, Principal: { AWS: arn } },
      ]),
    }),
    serviceControlPolicies: levelsOver(organization, accountId, SCP),
    resourceControlPolicies: levelsOver(organization, owner, RCP),
  }).decision;
}

function named(name: string, statements: Statement[]): NamedPolicy {
  const document = { Version: '2012-10-17' as const, Statement: statements };
  // As AWS stores it: undefined properties are absent.
  return { name, document: JSON.parse(JSON.stringify(document)) };
}

/**
 * Returns the policies of each level above an account. "SCPs and RCPs do not affect the management account"; each level below the root has AWS's full
 * access until another SCP is attached.
 */
function levelsOver(
  { attached, managementAccountId, members, units }: Organization,
  accountId: string,
  type: PolicyType,
): NamedPolicy[][] {
  if (accountId === managementAccountId) return [];
  const levels: NamedPolicy[][] = [];
  let id: string | undefined = accountId;
  while (id !== undefined) {
    const here = (attached.get(id) ?? []).filter(each => each.type === type);
    const policies = here.map(({ name, document }) => ({
      ...{ name, document: JSON.parse(document) },
    }));
    const isFull = type === RCP || here.length === 0;
    levels.push([
      ...policies,
      ...(isFull
        ? [
            named('full', [
              { ...EVERYTHING, ...(type === RCP && { Principal: '*' }) },
            ]),
          ]
        : []),
    ]);
    id = (members.get(id) ?? units.get(id))?.parentId;
  }
  return levels;
}
