import {
  excessOf,
  ExpandedPolicies,
  joinDocuments,
  type ActionCatalogue,
  type Excess,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { partitionOf } from '../../../arn/partition';
import { type Violation } from '../../../model/types';
import { someOf, statementIn } from '../guardrails/words';
import { sameDocument } from '../../sameDocument';
import {
  liesIn,
  resourcesOf,
  type ResourcePatterns,
  type ResourcePlace,
} from './resourceRules';
import { statementsOf } from '../../../model/document';

/** A policy that a role would get, with the field that requests it. */
export interface JudgedPolicy {
  field: string;
  /** The name of the policy in a sentence, such as `the inline document`. */
  name: string;
  document: PolicyDocument;
  /** The single resource of the policy, such as `bucket "uploads"`, if the field contains its name. */
  resource?: string;
}

interface CheckOptions {
  catalogue: ActionCatalogue;
  /** The policies that the role already had for the same owner. Keeping them, or parts of them, is always allowed. */
  held?: PolicyDocument[];
}

const textsOf = (value: string | string[] | undefined) =>
  value === undefined ? [] : [value].flat();

/** The part of a policy outside "every resource of these accounts": statements with their resources in other accounts, and their positions. */
interface Elsewhere {
  document: PolicyDocument;
  positions: number[];
}

function elsewhere(
  document: PolicyDocument,
  everythingIn: ReadonlySet<string>,
  partition: string,
): Elsewhere {
  const left = statementsOf(document).flatMap((statement, position) => {
    if (statement.Effect === 'Deny') return [];
    const Resource = textsOf(statement.Resource).filter(
      text => !liesIn(text, everythingIn, partition),
    );
    return Resource.length > 0
      ? [{ position, statement: { ...statement, Resource } }]
      : [];
  });
  return {
    document: { ...document, Statement: left.map(one => one.statement) },
    positions: left.map(one => one.position),
  };
}

const unlimitable = new WeakMap<ActionCatalogue, ReadonlySet<string>>();

/** Returns the actions, in lower case, that AWS cannot limit to a resource. */
function unlimitableActions(catalogue: ActionCatalogue): ReadonlySet<string> {
  const known =
    unlimitable.get(catalogue) ??
    new Set(
      catalogue
        .prefixes()
        .flatMap(prefix =>
          (catalogue.service(prefix)?.actions ?? []).flatMap(
            ({ name, resources }) =>
              resources?.length === 0
                ? [`${prefix}:${name}`.toLowerCase()]
                : [],
          ),
        ),
    );
  unlimitable.set(catalogue, known);
  return known;
}

function allow(Action: string | string[], Resource: string[]): Statement[] {
  return Action.length > 0 && Resource.length > 0
    ? [{ Effect: 'Allow', Action, Resource }]
    : [];
}

/**
 * Returns the statements that a policy is allowed to have on "*", regardless of the owner: actions that AWS cannot limit to a resource, and
 * statements of a grant, which use "*" only for such actions and for actions that a condition limits.
 */
function onEverything(
  policy: JudgedPolicy,
  catalogue: ActionCatalogue,
): Statement[] {
  if (policy.resource !== undefined) {
    return statementsOf(policy.document).filter(
      ({ Resource }) => Resource === '*',
    );
  }
  const free = unlimitableActions(catalogue);
  const granted = new ExpandedPolicies([policy], { catalogue }).actions();
  return allow(
    granted.filter(action => free.has(action.toLowerCase())),
    ['*'],
  );
}

/**
 * Returns the permissions of a policy beyond the patterns and beyond what is always allowed. A statement can stand for thousands of actions, so the
 * check stops at permissions that are certainly refused.
 */
function excess(
  policy: JudgedPolicy,
  { patterns, within }: ResourcePatterns,
  { catalogue, held = [] }: CheckOptions,
): Excess[] {
  const judge = (more: Statement[]) =>
    excessOf(
      [policy],
      {
        name: 'resources',
        document: {
          Version: '2012-10-17',
          Statement: [...allow('*', within), ...more],
        },
      },
      { catalogue },
    );
  const beyond = judge([]);
  if (beyond.length === 0) return [];
  const free = unlimitableActions(catalogue);
  const certain = beyond.flatMap(one => {
    const actions = one.actions.filter(name => !free.has(name.toLowerCase()));
    return actions.length > 0 ? [{ ...one, actions }] : [];
  });
  const given = statementsOf(joinDocuments(held));
  const isDocument = policy.resource === undefined;
  if (isDocument && given.length === 0 && certain.length > 0) return certain;
  const everywhere = patterns.length > 0 ? onEverything(policy, catalogue) : [];
  const rest = judge(everywhere);
  // A Deny in the held policies must not reduce what the patterns allow.
  return rest.length > 0 && given.length > 0
    ? judge([...everywhere, ...given])
    : rest;
}

/** Returns the permissions of a policy beyond the owner's resources, by statement. Empty only if everything is shown to be within. */
function beyondOwned(
  policy: JudgedPolicy,
  owned: ResourcePatterns,
  partition: string,
  options: CheckOptions,
): Excess[] {
  const { document } = policy;
  if (options.held?.some(one => sameDocument(one, document))) return [];
  const { everythingIn } = owned;
  if (!everythingIn) return excess(policy, owned, options);
  const rest = elsewhere(document, everythingIn, partition);
  if (rest.positions.length === 0) return [];
  return excess({ ...policy, document: rest.document }, owned, options).map(
    one => ({
      ...one,
      ref: { ...one.ref, statement: rest.positions[one.ref.statement] },
    }),
  );
}

/** Merges the findings of a policy with a single resource into one violation. */
function toldOnce({ resource }: JudgedPolicy, found: Excess[]): Excess[] {
  const [first] = found;
  return resource !== undefined && first
    ? [{ ...first, resources: found.flatMap(({ resources }) => resources) }]
    : found;
}

function sentence(
  { name, resource }: JudgedPolicy,
  { owner, namespace, cluster }: ResourcePlace,
  { patterns }: ResourcePatterns,
  { ref, actions, resources }: Excess,
): string {
  const where = `namespace "${namespace}" of cluster ${cluster.name}`;
  if (patterns.length === 0) {
    return `${owner} may not use AWS resources from ${where}. Ask an administrator to add resources to a rule in irsa.namespaceRules.`;
  }
  const what = resource
    ? `${resource} (${someOf(resources)})`
    : `${statementIn(ref, name)} allows ${someOf(actions)} on ${someOf(
        resources,
      )}, which`;
  return `${what} is not among the AWS resources that ${owner} may use from ${where}: ${someOf(
    patterns,
  )}. Choose one of these, or ask an administrator to add it to the resources of a rule in irsa.namespaceRules.`;
}

/**
 * Returns violations for policies that reach beyond the AWS resources that the rules give to an owner in a namespace. Treats grants, inline
 * documents, managed policies, and policies of an existing role alike. Refuses everything that cannot be shown to be within. Ignores conditions of a
 * policy.
 */
export function checkResources(
  policies: JudgedPolicy[],
  place: ResourcePlace,
  options: CheckOptions,
): Violation[] {
  const owned = resourcesOf(place);
  const partition = partitionOf(place.cluster.region).id;
  return policies.flatMap(policy =>
    toldOnce(policy, beyondOwned(policy, owned, partition, options)).map(
      found => ({
        field: policy.field,
        rule: 'resource-owner',
        message: sentence(policy, place, owned, found),
      }),
    ),
  );
}
