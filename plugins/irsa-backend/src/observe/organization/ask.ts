import {
  found,
  InvalidResponseError,
  textOf,
  type Observation,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { readAws } from '../read';

/** The maximum number of pages: one for each of the 10,000 accounts that an organization can have ("Quotas for AWS Organizations"). */
const MOST_PAGES = 10_000;

/** Calls an operation of AWS Organizations. */
export type Ask = (operation: string, input: object) => Promise<object>;

/** The account whose credentials are used, and any region of its partition. */
export interface OrganizationPlace {
  accountId: string;
  region: string;
}

/** Runs work that calls one operation after another. If a call fails, the result names the permission that the call needs. */
export async function askOrganization<T>(
  aws: Pick<AwsClients, 'organizations'>,
  { accountId, region }: OrganizationPlace,
  work: (ask: Ask) => Promise<T>,
): Promise<Observation<T>> {
  let asked = '';
  const ask: Ask = (operation, input) => {
    asked = operation;
    return aws.organizations(accountId, region, operation, input);
  };
  return work(ask).then(found, error =>
    readAws<T>(
      `organizations:${asked}`,
      () => Promise.reject(error),
      ` in account ${accountId}`,
    ),
  );
}

/**
 * Returns the items of all pages. Continues until there is no token, because a page can be empty without being the last. Source: "ListAccounts", AWS
 * Organizations API Reference.
 */
export async function listAll(
  ask: Ask,
  operation: string,
  list: string,
  input: object = {},
): Promise<object[]> {
  const items: object[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await ask(operation, {
      ...input,
      ...(token !== undefined && { NextToken: token }),
    });
    items.push(...listOf(answer, list));
    token = textOf(Reflect.get(answer, 'NextToken')) || undefined;
    if (token === undefined) return items;
  }
  throw new InvalidResponseError('no end of pages');
}

/** Returns a list in an answer. @throws InvalidResponseError - if there is none */
export function listOf(answer: object, name: string): object[] {
  const list = Reflect.get(answer, name);
  if (!Array.isArray(list)) throw new InvalidResponseError(`no ${name}`);
  return list.map(Object);
}
