import { asList } from '../document/shape';
import type { ConditionBlock, NamedPolicy, Statement } from '../document/types';
import type { StatementRef } from '../effective/types';
import { compilePolicy } from '../evaluate/compile';
import type { CompiledStatement } from '../evaluate/statement';
import { literalText, parseTemplate, type Token } from '../match/template';

/** A pattern of a `Resource` or `NotResource` element. */
export interface ResourcePattern {
  text: string;
  /** The pattern as written in a document of version 2012-10-17. Equal for patterns with the same meaning. */
  meaning: string;
  tokens: Token[];
  /** Whether the pattern matches everything, such as `*`. */
  isAll: boolean;
  hasVariables: boolean;
}

/** The parts of a statement that comparisons use. */
export interface AccessStatement {
  ref: StatementRef;
  source: Statement;
  isAllow: boolean;
  /** The action patterns in lower case. */
  actions: string[];
  /** Whether `actions` are the actions that the statement excludes. */
  isNotAction: boolean;
  resources: ResourcePattern[];
  /** Whether `resources` are the resources that the statement excludes. */
  isNotResource: boolean;
  /** A key that is equal for statements with the same effect, resources, and conditions. */
  kind: string;
  /** One text for each condition. Equal for conditions with the same meaning. */
  conditions: string[];
}

/** Returns the statements of policies in order. As in an evaluation, a broken document contributes only its readable Deny statements. */
export function statementsIn(policies: NamedPolicy[]): AccessStatement[] {
  return policies.flatMap(policy =>
    compilePolicy(policy, 'identity').statements.map(statement =>
      readStatement(statement, policy.name),
    ),
  );
}

function readStatement(
  { source, index, isNotResource, variables, ...compiled }: CompiledStatement,
  policy: string,
): AccessStatement {
  const isAllow = source.Effect === 'Allow';
  const { Action, NotAction, Sid } = source;
  const ref = { policy, statement: index, ...(Sid && { sid: Sid }) };
  const resources = compiled.resources.map(text =>
    resourcePattern(text, variables),
  );
  const conditions = conditionTexts(source.Condition, variables);
  return {
    ref,
    source,
    isAllow,
    actions: asList(Action ?? NotAction).map(text => text.toLowerCase()),
    isNotAction: Action === undefined,
    resources,
    isNotResource,
    conditions,
    kind: JSON.stringify([
      isAllow,
      isNotResource,
      conditions,
      ...resources.map(({ meaning }) => meaning),
    ]),
  };
}

function resourcePattern(text: string, variables: boolean): ResourcePattern {
  const tokens = parseTemplate(text, { wildcards: true, variables });
  return {
    text,
    meaning: meaningOf(text, variables),
    tokens,
    isAll: tokens.length > 0 && tokens.every(({ kind }) => kind === 'any'),
    hasVariables: tokens.some(({ kind }) => kind === 'variable'),
  };
}

function meaningOf(text: string, variables: boolean): string {
  return variables ? text : literalText(text);
}

function conditionTexts(
  block: ConditionBlock = {},
  variables: boolean,
): string[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      JSON.stringify([
        operator.toLowerCase(),
        key.toLowerCase(),
        [values]
          .flat()
          .map(value => meaningOf(String(value), variables))
          .sort(),
      ]),
    ),
  );
}
