import { ListClustersCommand } from '@aws-sdk/client-eks';
import type {
  IrsaClusterSupplier,
  IrsaDiscoveredPlace,
} from '@backstage-irsa/plugin-irsa-node';
import { isOptInRegion } from '@backstage-irsa/core/arn';
import { textOf } from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { unknownKeyAnswer } from '../aws/errors';
import { readAws } from '../read';
import { failureOf } from './failureOf';

/** Places that are queried at the same time. */
const AT_A_TIME = 8;

/** The maximum number of pages. Regions of an account have far fewer clusters ("Amazon EKS service quotas": 100, adjustable). */
const MOST_PAGES = 50;

/** Creates a supplier that lists the EKS clusters of every known account in each of the regions. */
export function eksSupplier({
  aws,
  regions,
}: {
  aws: AwsClients;
  regions: string[];
}): IrsaClusterSupplier {
  return {
    id: 'eks',
    async discover({ accounts, signal }) {
      const places = accounts.flatMap(accountId =>
        regions.map(region => ({ accountId, region })),
      );
      const read: ReadPlace[] = [];
      const work = async () => {
        for (let next = places.shift(); next; next = places.shift()) {
          signal.throwIfAborted();
          read.push(await readPlace(aws, next));
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, work));
      const answered = new Set(
        read.filter(({ found }) => !found.failure).map(each => each.accountId),
      );
      return read.map(each =>
        each.unknownKey &&
        (answered.has(each.accountId) || isOptInRegion(each.region))
          ? withoutRegion(each, each.unknownKey)
          : each.found,
      );
    },
  };
}

interface Place {
  accountId: string;
  region: string;
}

interface ReadPlace extends Place {
  found: IrsaDiscoveredPlace;
  /** The message of EKS if it does not know the access key. */
  unknownKey: string | undefined;
}

async function readPlace(
  aws: AwsClients,
  { accountId, region }: Place,
): Promise<ReadPlace> {
  let unknownKey: string | undefined;
  const names = await readAws(
    'eks:ListClusters',
    () =>
      listClusters(aws, accountId, region).catch(error => {
        unknownKey = unknownKeyAnswer(error);
        throw error;
      }),
    ` in account ${accountId}, region ${region}`,
  );
  const found = {
    place: `${accountId}/${region}`,
    accountId,
    ...(names.state === 'found'
      ? {
          clusters: names.value.map(eksName => ({
            ...{ eksName, accountId, region },
          })),
        }
      : { failure: failureOf(names, `account ${accountId}`) }),
  };
  return { accountId, region, found, unknownKey };
}

/** Returns the failure for a place whose region is probably not enabled in the account. */
function withoutRegion(
  { accountId, region, found }: ReadPlace,
  answer: string,
): IrsaDiscoveredPlace {
  const message = `Region ${region} is probably not enabled in account ${accountId}. ${answer}`;
  const remediation = `Enable region ${region} in account ${accountId}, or leave it out of irsa.discovery.regions.`;
  return { ...found, failure: { message, remediation } };
}

/** Lists the clusters, from all pages. @throws the error of EKS */
async function listClusters(
  aws: AwsClients,
  accountId: string,
  region: string,
): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await aws
      .eks(accountId, region)
      .send(new ListClustersCommand({ nextToken }));
    names.push(...(answer.clusters ?? []).map(textOf));
    nextToken = answer.nextToken ?? undefined;
    if (nextToken === undefined) return names;
  }
  throw new Error(`EKS returned an endless list of clusters in ${region}.`);
}
