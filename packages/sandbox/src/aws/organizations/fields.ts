import { POLICY_TYPES, type Organization } from '../../state/organization';
import { AwsError } from '../protocol/error';
import { page } from '../protocol/page';
import type { GovernedOrganization, OrganizationPolicy } from './policies';
import { policyShape } from './shapes';

/** Members of a request. */
export type Fields = Map<string, unknown>;

function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', 400, message);
}

/** Throws `InvalidInputException`. */
export function requireText(input: Fields, name: string): string {
  const value = input.get(name);
  if (typeof value === 'string' && value !== '') return value;
  throw invalidInput(`You must specify ${name}.`);
}

/** An ID. Throws `InvalidInputException`. */
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

/** The `ParentId` of a request. Throws `InvalidInputException`, `ParentNotFoundException`. */
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

/** The policy of a request. Throws `InvalidInputException`, `PolicyNotFoundException`. */
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

/** One page of 20 at most, by `MaxResults` and `NextToken`. */
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
 * One page of policies, of which it shows the type of the `Filter`: a page may be empty, and have a `NextToken` all the same, as the API reference says.
 * Throws `InvalidInputException`.
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
