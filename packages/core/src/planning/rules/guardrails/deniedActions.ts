import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { isAssumable } from './assumableRoles';
import type { PolicyGuardrail } from './types';
import { brokenBy, someOf } from './words';

const known = new WeakMap<string[], NamedPolicy>();

/** Returns a policy that allows all actions except the given ones. Returns the same object for the same list, so that it is expanded once. */
function allBut(actions: string[]): NamedPolicy {
  let policy = known.get(actions);
  if (!policy) {
    policy = {
      name: 'irsa.guardrails.deniedActions',
      document: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', NotAction: actions, Resource: '*' },
      },
    };
    known.set(actions, policy);
  }
  return policy;
}

/** Denies actions that nobody may be granted. Exempts grants to assume a role that administrators allow services to assume. */
export const deniedActions: PolicyGuardrail = asked => {
  const { guardrails, expanded, policyOf } = asked;
  if (guardrails.deniedActions.length === 0) return [];
  return expanded
    .excessOver(allBut(guardrails.deniedActions))
    .filter(({ ref }) => {
      const { assumes } = policyOf(ref);
      return (
        assumes === undefined ||
        !isAssumable(guardrails.assumableRoles, assumes)
      );
    })
    .flatMap(({ ref, actions, request }) =>
      brokenBy(asked, {
        rule: 'denied-actions',
        statements: [ref],
        what: `${someOf(actions)}, which no service may have here`,
        request,
        advice:
          'Name only the actions that the service needs, or ask an administrator to change irsa.guardrails.deniedActions.',
      }),
    );
};
