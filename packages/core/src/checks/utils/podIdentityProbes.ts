import { accountIdOf, parseArn } from '../../arn/arn';
import { MADE_UP } from './trust';
import {
  asking,
  namesLike,
  namesOf,
  patternsOf,
  unique,
  type Probed,
} from './trustProbes';

const tagKey = (name: string) => `aws:RequestTag/${name}`;

/** Returns the ARN of a cluster that no policy names, in the account of the role. */
function madeUpCluster({ roleArn }: Probed): string {
  const { partition = 'aws' } = parseArn(roleArn) ?? {};
  return `arn:${partition}:eks:${MADE_UP}:${accountIdOf(
    roleArn,
  )}:cluster/${MADE_UP}`;
}

/** Whether the statement lets EKS Pod Identity assume the role for an association that it does not name, with or without session tags. */
export function letsInAnyAssociation(probed: Probed, service: string): boolean {
  const clusterArn = madeUpCluster(probed);
  const source = sourceOf(probed, clusterArn);
  const tags = tagsOf({
    ...{ clusterArn, clusterName: MADE_UP },
    ...{ namespace: MADE_UP, serviceAccount: MADE_UP },
  });
  const ask = asking(probed, 'pod-identity');
  return [{ ...source, ...tags }, source].some(context =>
    ask({ service }, 'sts:AssumeRole', context),
  );
}

interface Association {
  clusterArn: string;
  clusterName: string;
  namespace: string;
  serviceAccount: string;
}

function sourceOf({ roleArn }: Probed, clusterArn: string) {
  return {
    'aws:SourceAccount': accountIdOf(roleArn),
    'aws:SourceArn': clusterArn,
  };
}

function tagsOf(association: Association): Record<string, string> {
  return {
    [tagKey('eks-cluster-arn')]: association.clusterArn,
    [tagKey('eks-cluster-name')]: association.clusterName,
    [tagKey('kubernetes-namespace')]: association.namespace,
    [tagKey('kubernetes-service-account')]: association.serviceAccount,
    [tagKey('kubernetes-pod-name')]: MADE_UP,
    [tagKey('kubernetes-pod-uid')]: MADE_UP,
  };
}

/** Returns the values of a session tag that conditions name, and those that match their patterns. */
function valuesOfTag({ statement, denies }: Probed, name: string) {
  const key = tagKey(name).toLocaleLowerCase('en-US');
  const about = [statement, ...denies]
    .flatMap(({ conditions }) => conditions)
    .filter(condition => condition.key.toLocaleLowerCase('en-US') === key);
  const filled = patternsOf(about).map(pattern => ({
    pattern,
    value: namesLike(pattern, MADE_UP)[0],
  }));
  return { named: namesOf(about), filled };
}

/**
 * Returns whether the statement lets EKS Pod Identity assume the role for associations of a namespace that it does not name: any, or those that match a
 * pattern; undefined if it does not. Clusters and ServiceAccounts count as admitted if they are named or match.
 */
export function openNamespaces(
  probed: Probed,
  service: string,
): { pattern?: string } | undefined {
  const allOf = (name: string, madeUp = MADE_UP) => {
    const { named, filled } = valuesOfTag(probed, name);
    return unique([madeUp, ...named, ...filled.map(({ value }) => value)]);
  };
  const clusterArns = allOf('eks-cluster-arn', madeUpCluster(probed));
  const clusterNames = allOf('eks-cluster-name');
  const serviceAccounts = allOf('kubernetes-service-account');
  const ask = asking(probed, 'pod-identity');
  const isAdmitted = (namespace: string) =>
    clusterArns.some(clusterArn =>
      clusterNames.some(clusterName =>
        serviceAccounts.some(serviceAccount =>
          ask({ service }, 'sts:AssumeRole', {
            ...sourceOf(probed, clusterArn),
            ...tagsOf({ clusterArn, clusterName, namespace, serviceAccount }),
          }),
        ),
      ),
    );
  const { filled } = valuesOfTag(probed, 'kubernetes-namespace');
  if (isAdmitted(MADE_UP)) return {};
  const open = filled.find(({ value }) => isAdmitted(value));
  return open && { pattern: open.pattern };
}
