import { POLICY_TYPES, type Organization } from '../../state/organization';
import { AwsError } from '../protocol/error';
import { page } from '../protocol/page';
import type { GovernedOrganization, OrganizationPolicy } from './policies';
import { policyShape } from './shapes';

/** The members of a request. */
export type Fields = Map<string, unknown>;

function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', 400, message);
}

/** Returns a text member of the request. Throws `InvalidInputException` if there is none. */
export function requireText(input: Fields, name: string): string {
  const value = input.get(name);
  if (typeof value === 'string' && value !== '') return value;
  throw invalidInput(`You must specify ${name}.`);
}

/** Returns a text member, such as an ID, that matches a pattern. Throws `InvalidInputException`. */
export function requireMatch(
  input: Fields,
  name: string,
  pattern: RegExp,
): string {
  const id = requireText(input, name);
  if (pattern.test(id)) return id;
  throw invalidInput(
    'You provided a value that does not match the required pattern.',
  );
}

/** Returns the `ParentId` of a request. Throws `InvalidInputException` or `ParentNotFoundException`. */
export function requireParent(
  { rootId, units }: Organization,
  input: Fields,
): string {
  const id = requireMatch(
    input,
    'ParentId',
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  );
  if (id === rootId || units.has(id)) return id;
  throw new AwsError(
    'ParentNotFoundException',
    400,
    "You specified parent that doesn't exist.",
  );
}

/** Returns the policy that a request names. Throws `InvalidInputException` or `PolicyNotFoundException`. */
export function requirePolicy(
  { policies }: GovernedOrganization,
  input: Fields,
): OrganizationPolicy {
  const id = requireMatch(input, 'PolicyId', /^p-[0-9a-zA-Z_]{8,128}$/);
  const policy = policies.get(id);
  if (policy) return policy;
  throw new AwsError(
    'PolicyNotFoundException',
    400,
    "You specified a policy that doesn't exist.",
  );
}

/** Returns one page of at most 20 items, according to `MaxResults` and `NextToken`. Throws `InvalidInputException`. */
export function pageOf<T extends { id: string }>(
  items: Iterable<T>,
  input: Fields,
): { items: T[]; NextToken?: string } {
  const limit = Number(input.get('MaxResults') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 20) {
    throw invalidInput('MaxResults must be between 1 and 20.');
  }
  const token = input.get('NextToken');
  const shown = page(items, {
    key: ({ id }) => id,
    marker: typeof token === 'string' ? token : undefined,
    limit,
  });
  return {
    items: shown.items,
    ...(shown.marker !== undefined && { NextToken: shown.marker }),
  };
}

/**
 * Returns one page of policies, with only the policies of the type in `Filter`. So a page can be empty and still have a `NextToken`, as the API
 * reference documents. Throws `InvalidInputException`.
 */
export function policiesPage(
  organization: GovernedOrganization,
  policies: Iterable<OrganizationPolicy>,
  input: Fields,
) {
  const filter = requireText(input, 'Filter');
  if (!POLICY_TYPES.some(type => type === filter)) {
    throw invalidInput('You specified an invalid value.');
  }
  const { items, ...next } = pageOf(policies, input);
  const shown = items.filter(({ type }) => type === filter);
  return {
    Policies: shown.map(policy => policyShape(organization, policy)),
    ...next,
  };
}
