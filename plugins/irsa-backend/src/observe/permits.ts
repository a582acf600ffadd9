import type { IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import {
  permissionDocuments,
  callContext,
} from '@backstage-irsa/core/permissions';
import {
  absent,
  found,
  valueOf,
  type Observation,
  type ObservedPermit,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { simulateByAws } from './PolicySimulator';

/** Things that AWS is asked about for one role at most: it throttles simulations early. */
const MOST = 5;

type Asked = Pick<ObservedPermit, 'action' | 'resource'>;

/** Where a role's calls come from. */
interface Origin {
  accountId: string;
  region: string;
}

/** A resource that the pattern matches, in the account and region of the calls where it names none. */
function exampleOf(pattern: string, { accountId, region }: Origin): string {
  if (pattern === '*') return pattern;
  const parts = pattern.split(':');
  const defaults = [undefined, undefined, undefined, region, accountId];
  return parts
    .map((part, index) =>
      /[*?]/.test(part) && defaults[index] !== undefined
        ? defaults[index]
        : part.replace(/[*?]/g, 'any'),
    )
    .join(':');
}

/** What a statement surely allows: whole actions, on resources that are made up where it has a wildcard. */
function allowedBy(statement: Statement, origin: Origin): Asked[] {
  if (statement.Effect !== 'Allow' || statement.Condition) return [];
  const actions = [statement.Action ?? []].flat();
  const [resource] = [statement.Resource ?? []].flat();
  if (resource === undefined || resource.includes('${')) return [];
  return actions
    .filter(action => !/[*?]/.test(action))
    .map(action => ({ action, resource: exampleOf(resource, origin) }));
}

/** A handful of what the documents allow, of every service first. */
export function askedOfOrganization(
  documents: PolicyDocument[],
  origin: Origin,
): Asked[] {
  const all = documents
    .flatMap(({ Statement: statements }) => statements)
    .flatMap(statement => allowedBy(statement, origin));
  const seen = new Set<string>();
  const [first, rest] = [[] as Asked[], [] as Asked[]];
  for (const asked of all) {
    const [service] = asked.action.toLocaleLowerCase('en-US').split(':');
    (seen.has(service) ? rest : first).push(asked);
    seen.add(service);
  }
  return [...first, ...rest].slice(0, MOST);
}

/** What policies of the organization make of it, by AWS's simulation of calls from the region. */
export async function readPermits(
  iam: IAMClient,
  policies: ObservedRolePolicies,
  origin: Origin,
): Promise<Observation<ObservedPermit[]>> {
  const role = valueOf(policies.role);
  const asked = askedOfOrganization(permissionDocuments(policies), origin);
  if (!role || asked.length === 0) return absent();
  const answers = await simulateByAws(iam, {
    roleArn: role.arn,
    requests: asked.map(request => ({
      ...request,
      context: callContext(role, origin.region, request),
    })),
    policies: [],
  });
  const unread = answers.find(({ state }) => state === 'unknown');
  if (unread?.state === 'unknown') return unread;
  return found(
    answers.flatMap((answer, index) => {
      const allowed = valueOf(answer)?.allowedByOrganizations;
      return allowed === undefined
        ? []
        : { ...asked[index], allowedByOrganizations: allowed };
    }),
  );
}
