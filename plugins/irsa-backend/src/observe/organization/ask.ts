import {
  found,
  InvalidResponseError,
  textOf,
  type Observation,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { readAws } from '../read';

/** An organization has 10,000 accounts at most ("Quotas for AWS Organizations"), a page at least one of those that were asked for. */
const MOST_PAGES = 10_000;

/** Asks an operation of AWS Organizations. */
export type Ask = (operation: string, input: object) => Promise<object>;

/** Whose credentials ask, and any region of the partition. */
export interface OrganizationPlace {
  accountId: string;
  region: string;
}

/** Does some work that asks one operation after another. Of the one that failed it tells the permission that it needs. */
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

/** The items of all pages. It asks until there is no token: a page may be empty and not the last. Source: "ListAccounts", AWS Organizations API Reference. */
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

/** A list in an answer. @throws InvalidResponseError - when there is none */
export function listOf(answer: object, name: string): object[] {
  const list = Reflect.get(answer, name);
  if (!Array.isArray(list)) throw new InvalidResponseError(`no ${name}`);
  return list.map(Object);
}
