import { readTrustPolicy } from '../trust/read';
import { type ChainLink } from '../model/types';
import { command } from '../model/shell';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import { fact, missing, type ChainFact } from './facts';
import { roleNameOf } from './roleName';

type Statement = ReturnType<typeof readTrustPolicy>[number];

function conditionsOf({ conditions }: Statement): string {
  const texts = conditions.map(
    ({ operator, key, values }) =>
      `${operator} ${key} = ${values.join(' or ')}`,
  );
  return texts.length > 0 ? texts.join('; ') : 'no condition';
}

function statementFacts({ trust }: ObservedRole): ChainFact[] {
  if (!trust.document) return fact('Document', 'cannot be read');
  return readTrustPolicy(trust.document).map(statement => {
    const who = [...statement.federated, ...statement.others].join(', ');
    return {
      label: `Statement ${statement.index + 1}, ${statement.effect}`,
      value: `${statement.actions.join(', ')} by ${who}: ${conditionsOf(
        statement,
      )}`,
    };
  });
}

/** Returns the trust policy link. */
export function trustPolicyLink(observed: Observed): ChainLink {
  const role = valueOf(observed.role);
  const name = roleNameOf(observed);
  return {
    link: 'trust-policy',
    name: role ? `Trust policy of ${role.name}` : null,
    facts: [
      ...missing('Role', observed.role),
      ...(role ? statementFacts(role) : []),
    ],
    verifyCommands:
      name === undefined
        ? []
        : [
            command(
              'aws',
              'iam',
              'get-role',
              '--role-name',
              name,
              '--query',
              'Role.AssumeRolePolicyDocument',
            ),
          ],
  };
}
