import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import {
  namedResource,
  type ReadResource,
} from '@backstage-irsa/core/permissions';
import type { RememberedResources } from './RememberedResources';

/** The maximum number of resources that one question reads. Each takes up to four calls. */
const MOST = 5;

/** Reads the resources that one question names, by ARN. Resources beyond the maximum are left out. */
export async function readAskedResources(
  resources: RememberedResources,
  { accountId: own, region }: ClusterConfig,
  roleArn: string,
  arns: string[],
): Promise<Record<string, ReadResource>> {
  const home = parseRoleArn(roleArn)?.accountId ?? own;
  const named = [...new Set(arns)].flatMap(arn => {
    const resource = namedResource(arn);
    return resource ? [{ arn, ...resource }] : [];
  });
  // Objects in the same bucket count as one resource.
  const read = new Map<string, Promise<ReadResource>>();
  const answers: Promise<[string, ReadResource]>[] = [];
  for (const { arn, service, name, ...place } of named) {
    const accountIds = place.accountId ? [place.accountId] : [home, own];
    const key = [service, name, place.accountId, place.region].join(' ');
    if (!read.has(key) && read.size === MOST) continue;
    const reading =
      read.get(key) ??
      resources.read(
        {
          accountIds: [...new Set(accountIds)],
          region: place.region || region,
        },
        { service, name },
      );
    read.set(key, reading);
    answers.push(reading.then(answer => [arn, answer]));
  }
  return Object.fromEntries(await Promise.all(answers));
}
