import type { NamedPolicy, PolicyDocument } from '../document/types';
import { evaluate } from '../evaluate/evaluate';
import type { CatalogueAction } from '../summary/types';
import type { AccessStatement } from './statements';
import type { GrantedRequest } from './types';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/example`;

// Some resources decide themselves. They leave the decision to the policies of the role here, for it is these that are asked about.
const DELEGATES: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: ACCOUNT },
    Action: '*',
    Resource: '*',
  },
};

/** Whether policies of a role allow a request, whatever else decides about it. */
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

/** Resources of an action as people know them, by the patterns that grant it and by its formats. */
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

/** Values with which the conditions of a statement may hold: those that it names. */
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
