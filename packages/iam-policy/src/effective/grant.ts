import {
  jointCertainty,
  certaintyOf,
  type Certainty,
  type Known,
} from '../conditions/certainty';
import { wordsOf } from '../conditions/words';
import type { NamedPolicy, Statement } from '../document/types';
import { compilePolicy } from '../evaluate/compile';
import { invalidPolicy, TYPES } from '../evaluate/layer';
import type { CompiledStatement } from '../evaluate/statement';
import type { PolicyLayer } from '../document/types';
import { literalText } from '../match/template';
import type { InvalidPolicy } from '../document/types';
import { resourcesOf, type Resources } from './resources';
import { within, type Target } from './target';
import type { StatementRef } from './types';

/** A statement, prepared for questions about actions and resource patterns rather than single requests. */
export interface Grant {
  /** An ID for use in keys, unique among the statements that are read together. */
  id: number;
  ref: StatementRef & { layer: PolicyLayer };
  source: Statement;
  statement: CompiledStatement;
  /** Whether the conditions can hold; `always` if there are none. */
  certainty: Certainty;
  /** The conditions in words. Leaves out conditions that always hold, unless the conditions can never hold together. */
  conditions: string[];
  resources: Resources[];
  /** Returns the resources of the statement that an action with this target can be used on; empty if there are none. */
  on(target: Target): Resources[];
}

/** The Allow and Deny statements in the documents of one layer, and the broken documents. */
export interface Statements {
  allows: Grant[];
  denies: Grant[];
  invalid: InvalidPolicy[];
}

/** Reads the statements of documents and assigns IDs from `firstId`. */
export function readStatements(
  layer: PolicyLayer,
  policies: NamedPolicy[],
  known: Known,
  firstId: number,
): Statements {
  const read = policies.map(policy => ({
    name: policy.name,
    level: policy.level,
    compiled: compilePolicy(policy, TYPES[layer]),
  }));
  const grants = read
    .flatMap(({ name, level, compiled }) =>
      compiled.statements.map(statement => ({ name, level, statement })),
    )
    .map(({ name, level, statement }, index) =>
      grantOf(
        {
          layer,
          ...(level !== undefined && { level }),
          policy: name,
          statement: statement.index,
          ...(statement.source.Sid && { sid: statement.source.Sid }),
        },
        statement,
        { known, id: firstId + index },
      ),
    );
  return {
    allows: grants.filter(({ source }) => source.Effect === 'Allow'),
    denies: grants.filter(({ source }) => source.Effect === 'Deny'),
    invalid: read.flatMap(({ name, compiled: { error } }) =>
      error ? [invalidPolicy(layer, name, error)] : [],
    ),
  };
}

function grantOf(
  ref: Grant['ref'],
  statement: CompiledStatement,
  options: { known: Known; id: number },
): Grant {
  const { source } = statement;
  const resources = resourcesOf(statement);
  const certainty = jointCertainty(statement.conditions, options.known);
  const parts = new Map<Target, Resources[]>();
  return {
    id: options.id,
    ref,
    source,
    statement,
    certainty,
    conditions: conditionWords(statement, certainty, options.known),
    resources,
    on: target => {
      let part = parts.get(target);
      if (!part) {
        const isNamed =
          source.Action !== undefined &&
          statement.actions.mentions(target.service);
        part = within(resources, target, isNamed);
        parts.set(target, part);
      }
      return part;
    },
  };
}

function conditionWords(
  { conditions, variables }: CompiledStatement,
  joint: Certainty,
  known: Known,
): string[] {
  return conditions
    .map(condition => ({ condition, own: certaintyOf(condition, known) }))
    .filter(({ own }) => own !== 'always' || joint === 'never')
    .map(({ condition, own }) => {
      const { wanted } = condition;
      return wordsOf(
        { ...condition, wanted: variables ? wanted : wanted.map(literalText) },
        own,
      );
    });
}
