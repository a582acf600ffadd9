import {
  compileConditions,
  type CompiledCondition,
} from '../conditions/condition';
import { asList, isRecord } from '../document/shape';
import {
  isPolicyDocument,
  isStatement,
  statementsOf,
} from '../document/structure';
import type { PolicyType, Statement } from '../document/types';
import {
  compilePattern,
  type Pattern,
  type VariableLookup,
} from '../match/pattern';
import { compilePrincipal, type PrincipalTest } from './principal';

/** A statement whose patterns are compiled. */
export interface CompiledStatement {
  /** In the document, from 0. */
  index: number;
  source: Statement;
  /** Takes the action in lower case. */
  matchesAction(action: string): boolean;
  /** Whether it concerns all, none or maybe some actions of a service, by its prefix in lower case. */
  actionsOf(service: string): 'all' | 'some' | 'none';
  matchesResource(resource: string, variables: VariableLookup): boolean;
  principal: PrincipalTest;
  conditions: CompiledCondition[];
}

/** A document ready to be asked. */
export interface CompiledPolicy {
  /** A broken document grants nothing; those of its Deny statements that can be read still deny. */
  valid: boolean;
  statements: CompiledStatement[];
}

const compiled: Record<PolicyType, WeakMap<object, CompiledPolicy>> = {
  identity: new WeakMap(),
  resource: new WeakMap(),
  trust: new WeakMap(),
};

/** Compiles a document, once for each object. Takes anything and never throws. */
export function compilePolicy(
  document: unknown,
  type: PolicyType,
): CompiledPolicy {
  if (!isRecord(document)) return { valid: false, statements: [] };
  const known = compiled[type].get(document);
  if (known) return known;
  const valid = isPolicyDocument(document, type);
  const variables = document.Version === '2012-10-17';
  const statements = statementsOf(document).flatMap(({ value }, index) =>
    isRecord(value) &&
    (valid || value.Effect === 'Deny') &&
    isStatement(value, type)
      ? [compileStatement(value, index, variables)]
      : [],
  );
  const policy = { valid, statements };
  compiled[type].set(document, policy);
  return policy;
}

function compileStatement(
  statement: Statement,
  index: number,
  variables: boolean,
): CompiledStatement {
  return {
    index,
    source: statement,
    ...compileAction(statement),
    matchesResource: compileResource(statement, variables),
    principal: compilePrincipal(statement),
    conditions: compileConditions(statement.Condition ?? {}, variables),
  };
}

const noVariables: VariableLookup = () => undefined;

type ActionTest = Pick<CompiledStatement, 'matchesAction' | 'actionsOf'>;

const COMPLEMENT = { all: 'none', some: 'some', none: 'all' } as const;

function compileAction({ Action, NotAction }: Statement): ActionTest {
  const listed = compileActionList(asList(Action ?? NotAction));
  if (Action !== undefined) return listed;
  return {
    matchesAction: action => !listed.matchesAction(action),
    actionsOf: service => COMPLEMENT[listed.actionsOf(service)],
  };
}

// Lists of a thousand actions are common, most of them of other services than the one asked about: they are kept by service.
function compileActionList(sources: string[]): ActionTest {
  const ofService = new Map<string, Pattern[]>();
  const ofAny: Pattern[] = [];
  const whole = new Set<string>();
  for (const source of sources.map(text => text.toLowerCase())) {
    const [prefix, name] = source.split(':');
    const pattern = compilePattern(source, {
      wildcards: true,
      variables: false,
    });
    if (name === '*' || source === '*') whole.add(prefix);
    if (name === undefined || /[*?]/.test(prefix)) ofAny.push(pattern);
    else {
      const others = ofService.get(prefix);
      if (others) others.push(pattern);
      else ofService.set(prefix, [pattern]);
    }
  }
  const matches = (patterns: Pattern[], action: string) =>
    patterns.some(pattern => pattern(action, noVariables) === true);
  return {
    matchesAction: action => {
      const patterns = ofService.get(action.slice(0, action.indexOf(':')));
      return (
        matches(ofAny, action) ||
        (patterns !== undefined && matches(patterns, action))
      );
    },
    actionsOf: service => {
      if (whole.has('*') || whole.has(service)) return 'all';
      return ofAny.length > 0 || ofService.has(service) ? 'some' : 'none';
    },
  };
}

function compileResource(
  statement: Statement,
  variables: boolean,
): CompiledStatement['matchesResource'] {
  const { Resource, NotResource } = statement;
  const compile = (source: string): Pattern =>
    compilePattern(source, { wildcards: true, variables });
  if (Resource !== undefined) {
    const patterns = asList(Resource).map(compile);
    return (resource, lookup) =>
      patterns.some(pattern => pattern(resource, lookup) === true);
  }
  // Without a variable's value nobody can say what is left out, so that such a statement does not match.
  const patterns = asList(NotResource).map(compile);
  return (resource, lookup) =>
    patterns.every(pattern => pattern(resource, lookup) === false);
}
