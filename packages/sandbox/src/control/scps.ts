import { policyProblem } from '../aws/access/policyProblem';
import type { ServiceControlPolicy } from '../state/account';
import type { World } from '../state/world';
import { fieldOf, InvalidSentError, parseSent } from './sent';

/**
 * Replaces the service control policies over one account by those of a JSON text
 * `{ "accountId": "…", "levels": [[{ "name": "…", "document": {…} }]] }`, from the organisation's root to the account. No levels mean no
 * organisation. Answers how many policies each level has.
 * @throws InvalidSentError
 */
export function replaceScps(
  world: World,
  body: string,
): { accountId: string; levels: number[] } {
  const sent = parseSent(body);
  const account = world.accounts.get(String(fieldOf(sent, 'accountId')));
  if (!account) {
    throw new InvalidSentError('accountId names no account of the sandbox');
  }
  const levels = listOf(fieldOf(sent, 'levels'), 'levels').map(level =>
    listOf(level, 'a level').map(readScp),
  );
  account.serviceControlPolicies = levels;
  return { accountId: account.id, levels: levels.map(({ length }) => length) };
}

function readScp(sent: unknown): ServiceControlPolicy {
  const name = fieldOf(sent, 'name');
  const document = JSON.stringify(fieldOf(sent, 'document')) ?? '';
  if (typeof name !== 'string' || name === '') {
    throw new InvalidSentError('a policy needs a name');
  }
  const problem = policyProblem(document, 'identity');
  if (problem) throw new InvalidSentError(`${name}: ${problem}`);
  return { name, document };
}

function listOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new InvalidSentError(`${what} must be a list`);
  }
  return value;
}
