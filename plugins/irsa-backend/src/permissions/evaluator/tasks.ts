import type { ActionCatalogue, WorkBudget } from '@backstage-irsa/iam-policy';
import type {
  CheckResult,
  EffectivePermissions,
  IamServiceAccountSpec,
  RightSizeRequest,
  SimulationRequest,
  ClusterConfig,
  Observed,
  ObservedRolePolicies,
  Observation,
} from '@backstage-irsa/core/model';
import {
  checkObservedResources,
  type PlannedRoleUse,
  checkSpecResources,
  type SpecPlace,
  checkReadPolicies,
  checkSpecGuardrails,
  plannedPermissions,
  plannedRisks,
  gainsAccess,
  type PlannedAccess,
  isReduction,
} from '@backstage-irsa/core/planning';
import type { IrsaConfig } from '../../config/types';
import {
  decide,
  diagnose,
  type DiagnosisContext,
} from '@backstage-irsa/core/diagnosis';
import {
  type OrganizationControls,
  type Organizations,
  permissionsOf,
  permissionSummary,
  policyRisks,
  policySetHash,
  type PolicySet,
  type ReadResource,
  simulate,
  type SimulatedRole,
  type VpcEndpoints,
} from '@backstage-irsa/core/permissions';
import {
  proposeRightSize,
  type RightSizeInput,
} from '@backstage-irsa/core/rightSizing';
import { digestOf } from '../../database/digest';

/** What an evaluation has beside its input: AWS's list of actions, and the work limit. */
export interface Provided {
  catalogue: ActionCatalogue;
  budget?: WorkBudget;
}

/** One evaluation of policies: plain data in, plain data out. */
interface Task<Input, Output> {
  run(input: Input, provided: Provided): Output;
  /** Returns what decides how long the task takes: the documents, or objects that hold them. */
  documentsOf(input: Input): unknown;
  /** Whether the task may take long regardless of the documents. */
  isLong?(input: Input): boolean;
  /** Returns the cache key: inputs with the same key have the same result. Without it, no result is remembered. */
  keyOf?(input: Input): string;
}

/** The size above which the sent input itself may take long, in characters. */
const LONG = 4000;

/** Returns the task unchanged, so that TypeScript infers its types. */
function task<Input, Output>(of: Task<Input, Output>): Task<Input, Output> {
  return of;
}

interface SpecInput {
  spec: IamServiceAccountSpec;
  config: IrsaConfig;
  cluster: ClusterConfig;
  owner: string | undefined;
}

interface ResourcesInput {
  spec: IamServiceAccountSpec;
  place: Omit<SpecPlace, 'catalogue'>;
}

interface ObservedInput extends ResourcesInput {
  observed: Observed;
  use: PlannedRoleUse;
}

interface PlannedInput extends PlannedAccess {
  now: Date;
  isNew?: boolean;
}

/** Returns the documents of a plan. */
function plannedDocumentsOf({ desired, observed }: PlannedAccess): unknown {
  return [desired.policy, desired.inlinePolicy, rolePoliciesOf(observed)];
}

type DiagnosisInput = Omit<DiagnosisContext, 'decide'> & {
  text: string;
  results: CheckResult[];
  permissions: EffectivePermissions | undefined;
  organizations: Organizations;
  vpcEndpoints: Observation<VpcEndpoints>;
};

interface SimulationsInput {
  requests: SimulationRequest[];
  role: SimulatedRole;
  set: PolicySet;
  now: Date;
  organizations: Organizations;
  resources: Record<string, ReadResource>;
  vpcEndpoints: Observation<VpcEndpoints>;
}

interface SetInput {
  set: PolicySet;
  now: Date;
}

interface RolePermissionsInput {
  set: PolicySet;
  now: Date;
  /** The controls of the organization for the role's account. */
  organization?: OrganizationControls;
  calls?: { roleArn: string; vpcEndpoints: Observation<VpcEndpoints> };
}

/** Returns the policies that grant permissions. A boundary takes little time in comparison. */
function rolePoliciesOf(observed: ObservedRolePolicies): unknown {
  return [observed.attachedPolicies, observed.inlinePolicies];
}

/** Returns the policies that an adoption is checked by, in addition to those that its spec names. */
function adoptedPoliciesOf(
  { adopt }: IamServiceAccountSpec,
  observed: ObservedRolePolicies,
): unknown {
  return adopt ? rolePoliciesOf(observed) : [];
}

/** Returns the policies that decide how long it takes, like `rolePoliciesOf`. */
function judgedPoliciesOf({ policies }: PolicySet): unknown {
  return policies.filter(({ kind }) => kind !== 'permissions-boundary');
}

/** All evaluations whose documents a caller may provide, by name. */
export const tasks = {
  specGuardrails: task({
    run: ({ spec, ...options }: SpecInput, { catalogue }) =>
      checkSpecGuardrails(spec, { ...options, catalogue }),
    documentsOf: ({ spec }) => spec,
    keyOf: ({ spec, cluster, owner }) => digestOf([spec, cluster.name, owner]),
  }),
  specResources: task({
    run: ({ spec, place }: ResourcesInput, { catalogue }) =>
      checkSpecResources(spec, { ...place, catalogue }),
    documentsOf: ({ spec }) => spec,
    keyOf: ({ spec, place: { cluster, owner, recorded } }) =>
      digestOf([spec, cluster.name, owner, recorded?.owner, recorded?.spec]),
  }),
  observedResources: task({
    run: ({ spec, observed, place, use }: ObservedInput, { catalogue }) =>
      checkObservedResources(spec, observed, { ...place, catalogue }, use),
    documentsOf: ({ spec, observed }) => [
      spec,
      observed.wantedPolicies,
      rolePoliciesOf(observed),
    ],
  }),
  readPolicyGuardrails: task({
    run: (
      {
        spec,
        observed,
        ...options
      }: Pick<SpecInput, 'spec' | 'config' | 'cluster'> & {
        observed: Observed;
      },
      { catalogue },
    ) => checkReadPolicies(spec, observed, { ...options, catalogue }),
    documentsOf: ({ spec, observed }) => [
      spec,
      observed.wantedPolicies,
      adoptedPoliciesOf(spec, observed),
    ],
    keyOf: ({ spec, cluster, observed }) =>
      digestOf([
        ...[spec, cluster.name, observed.wantedPolicies],
        ...[observed.resources, observed.plannedPolicy],
        adoptedPoliciesOf(spec, observed),
      ]),
  }),
  reduction: task({
    run: (
      {
        last,
        spec,
        cluster,
      }: Pick<SpecInput, 'spec' | 'cluster'> & { last: IamServiceAccountSpec },
      { catalogue },
    ) => isReduction(last, spec, { catalogue, cluster }),
    documentsOf: ({ last, spec }) => [last, spec],
    keyOf: ({ last, spec, cluster }) => digestOf([last, spec, cluster.name]),
  }),
  plannedPermissions: task({
    run: ({ desired, observed, steps, ...of }: PlannedInput, provided) =>
      plannedPermissions(desired, observed, steps, { ...of, ...provided }),
    documentsOf: input => plannedDocumentsOf(input),
  }),
  policyRisks: task({
    run: ({ set, now }: SetInput, provided) =>
      policyRisks(set, { now, ...provided }),
    documentsOf: ({ set }) => judgedPoliciesOf(set),
    isLong: () => true,
  }),
  permissionSummary: task({
    run: ({ set }: SetInput, provided) => permissionSummary(set, provided),
    documentsOf: ({ set }) => judgedPoliciesOf(set),
    isLong: () => true,
  }),
  plannedRisks: task({
    run: ({ desired, observed, steps, ...of }: PlannedInput, provided) =>
      plannedRisks(desired, observed, steps, { ...of, ...provided }),
    documentsOf: input => plannedDocumentsOf(input),
  }),
  accessGain: task({
    run: (plan: PlannedAccess, { catalogue }) => gainsAccess(plan, catalogue),
    documentsOf: plannedDocumentsOf,
  }),
  rolePermissions: task({
    run: ({ set, ...known }: RolePermissionsInput, provided) =>
      permissionsOf(set, { ...known, ...provided }),
    documentsOf: ({ set }) => judgedPoliciesOf(set),
    // Because of conditions on the time, a result is valid only for its day.
    keyOf: ({ set, now, organization, calls }) =>
      [
        policySetHash(set),
        now.toISOString().slice(0, 10),
        organization ? digestOf(organization) : '',
        calls ? digestOf(calls) : '',
      ].join(' '),
  }),
  simulations: task({
    run: ({ requests, role, set, ...known }: SimulationsInput, { catalogue }) =>
      simulate(requests, role, set, { ...known, catalogue }),
    documentsOf: ({ set, resources, vpcEndpoints }) => [
      judgedPoliciesOf(set),
      ...[resources, vpcEndpoints],
    ],
    isLong: ({ requests }) => JSON.stringify(requests).length > LONG,
  }),
  diagnosis: task({
    run: ({
      text,
      results,
      permissions,
      organizations,
      vpcEndpoints,
      ...context
    }: DiagnosisInput) =>
      diagnose(text, results, {
        ...context,
        decide: (action, resource) =>
          decide({ action, resource }, context.roleArn, permissions, {
            ...{ organizations, vpcEndpoints },
          }),
      }),
    documentsOf: ({ permissions, vpcEndpoints }) => [
      permissions && judgedPoliciesOf(permissions),
      vpcEndpoints,
    ],
    // Each line may be about a different request.
    isLong: ({ text }) => text.length > LONG,
  }),
  rightSize: task({
    run: (
      input: {
        input: Omit<RightSizeInput, 'catalogue'>;
        request: RightSizeRequest;
      },
      { catalogue },
    ) => proposeRightSize({ ...input.input, catalogue }, input.request),
    documentsOf: ({ input }) => rolePoliciesOf(input.policies),
  }),
};

/** The tasks by their names. */
export type Tasks = typeof tasks;
export type TaskInput<Name extends keyof Tasks> = Parameters<
  Tasks[Name]['run']
>[0];
export type TaskOutput<Name extends keyof Tasks> = ReturnType<
  Tasks[Name]['run']
>;
