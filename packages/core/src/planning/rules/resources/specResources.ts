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

/** The last requested spec, with its owner. */
export interface RecordedSpec {
  spec?: IamServiceAccountSpec | null;
  owner: string | null;
}

/** The context in which a spec is judged. */
export interface SpecPlace {
  config: RulesConfig;
  cluster: ClusterConfig;
  owner: string;
  recorded: RecordedSpec | undefined;
  catalogue: ActionCatalogue;
}

/** The cluster and namespace whose rules apply to the judged policies. */
export interface JudgedPlace {
  cluster: ClusterConfig;
  namespace: string;
}

/** Returns the last spec if it has the same owner and the same account. */
function before(
  spec: IamServiceAccountSpec,
  { owner, recorded, cluster }: SpecPlace,
): IamServiceAccountSpec | undefined {
  const last = recorded?.owner === owner ? recorded.spec : undefined;
  return last && roleAccountOf(last, cluster) === roleAccountOf(spec, cluster)
    ? last
    : undefined;
}

/** Returns the policies of a spec's grants and inline document. Excludes roles to assume: `irsa.guardrails.assumableRoles` decides about these. */
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

/** Returns the documents of the last spec's managed policies that are attached to the role. */
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

/** Checks policies against the owner's resources in a place, by default the place of the spec. Permissions that the owner already had are allowed. */
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

/** Checks whether the last spec had managed policies, which have not been read yet and can contain the inline document. */
function waitsForPolicies(
  spec: IamServiceAccountSpec,
  place: SpecPlace,
): boolean {
  return (before(spec, place)?.managedPolicyArns ?? []).length > 0;
}

/**
 * Returns violations for resources that a spec by itself requests beyond its owner's AWS resources. Permissions that the same owner already had, or
 * parts of them, are allowed even if the rules now give less.
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

/** Returns the managed policies that a spec adds, as they are now. */
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
 * Returns violations for resources that a spec requests through managed policies beyond its owner's AWS resources. Includes the inline document if it
 * can be a part of policies that the role already had.
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
