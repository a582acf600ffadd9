// Called by the cases, which are run by the tests of the contract.
/* eslint-disable jest/no-standalone-expect */
import type { AwsSession } from './session';

type S = AwsSession;

/** An account, organizational unit, root, or policy. */
export interface Item {
  Id: string;
  Name: string;
  State?: string;
}

/** Returns the items of all pages. The page size is limited. */
export async function all(
  s: S,
  name: string,
  list: string,
  input: object = {},
  most = 2,
): Promise<Item[]> {
  const items: Item[] = [];
  let NextToken: unknown;
  do {
    const page = await s.organizations(name, {
      ...input,
      MaxResults: most,
      ...(NextToken !== undefined && { NextToken }),
    });
    const some = page[list] as Item[];
    expect(some.length).toBeLessThanOrEqual(most);
    items.push(...some);
    NextToken = page.NextToken;
  } while (NextToken);
  return items;
}

async function rootOf(s: S): Promise<string> {
  const { Roots } = await s.organizations('ListRoots');
  return (Roots as Item[])[0].Id;
}

/** Returns the organizational unit that every counterpart has, with an account in it. */
export async function unitOf(s: S): Promise<Item> {
  const { OrganizationalUnits } = await s.organizations(
    'ListOrganizationalUnitsForParent',
    { ParentId: await rootOf(s) },
  );
  return (OrganizationalUnits as Item[]).find(
    ({ Name }) => Name === 'workloads',
  )!;
}
