import {
  compileConditions,
  type CompiledCondition,
} from '../conditions/condition';
import { asList, isRecord } from '../document/shape';
import {
  checkStructure,
  isStatement,
  statementsOf,
} from '../document/structure';
import type {
  NamedPolicy,
  PolicyError,
  PolicyType,
  Statement,
} from '../document/types';
import { completeArn } from '../match/arn';
import { compilePattern, type Variables } from '../match/pattern';
import { ActionList, type Extent } from './action-list';
import { compilePrincipal, type PrincipalTest } from './principal';

/** A statement whose patterns are compiled. */
export interface CompiledStatement {
  /** In the document, from 0. */
  index: number;
  source: Statement;
  /** Takes the action and its service prefix in lower case. */
  matchesAction(action: string, service: string): boolean;
  /** Whether it concerns all, none or maybe some actions of a service, by its prefix in lower case. */
  actionsOf(service: string): Extent;
  /** The patterns of Action or NotAction. */
  actions: ActionList;
  /** The patterns of Resource or NotResource; incomplete ARNs are completed where AWS does so. */
  resources: string[];
  /** Whether `resources` are those that it is not about. */
  isNotResource: boolean;
  /** Whether the document has policy variables. */
  variables: boolean;
  matchesResource(resource: string, variables: Variables): boolean;
  principal: PrincipalTest;
  conditions: CompiledCondition[];
}

/** For services that no statement names: no service has this prefix. */
const OTHERS = '*';

/** A document ready to be asked. */
export class CompiledPolicy {
  readonly #byService = new Map<string, CompiledStatement[]>();

  constructor(
    readonly statements: CompiledStatement[],
    /** What is wrong first. A broken document grants nothing; those of its Deny statements that can be read still deny. */
    readonly error?: PolicyError,
  ) {}

  /** The statements that may be about actions of a service, by its prefix in lower case. */
  about(service: string): CompiledStatement[] {
    const known = this.#byService.get(service);
    if (known) return known;
    const isNamed = this.statements.some(({ actions }) =>
      actions.mentions(service),
    );
    // Requests can have any prefix: those of no statement share one list.
    return isNamed || service === OTHERS
      ? this.#remember(service)
      : this.about(OTHERS);
  }

  #remember(service: string): CompiledStatement[] {
    const found = this.statements.filter(
      statement => statement.actionsOf(service) !== 'none',
    );
    this.#byService.set(service, found);
    return found;
  }
}

const compiled: Record<PolicyType, WeakMap<object, CompiledPolicy>> = {
  identity: new WeakMap(),
  session: new WeakMap(),
  resource: new WeakMap(),
  'resource-control': new WeakMap(),
  trust: new WeakMap(),
};

/**
 * Compiles a policy, once for each document. Takes any document.
 *
 * @throws TypeError when the policy is not of the form `{ name, document }`: a bare document would be no policy at all
 */
export function compilePolicy(
  policy: NamedPolicy,
  type: PolicyType,
): CompiledPolicy {
  if (!isRecord(policy) || !('document' in policy)) {
    throw new TypeError(
      'A policy must be of the form { name, document }. Put the document into one.',
    );
  }
  return compileDocument(policy.document, type);
}

function compileDocument(document: unknown, type: PolicyType): CompiledPolicy {
  if (!isRecord(document)) {
    return new CompiledPolicy([], checkStructure(document, type)[0]);
  }
  const known = compiled[type].get(document);
  if (known) return known;
  const [error] = checkStructure(document, type);
  const variables = document.Version === '2012-10-17';
  const statements = statementsOf(document).flatMap(({ value }, index) =>
    isRecord(value) &&
    (!error || value.Effect === 'Deny') &&
    isStatement(value, type)
      ? [compileStatement(value, index, { variables, type })]
      : [],
  );
  const policy = new CompiledPolicy(statements, error);
  compiled[type].set(document, policy);
  return policy;
}

function compileStatement(
  statement: Statement,
  index: number,
  { variables, type }: { variables: boolean; type: PolicyType },
): CompiledStatement {
  const { Resource, NotResource } = statement;
  const resources = asList(Resource ?? NotResource).map(text =>
    type === 'identity' ? completeArn(text, variables) : text,
  );
  const isNotResource = Resource === undefined;
  return {
    index,
    source: statement,
    ...compileAction(statement),
    resources,
    isNotResource,
    variables,
    matchesResource: compileResource(resources, isNotResource, variables),
    principal: compilePrincipal(statement),
    conditions: compileConditions(statement.Condition ?? {}, variables),
  };
}

type ActionTest = Pick<
  CompiledStatement,
  'matchesAction' | 'actionsOf' | 'actions'
>;

const COMPLEMENT = { all: 'none', some: 'some', none: 'all' } as const;

function compileAction({ Action, NotAction }: Statement): ActionTest {
  const actions = new ActionList(asList(Action ?? NotAction));
  if (Action !== undefined) {
    return {
      actions,
      matchesAction: (action, service) => actions.has(action, service),
      actionsOf: service => actions.of(service),
    };
  }
  return {
    actions,
    matchesAction: (action, service) => !actions.has(action, service),
    actionsOf: service => COMPLEMENT[actions.of(service)],
  };
}

// A variable without a value matches no resource: IAM User Guide, "IAM policy elements: Variables and tags".
function compileResource(
  resources: string[],
  isNotResource: boolean,
  variables: boolean,
): CompiledStatement['matchesResource'] {
  const patterns = resources.map(source =>
    compilePattern(source, { wildcards: true, variables }),
  );
  return (resource, lookup) =>
    patterns.some(pattern => pattern(resource, lookup)) !== isNotResource;
}
