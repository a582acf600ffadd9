import type { NamedPolicy, PolicyDocument } from '../document/types';
import { evaluate } from '../evaluate/evaluate';
import type { CatalogueAction } from '../summary/types';
import type { AccessStatement } from './statements';
import type { GrantedRequest } from './types';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/example`;

// Some resources need a resource policy that allows access. This policy delegates the decision to the policies of the role, which are under test.
const DELEGATES: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: ACCOUNT },
    Action: '*',
    Resource: '*',
  },
};

/** Checks whether the policies of a role allow a request, without any other policies that would apply. */
export function allows(
  policies: NamedPolicy[],
  { action, resource, context = {} }: GrantedRequest,
): boolean {
  const { decision } = evaluate({
    principal: { kind: 'role', arn: ROLE, accountId: ACCOUNT },
    action,
    resource,
    context,
    identityPolicies: policies,
    resourcePolicy: { name: 'resource', document: DELEGATES },
  });
  return decision === 'Allowed';
}

/** Returns realistic example resources for an action, from the pattern that grants it and from its ARN formats. */
export function usualResources(
  pattern: string,
  { resources: formats = [] }: Pick<CatalogueAction, 'resources'>,
): string[] {
  return [
    ...(/^\*+$/.test(pattern) ? [] : [fill(pattern)]),
    ...formats.map(format =>
      fill(
        format
          .replace('${Partition}', 'aws')
          .replace('${Region}', 'eu-west-1')
          .replace('${Account}', ACCOUNT)
          .replace(/\$\{[^}]*\}/g, '*'),
      ),
    ),
  ];
}

const PLACES = ['arn', 'aws', 's3', 'eu-west-1', ACCOUNT];

function fill(pattern: string): string {
  return pattern
    .split(':')
    .map((part, index) =>
      part.replaceAll('*', PLACES[index] ?? 'example').replaceAll('?', 'x'),
    )
    .join(':');
}

/** Returns context values with which the conditions of a statement can hold, taken from the conditions themselves. */
export function contextFor({
  source: { Condition = {} },
}: AccessStatement): Record<string, string> {
  const context: Record<string, string> = {};
  for (const [operator, keys] of Object.entries(Condition)) {
    if (/not|null/i.test(operator)) continue;
    for (const [key, values] of Object.entries(keys)) {
      const [value = ''] = [values].flat();
      context[key] = String(value).replaceAll('*', '').replaceAll('?', 'x');
    }
  }
  return context;
}
