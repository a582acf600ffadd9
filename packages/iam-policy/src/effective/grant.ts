import {
  jointCertainty,
  certaintyOf,
  type Certainty,
  type Known,
} from '../conditions/certainty';
import type { CompiledCondition } from '../conditions/condition';
import { wordsOf } from '../conditions/words';
import type { NamedPolicy, Statement } from '../document/types';
import { compilePolicy } from '../evaluate/compile';
import { invalidPolicy, TYPES } from '../evaluate/layer';
import type { CompiledStatement } from '../evaluate/statement';
import type { PolicyLayer } from '../document/types';
import { literalText } from '../match/template';
import type { InvalidPolicy } from '../document/types';
import type { Comparer } from './comparer';
import type { Resources } from './resources';
import { resourcesOf } from './statement-resources';
import { within, type Target } from './target';
import type { StatementRef } from './types';

/** The work of selecting the resources for a target, in addition to the comparisons. */
const PART = 60;
/** The work of reading a value of a condition. */
const VALUE = 20;

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
  /**
   * Returns the resources of the statement that an action with this target can be used on; empty if there are none. Returns the same list for all
   * targets for which it is equal.
   */
  on(target: Target): Resources[];
}

/** The Allow and Deny statements in the documents of one layer, and the broken documents. */
export interface Statements {
  allows: Grant[];
  denies: Grant[];
  invalid: InvalidPolicy[];
}

/** The facts and the comparisons that all statements of a principal share. */
export interface Reading {
  known: Known;
  comparer: Comparer;
}

/** Reads the statements of documents and assigns IDs from `firstId`. */
export function readStatements(
  layer: PolicyLayer,
  policies: NamedPolicy[],
  reading: Reading,
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
        { ...reading, id: firstId + index },
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
  { known, comparer, id }: Reading & { id: number },
): Grant {
  const { source } = statement;
  const resources = resourcesOf(statement, comparer);
  comparer.spend(effortOf(statement.conditions));
  const certainty = jointCertainty(statement.conditions, known);
  const parts = new Map<Target, Resources[]>();
  const distinct: Resources[][] = [];
  return {
    id,
    ref,
    source,
    statement,
    certainty,
    conditions: conditionWords(statement, certainty, known),
    resources,
    on: target => {
      let part = parts.get(target);
      if (!part) {
        comparer.spend(PART);
        const isNamed =
          source.Action !== undefined &&
          statement.actions.mentions(target.service);
        const own = within(resources, target, isNamed, comparer);
        part = distinct.find(other => isSame(other, own)) ?? own;
        if (part === own) distinct.push(own);
        parts.set(target, part);
      }
      return part;
    },
  };
}

function isSame(a: Resources[], b: Resources[]): boolean {
  return (
    a.length === b.length &&
    a.every((item, index) => {
      const other = b[index];
      return item.kind === 'all-but' && other.kind === 'all-but'
        ? isSame(item.patterns, other.patterns)
        : item === other;
    })
  );
}

/** Returns the work of reading conditions. Conditions on the same key are compared value by value. */
function effortOf(conditions: CompiledCondition[]): number {
  const keys = new Set(conditions.map(({ key }) => key.toLowerCase()));
  const values = conditions.reduce((sum, { wanted }) => sum + wanted.length, 0);
  return VALUE * (keys.size < conditions.length ? values * values : values);
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
