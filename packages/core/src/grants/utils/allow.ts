import type { Statement } from '@backstage-irsa/iam-policy';

/** Returns a statement that allows actions on resources. */
export function allow(
  actions: string[],
  resource: string | string[],
  condition?: Statement['Condition'],
): Statement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resource,
    ...(condition && { Condition: condition }),
  };
}
