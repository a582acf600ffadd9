import type { NamedPolicy, PolicyDocument } from '../document/types';
import { compilePolicy } from '../evaluate/compile';
import { invalidPolicy } from '../evaluate/layer';
import type { InvalidPolicy } from '../document/types';
import type { ActionCatalogue } from '../summary/types';
import { classify, type ActionClass, type KnownAction } from './action-classes';
import { statementsIn, type AccessStatement } from './statements';

/** Patterns with a wildcard in their service prefix are compared with every action of AWS. Nobody needs more of them. */
const MOST_ANYWHERE = 20;

/** Policies with their patterns of actions expanded. */
export class Access {
  readonly policies: NamedPolicy[];
  readonly statements: AccessStatement[];
  /** Every action of the catalogue, by the statements that are about it. */
  readonly classes: ActionClass[];
  /** Broken documents: what they would grant is not known. */
  readonly invalid: InvalidPolicy[];
  #indexOf?: Map<KnownAction, number>;

  constructor(policies: NamedPolicy[], catalogue: ActionCatalogue) {
    this.policies = policies;
    this.statements = simplified(statementsIn(policies));
    this.classes = classify(this.statements, catalogue);
    this.invalid = policies.flatMap(policy => {
      const { error } = compilePolicy(policy, 'identity');
      return error ? [invalidPolicy('identity', policy.name, error)] : [];
    });
  }

  /** The class of an action, by its index, and the statements that are about it. */
  about(action: KnownAction): { index: number; statements: AccessStatement[] } {
    this.#indexOf ??= new Map(
      this.classes.flatMap(({ actions }, index) =>
        actions.map(one => [one, index] as const),
      ),
    );
    const index = this.#indexOf.get(action) ?? -1;
    return {
      index,
      statements: this.of(this.classes[index]?.statements ?? []),
    };
  }

  of(indexes: number[]): AccessStatement[] {
    return indexes.map(index => this.statements[index]);
  }
}

/** Statements that grant no less, and take little time to expand. */
function simplified(statements: AccessStatement[]): AccessStatement[] {
  const isAnywhere = (text: string) =>
    /^[^:]*[*?]/.test(text) && !/^\*+(:\*+)?$/.test(text);
  const anywhere = statements.flatMap(({ actions }) =>
    actions.filter(isAnywhere),
  );
  if (new Set(anywhere).size <= MOST_ANYWHERE) return statements;
  return statements.map(statement => {
    const { actions, isAllow, isNotAction } = statement;
    const rest = actions.filter(text => !isAnywhere(text));
    if (rest.length === actions.length) return statement;
    return {
      ...statement,
      actions: isAllow === isNotAction ? rest : [...rest, '*'],
    };
  });
}

const limits = new WeakMap<ActionCatalogue, WeakMap<PolicyDocument, Access>>();

/** A policy that much is compared with, expanded once for each document. */
export function accessOfLimit(
  policy: NamedPolicy,
  catalogue: ActionCatalogue,
): Access {
  let known = limits.get(catalogue);
  if (!known) limits.set(catalogue, (known = new WeakMap()));
  let access = known.get(policy.document);
  if (!access) {
    access = new Access([policy], catalogue);
    known.set(policy.document, access);
  }
  return access;
}
