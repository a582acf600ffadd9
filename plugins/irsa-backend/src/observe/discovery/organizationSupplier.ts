import { InvalidResponseError, textOf } from '@backstage-irsa/core/model';
import { matchesGlob } from '@backstage-irsa/core/ownership';
import type { IrsaClusterSupplier } from '@backstage-irsa/plugin-irsa-node';
import type {
  AccountRules,
  OrganizationConfig,
  TagRule,
} from '../../config/discovery';
import type { AwsClients } from '../aws/AwsClients';
import { askOrganization, listAll, type Ask } from '../organization/ask';
import { failureOf } from './failureOf';

interface Account {
  id: string;
  name: string;
}

/** Creates a supplier that lists the active accounts of an organization that the rules include and do not exclude. */
export function organizationSupplier({
  aws,
  organization,
  region,
}: {
  aws: Pick<AwsClients, 'organizations'>;
  organization: OrganizationConfig;
  /** Any region of the partition. */
  region: string;
}): IrsaClusterSupplier {
  const { accountId } = organization;
  return {
    id: 'organization',
    async discover() {
      const read = await askOrganization(aws, { accountId, region }, ask =>
        listAccounts(ask, organization),
      );
      return [
        {
          place: accountId,
          accountId,
          ...(read.state === 'found'
            ? { accounts: read.value }
            : { failure: failureOf(read, `account ${accountId}`) }),
        },
      ];
    },
  };
}

async function listAccounts(
  ask: Ask,
  { include, exclude }: OrganizationConfig,
): Promise<string[]> {
  const all = await accountsOf(ask, 'ListAccounts', {});
  const tags = tagReader(ask);
  const included = include ? await named(ask, include, all, tags) : all;
  const excluded = new Set(await named(ask, exclude, included, tags));
  return included
    .filter(account => !excluded.has(account))
    .map(({ id }) => id)
    .sort();
}

/** Returns the accounts that at least one rule names. Tags are checked last: they need one call per remaining account. */
async function named(
  ask: Ask,
  { accounts, names, organizationalUnits, tags }: AccountRules,
  among: Account[],
  tagsOf: TagReader,
): Promise<Account[]> {
  const ids = new Set(accounts);
  for (const unit of organizationalUnits) {
    (await accountsBelow(ask, unit)).forEach(id => ids.add(id));
  }
  const chosen: Account[] = [];
  for (const account of among) {
    const { id, name } = account;
    const isNamed =
      ids.has(id) ||
      names.some(pattern => matchesGlob(pattern, name)) ||
      (tags.length > 0 && hasTag(await tagsOf(id), tags));
    if (isNamed) chosen.push(account);
  }
  return chosen;
}

/** Returns the tags of an account, by key. */
type TagReader = (id: string) => Promise<Map<string, string>>;

/** Creates a reader that reads the tags of each account once. */
function tagReader(ask: Ask): TagReader {
  const known = new Map<string, Map<string, string>>();
  return async id => {
    const before = known.get(id);
    if (before) return before;
    const tags = new Map<string, string>();
    known.set(id, tags);
    const input = { ResourceId: id };
    for (const tag of await listAll(
      ask,
      'ListTagsForResource',
      'Tags',
      input,
    )) {
      tags.set(
        textOf(Reflect.get(tag, 'Key')),
        textOf(Reflect.get(tag, 'Value')),
      );
    }
    return tags;
  };
}

function hasTag(tags: ReadonlyMap<string, string>, rules: TagRule[]): boolean {
  return rules.some(({ key, values }) => {
    const value = tags.get(key);
    return (
      value !== undefined &&
      (values.length === 0 ||
        values.some(pattern => matchesGlob(pattern, value)))
    );
  });
}

/** Returns the IDs of the accounts in a unit and in all units below it. */
async function accountsBelow(ask: Ask, unit: string): Promise<string[]> {
  const input = { ParentId: unit };
  const here = await accountsOf(ask, 'ListAccountsForParent', input);
  const ids = here.map(({ id }) => id);
  const units = await listAll(
    ask,
    'ListOrganizationalUnitsForParent',
    'OrganizationalUnits',
    input,
  );
  for (const below of units) {
    const id = textOf(Reflect.get(below, 'Id'));
    ids.push(...(await accountsBelow(ask, id)));
  }
  return ids;
}

/**
 * Returns the accounts that are neither suspended nor closed, by `State`, because AWS no longer returns `Status`. Source: "Account", AWS
 * Organizations API Reference.
 */
async function accountsOf(
  ask: Ask,
  operation: string,
  input: object,
): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const account of await listAll(ask, operation, 'Accounts', input)) {
    if (Reflect.get(account, 'State') !== 'ACTIVE') continue;
    const id = textOf(Reflect.get(account, 'Id'));
    if (!/^\d{12}$/.test(id)) throw new InvalidResponseError('no account ID');
    accounts.push({ id, name: textOf(Reflect.get(account, 'Name')) });
  }
  return accounts;
}
