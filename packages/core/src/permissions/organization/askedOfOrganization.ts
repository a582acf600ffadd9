import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';

/** Things that are asked about for one role at most: AWS throttles simulations early. */
const MOST = 5;

/** One action on one resource that the role's own policies surely allow. */
export interface AskedOfOrganization {
  action: string;
  resource: string;
  /** What the statement names, of which the resource is an example. */
  pattern: string;
}

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

/** A handful of what the documents allow, of every service first. */
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
