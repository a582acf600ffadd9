import { policyProblem } from '../aws/access/policyProblem';
import type { ServiceControlPolicy, World } from '../state/world';

/** What was sent sets no service control policies. */
export class InvalidScpsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidScpsError';
  }
}

/**
 * Replaces the service control policies over one account by those of a JSON text
 * `{ "accountId": "…", "levels": [[{ "name": "…", "document": {…} }]] }`, from the organisation's root to the account. No levels mean no
 * organisation. Answers how many policies each level has.
 * @throws InvalidScpsError
 */
export function replaceScps(
  world: World,
  body: string,
): { accountId: string; levels: number[] } {
  const sent = parse(body);
  const account = world.accounts.get(String(field(sent, 'accountId')));
  if (!account) {
    throw new InvalidScpsError('accountId names no account of the sandbox');
  }
  const levels = listOf(field(sent, 'levels'), 'levels').map(level =>
    listOf(level, 'a level').map(readScp),
  );
  account.serviceControlPolicies = levels;
  return { accountId: account.id, levels: levels.map(({ length }) => length) };
}

function readScp(sent: unknown): ServiceControlPolicy {
  const name = field(sent, 'name');
  const document = JSON.stringify(field(sent, 'document')) ?? '';
  if (typeof name !== 'string' || name === '') {
    throw new InvalidScpsError('a policy needs a name');
  }
  const problem = policyProblem(document, 'identity');
  if (problem) throw new InvalidScpsError(`${name}: ${problem}`);
  return { name, document };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidScpsError('the body is not JSON');
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function listOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new InvalidScpsError(`${what} must be a list`);
  }
  return value;
}
