import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { grantDefinitions } from '../../../grants';
import {
  type IamServiceAccountSpec,
  type Violation,
} from '../../../model/types';
import { type ClusterConfig, type RulesConfig } from '../../../model/config';
import { roleAccountOf } from '../../../model/awsNames';
import { valueOf } from '../../../model/observation';
import { type Observed } from '../../../model/observed';
import { managedPoliciesOf, policiesOfSpec } from '../guardrails/askedPolicies';
import { checkResources, type JudgedPolicy } from './checkResources';

/** What was asked for last, and for whom. */
export interface RecordedSpec {
  spec?: IamServiceAccountSpec | null;
  owner: string | null;
}

/** What a spec is judged with. */
export interface SpecPlace {
  config: RulesConfig;
  cluster: ClusterConfig;
  owner: string;
  recorded: RecordedSpec | undefined;
  catalogue: ActionCatalogue;
}

/** Whose rules policies are judged by. */
export interface JudgedPlace {
  cluster: ClusterConfig;
  namespace: string;
}

/** What the same owner asked for before, in the same account. */
function before(
  spec: IamServiceAccountSpec,
  { owner, recorded, cluster }: SpecPlace,
): IamServiceAccountSpec | undefined {
  const last = recorded?.owner === owner ? recorded.spec : undefined;
  return last && roleAccountOf(last, cluster) === roleAccountOf(spec, cluster)
    ? last
    : undefined;
}

/** The grants and the inline document of a spec. Which roles a service may assume is decided by `irsa.guardrails.assumableRoles`. */
export function ownPolicies(
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

/** The managed policies that stay, as the role has them. */
function keptDocuments(
  spec: IamServiceAccountSpec,
  place: SpecPlace,
  observed: Observed | undefined,
): PolicyDocument[] {
  const kept = new Set(before(spec, place)?.managedPolicyArns);
  const attached = observed && valueOf(observed.attachedPolicies);
  return (attached ?? []).flatMap(one => {
    const policy = valueOf(one);
    return policy && kept.has(policy.arn) ? policy.document.document ?? [] : [];
  });
}

/** Judges policies by the resources of the owner in a place, that of the spec by default. What the owner was given before counts. */
export function judge(
  policies: JudgedPolicy[],
  spec: IamServiceAccountSpec,
  place: SpecPlace,
  { observed, at }: { observed?: Observed; at?: JudgedPlace } = {},
): Violation[] {
  const { config, cluster, owner, catalogue } = place;
  const last = before(spec, place);
  const held = last ? ownPolicies(last, cluster) : [];
  return checkResources(
    policies,
    {
      ...{ rules: config.namespaceRules, owner },
      ...(at ?? { cluster, namespace: spec.namespace }),
    },
    {
      catalogue,
      held: [
        ...held.map(({ document }) => document),
        ...keptDocuments(spec, place, observed),
      ],
    },
  );
}

/** Whether managed policies that were asked for before, and have not been read yet, may contain the inline document. */
function waitsForPolicies(
  spec: IamServiceAccountSpec,
  place: SpecPlace,
): boolean {
  return (before(spec, place)?.managedPolicyArns ?? []).length > 0;
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
    ({ resource }) => resource !== undefined || !waitsForPolicies(spec, place),
  );
  return judge(policies, spec, place);
}

/** The managed policies that a spec adds, as they are now. */
export function addedPolicies(
  spec: IamServiceAccountSpec,
  observed: Observed,
  place: SpecPlace,
): JudgedPolicy[] {
  const kept = new Set(before(spec, place)?.managedPolicyArns);
  return managedPoliciesOf(spec, observed).filter(
    ({ name }) => !kept.has(name),
  );
}

/**
 * What a spec asks for by managed policies beyond the AWS resources of its owner; with the inline document where it may be a part of policies
 * that the role has had.
 */
export function checkManagedResources(
  spec: IamServiceAccountSpec,
  observed: Observed,
  place: SpecPlace,
): Violation[] {
  const own = waitsForPolicies(spec, place)
    ? ownPolicies(spec, place.cluster).filter(
        ({ resource }) => resource === undefined,
      )
    : [];
  const managed = addedPolicies(spec, observed, place);
  return judge([...own, ...managed], spec, place, { observed });
}
