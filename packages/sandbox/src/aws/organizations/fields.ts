import type { Organization } from '../../state/organization';
import { AwsError } from '../protocol/error';
import { page } from '../protocol/page';

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

/** The `ParentId` of a request. Throws `InvalidInputException`, `ParentNotFoundException`. */
export function requireParent(
  { rootId, units }: Organization,
  input: Fields,
): string {
  const id = requireText(input, 'ParentId');
  if (!/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/.test(id)) {
    throw invalidInput(
      'You provided a value that does not match the required pattern.',
    );
  }
  if (id === rootId || units.has(id)) return id;
  throw new AwsError(
    'ParentNotFoundException',
    400,
    "You specified parent that doesn't exist.",
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
