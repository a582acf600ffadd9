import type { PolicyGuardrail } from './types';
import { brokenBy, someOf } from './words';

/** Denies permissions beyond the configured maximum, and permissions that cannot be shown to be within it. */
export const maximumPermissions: PolicyGuardrail = asked => {
  const {
    guardrails: { maximumPermissions: maximum },
    expanded,
  } = asked;
  if (!maximum) return [];
  return expanded
    .excessOver({
      name: 'irsa.guardrails.maximumPermissions',
      document: maximum,
    })
    .flatMap(({ ref, result, actions, resources, request }) =>
      brokenBy(asked, {
        rule: 'maximum-permissions',
        statements: [ref],
        what: `${someOf(actions)} on ${someOf(resources)}, which ${
          result === 'excess' ? 'exceeds' : 'may exceed'
        } the maximum permissions of a service (irsa.guardrails.maximumPermissions)`,
        request,
        advice: 'Request fewer permissions, or ask an administrator.',
      }),
    );
};
