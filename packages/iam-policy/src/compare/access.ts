import type { NamedPolicy, PolicyDocument } from '../document/types';
import { compilePolicy } from '../evaluate/compile';
import { invalidPolicy } from '../evaluate/layer';
import type { InvalidPolicy } from '../document/types';
import type { ActionCatalogue } from '../summary/types';
import { classify, type ActionClass, type KnownAction } from './action-classes';
import { statementsIn, type AccessStatement } from './statements';
import { unknownLimits } from './unknown-actions';

/** The maximum number of patterns with a wildcard in the service prefix, because each is compared with every AWS action. Policies need no more. */
const MOST_ANYWHERE = 20;

/** Policies with expanded action patterns. */
export class Access {
  readonly policies: NamedPolicy[];
  readonly statements: AccessStatement[];
  /** All actions of the catalogue, grouped by the statements that apply to them. */
  readonly classes: ActionClass[];
  /** The broken documents. What they would grant is not known. */
  readonly invalid: InvalidPolicy[];
  readonly #catalogue: ActionCatalogue;
  #indexOf?: Map<KnownAction, number>;
  #unknownLimits?: string[];

  constructor(policies: NamedPolicy[], catalogue: ActionCatalogue) {
    this.#catalogue = catalogue;
    this.policies = policies;
    this.statements = simplified(statementsIn(policies));
    this.classes = classify(this.statements, catalogue);
    this.invalid = policies.flatMap(policy => {
      const { error } = compilePolicy(policy, 'identity');
      return error ? [invalidPolicy('identity', policy.name, error)] : [];
    });
  }

  /** Returns the index of the class of an action, and the statements that apply to the action. */
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

  /** The action patterns that the policies remove, and that match no action of the catalogue. */
  get unknownLimits(): string[] {
    this.#unknownLimits ??= unknownLimits(this.statements, this.#catalogue);
    return this.#unknownLimits;
  }

  of(indexes: number[]): AccessStatement[] {
    return indexes.map(index => this.statements[index]);
  }
}

/** If too many patterns have a wildcard in the service prefix, replaces them so that the statements grant at least as much and expand quickly. */
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

/** Returns the expanded form of a limiting policy. Computed once for each document, because one limit is compared with many policies. */
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
