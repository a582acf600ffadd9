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
          result === 'excess' ? 'is not' : 'is not shown to be'
        } within the permissions that any service may have here (irsa.guardrails.maximumPermissions)`,
        request,
        advice: 'Ask for less, or ask an administrator.',
      }),
    );
};
