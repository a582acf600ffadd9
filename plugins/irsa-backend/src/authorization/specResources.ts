import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import {
  grantDefinitions,
  type IamServiceAccountSpec,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import { managedPoliciesOf, policiesOfSpec } from '../guardrails/askedPolicies';
import { roleAccountOf } from '../naming/awsNames';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import { checkResources, type JudgedPolicy } from './checkResources';

/** What was asked for last, and for whom. */
export interface RecordedSpec {
  spec?: IamServiceAccountSpec | null;
  owner: string | null;
}

/** What a spec is judged with. */
export interface SpecPlace {
  config: IrsaConfig;
  cluster: ClusterConfig;
  owner: string;
  recorded: RecordedSpec | undefined;
  catalogue: ActionCatalogue;
}

/** What the same owner asked for before. */
function before({ owner, recorded }: SpecPlace) {
  return recorded?.owner === owner ? recorded.spec ?? undefined : undefined;
}

/** The grants and the inline document of a spec. Which roles a service may assume is decided by `irsa.guardrails.assumableRoles`. */
function ownPolicies(
  spec: IamServiceAccountSpec,
  cluster: ClusterConfig,
): JudgedPolicy[] {
  const home = { ...cluster, accountId: roleAccountOf(spec, cluster) };
  return policiesOfSpec(spec, home)
    .filter(({ assumes }) => assumes === undefined)
    .map(({ field, name, document }) => {
      const [, index] = /^grants\[(\d+)\]$/.exec(field) ?? [];
      const grant = index && spec.grants?.[Number(index)];
      if (!grant) return { field, name, document };
      const label = grantDefinitions.get(grant.service)?.resourceLabel ?? '';
      return {
        field: `${field}.resource`,
        name,
        document,
        resource: `${label[0].toUpperCase()}${label.slice(1)} "${
          grant.resource
        }"`,
      };
    });
}

function judge(
  policies: JudgedPolicy[],
  spec: IamServiceAccountSpec,
  place: SpecPlace,
  attached: PolicyDocument[],
): Violation[] {
  const { config, cluster, owner, catalogue } = place;
  const last = before(place);
  const held = last
    ? ownPolicies(last, cluster).map(({ document }) => document)
    : [];
  return checkResources(
    policies,
    {
      rules: config.namespaceRules,
      cluster,
      namespace: spec.namespace,
      owner,
    },
    { catalogue, held: [...held, ...attached] },
  );
}

/** Whether managed policies that were asked for before, and have not been read yet, may contain the inline document. */
function waitsForPolicies(place: SpecPlace): boolean {
  return (before(place)?.managedPolicyArns ?? []).length > 0;
}

/**
 * What a spec asks for by itself beyond the AWS resources of its owner. What the same owner was given before, and less of it, is allowed
 * although the rules give less now.
 */
export function checkSpecResources(
  spec: IamServiceAccountSpec,
  place: SpecPlace,
): Violation[] {
  const policies = ownPolicies(spec, place.cluster).filter(
    ({ resource }) => resource !== undefined || !waitsForPolicies(place),
  );
  return judge(policies, spec, place, []);
}

/**
 * What a spec asks for by managed policies, as they are now, beyond the AWS resources of its owner; with the inline document where it may be
 * a part of policies that the role has had.
 */
export function checkManagedResources(
  spec: IamServiceAccountSpec,
  observed: Observed,
  place: SpecPlace,
): Violation[] {
  const kept = new Set(before(place)?.managedPolicyArns);
  const attached = (valueOf(observed.attachedPolicies) ?? []).flatMap(one => {
    const policy = valueOf(one);
    return policy && kept.has(policy.arn) ? policy.document.document ?? [] : [];
  });
  const own = waitsForPolicies(place)
    ? ownPolicies(spec, place.cluster).filter(
        ({ resource }) => resource === undefined,
      )
    : [];
  const managed = managedPoliciesOf(spec, observed).filter(
    ({ name }) => !kept.has(name),
  );
  return judge([...own, ...managed], spec, place, attached);
}
