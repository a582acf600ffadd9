import { excessOf } from '@backstage-irsa/iam-policy';
import type { PolicyGuardrail } from './types';
import { someOf, statementIn } from './words';

/** No policy may grant what the maximum does not. What cannot be shown to be within it is refused. */
export const maximumPermissions: PolicyGuardrail = ({
  guardrails: { maximumPermissions: maximum },
  policies,
  catalogue,
}) => {
  if (!maximum) return [];
  return policies.flatMap(({ field, name, document }) =>
    excessOf([{ name, document }], maximum, { catalogue }).map(
      ({ ref, actions, resources }) => ({
        field,
        rule: 'maximum-permissions',
        message: `${statementIn(ref, name)} allows ${someOf(
          actions,
        )} on ${someOf(
          resources,
        )}, which is not shown to be within the permissions that any service may have here (irsa.guardrails.maximumPermissions). Ask for less, or ask an administrator.`,
      }),
    ),
  );
};
