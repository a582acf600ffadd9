import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';

/** The maximum number of calls to evaluate per role, because AWS throttles simulations early. */
const MOST = 5;

/** An action on a resource that the role's own policies certainly allow. */
export interface AskedOfOrganization {
  action: string;
  resource: string;
  /** The pattern in the statement. The resource is an example of it. */
  pattern: string;
}

/** The account and region from which a role calls. */
interface Origin {
  accountId: string;
  region: string;
}

/** Returns an example resource that matches the pattern, with the account and region of the calls where the pattern has a wildcard. */
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

/** Returns the calls that a statement certainly allows: exact actions on its first resource, or on an example if that one has wildcards. */
function allowedBy(
  statement: Statement,
  origin: Origin,
): AskedOfOrganization[] {
  if (statement.Effect !== 'Allow' || statement.Condition) return [];
  const actions = [statement.Action ?? []].flat();
  const [resource] = [statement.Resource ?? []].flat();
  if (resource === undefined || resource.includes('${')) return [];
  return actions
    .filter(action => !/[*?]/.test(action))
    .map(action => ({
      action,
      resource: exampleOf(resource, origin),
      pattern: resource,
    }));
}

/** Returns a sample of what the documents allow, starting with 1 call per service. */
export function askedOfOrganization(
  documents: PolicyDocument[],
  origin: Origin,
): AskedOfOrganization[] {
  const all = documents
    .flatMap(({ Statement: statements }) => statements)
    .flatMap(statement => allowedBy(statement, origin));
  const seen = new Set<string>();
  const first: AskedOfOrganization[] = [];
  const rest: AskedOfOrganization[] = [];
  for (const asked of all) {
    const [service] = asked.action.toLocaleLowerCase('en-US').split(':');
    (seen.has(service) ? rest : first).push(asked);
    seen.add(service);
  }
  return [...first, ...rest].slice(0, MOST);
}
