import { asList } from '../document/shape';
import type { ConditionBlock, NamedPolicy, Statement } from '../document/types';
import type { StatementRef } from '../effective/types';
import { compilePolicy } from '../evaluate/compile';
import type { CompiledStatement } from '../evaluate/statement';
import { literalText, parseTemplate, type Token } from '../match/template';

/** A pattern of `Resource` or `NotResource`. */
export interface ResourcePattern {
  text: string;
  /** As a document of version 2012-10-17 says it: equal for patterns that mean the same. */
  meaning: string;
  tokens: Token[];
  /** Whether it is `*` or its like. */
  isAll: boolean;
  hasVariables: boolean;
}

/** A statement, as far as comparisons look at it. */
export interface AccessStatement {
  ref: StatementRef;
  source: Statement;
  isAllow: boolean;
  /** In lower case. */
  actions: string[];
  /** Whether `actions` are those that it is not about. */
  isNotAction: boolean;
  resources: ResourcePattern[];
  /** Whether `resources` are those that it is not about. */
  isNotResource: boolean;
  /** Equal for statements of the same effect, about the same resources, under the same conditions. */
  kind: string;
  /** One text for each condition, equal for conditions that mean the same. */
  conditions: string[];
}

/** The statements of policies in their order. Of a broken document, as in an evaluation, only those that deny. */
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
