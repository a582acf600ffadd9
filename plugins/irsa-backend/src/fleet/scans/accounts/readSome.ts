import type { IAMClient } from '@aws-sdk/client-iam';
import {
  found,
  type Observation,
  type ObservedPolicy,
  type ProviderFacts,
  type RoleFacts,
} from '@backstage-irsa/core/model';
import { AccountReader } from '../../../observe/bulk/AccountReader';
import { inTurns } from '../../../observe/bulk/inTurns';
import { IamReader } from '../../../observe/IamReader';
import { readRolePolicies } from '../../../observe/roles';
import { roleFactsOf } from './roleFactsOf';
import { required } from '../ScanFailure';

/** How many roles or OIDC providers are read at a time. IAM accepts few calls per second from a whole account. */
const AT_A_TIME = 4;

/** Some roles and OIDC providers of an account. */
export interface SomeOfAccount {
  /** The names of the roles. */
  roles: string[];
  /** The ARNs of the OIDC providers. */
  providers: string[];
}

/** Removes the tags of a policy, because bulk reads do not return them. */
function withoutTags(
  policy: Observation<ObservedPolicy>,
): Observation<ObservedPolicy> {
  return policy.state === 'found'
    ? found({ ...policy.value, tags: {} })
    : policy;
}

function asScanned(facts: RoleFacts): RoleFacts {
  return {
    ...facts,
    attachedPolicies: facts.attachedPolicies.map(withoutTags),
    permissionsBoundary: withoutTags(facts.permissionsBoundary),
  };
}

/**
 * Reads some roles and OIDC providers one by one. Returns them as an account scan does, including the order of their parts, because digests depend on
 * it. Omits those that do not exist.
 *
 * @throws ScanFailure - if IAM does not return one of them
 */
export async function readSome(
  iam: IAMClient,
  accountId: string,
  some: SomeOfAccount,
): Promise<{ roles: RoleFacts[]; providers: ProviderFacts[] }> {
  const where = ` in account ${accountId}`;
  const reader = new IamReader(iam, where);
  const roles = await inTurns(some.roles, AT_A_TIME, async name => {
    const read = await readRolePolicies(reader, name);
    if (read.role.state === 'absent') return [];
    for (const part of [
      read.role,
      read.attachedPolicies,
      read.inlinePolicies,
    ]) {
      required<unknown>(part, `Role ${name}`);
    }
    return [roleFactsOf(read)].flatMap(facts =>
      facts ? asScanned(facts) : [],
    );
  });
  const bulk = new AccountReader(iam, where);
  const providers = await inTurns(some.providers, AT_A_TIME, arn =>
    bulk.provider(arn),
  );
  return {
    roles: roles.flat(),
    providers: providers.flatMap((provider, index) =>
      provider.state === 'absent'
        ? []
        : [required(provider, some.providers[index])],
    ),
  };
}
