import {
  DescribeAccessEntryCommand,
  paginateListAccessEntries,
  paginateListAssociatedAccessPolicies,
  type EKSClient,
} from '@aws-sdk/client-eks';
import {
  objectsOf,
  textOf,
  textsOf,
  type AccessEntryFacts,
  found,
  valueOf,
  type Observation,
} from '@backstage-irsa/core/model';
import { awsErrorCode, describeAwsError } from '../aws/errors';
import { readAws } from '../read';
import { inTurns } from './inTurns';

/** Access entries that are described at the same time. */
const AT_A_TIME = 4;

/**
 * Reads which Kubernetes users IAM principals map to in a cluster. A cluster that uses only its ConfigMap has no entries.
 * Source: "Grant IAM users access to Kubernetes with EKS access entries", Amazon EKS User Guide.
 */
export async function readAccessEntries(
  eks: EKSClient,
  clusterName: string,
): Promise<Observation<AccessEntryFacts[]>> {
  const arns = await readAws('eks:ListAccessEntries', async () => {
    const all: string[] = [];
    try {
      const pages = paginateListAccessEntries({ client: eks }, { clusterName });
      for await (const { accessEntries } of pages) {
        all.push(...textsOf(accessEntries));
      }
    } catch (error) {
      if (!isWithoutEntries(error)) throw error;
    }
    return all;
  });
  if (arns.state !== 'found') return arns;
  const entries = await inTurns(arns.value, AT_A_TIME, arn =>
    readEntry(eks, clusterName, arn),
  );
  const unread = entries.find(({ state }) => state === 'unknown');
  if (unread?.state === 'unknown') return unread;
  return found(entries.flatMap(entry => valueOf(entry) ?? []));
}

/**
 * Whether the cluster has no access entries because its authentication mode is its ConfigMap. EKS uses the same code for other states of a cluster,
 * in which the entries are unknown.
 */
function isWithoutEntries(error: unknown): boolean {
  return (
    awsErrorCode(error) === 'InvalidRequestException' &&
    /authentication mode/i.test(describeAwsError(error))
  );
}

async function readEntry(
  eks: EKSClient,
  clusterName: string,
  principalArn: string,
): Promise<Observation<AccessEntryFacts>> {
  const entry = await readAws('eks:DescribeAccessEntry', () =>
    eks.send(new DescribeAccessEntryCommand({ clusterName, principalArn })),
  );
  if (entry.state !== 'found') return entry;
  const { accessEntry } = entry.value;
  return readAws('eks:ListAssociatedAccessPolicies', async () => {
    const policies: AccessEntryFacts['policies'] = [];
    const pages = paginateListAssociatedAccessPolicies(
      { client: eks },
      { clusterName, principalArn },
    );
    for await (const { associatedAccessPolicies } of pages) {
      for (const { policyArn, accessScope } of objectsOf(
        associatedAccessPolicies,
      )) {
        policies.push({
          arn: textOf(policyArn),
          ...(accessScope?.type === 'namespace' && {
            namespaces: textsOf(accessScope.namespaces),
          }),
        });
      }
    }
    return {
      principalArn,
      type: textOf(accessEntry?.type),
      username: textOf(accessEntry?.username),
      groups: textsOf(accessEntry?.kubernetesGroups),
      policies,
    };
  });
}
