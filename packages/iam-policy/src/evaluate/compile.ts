import { isRecord } from '../document/shape';
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
import { CompiledStatement } from './statement';

/** The key for services that no statement names. No service has this prefix. */
const OTHERS = '*';

/** A compiled document. */
export class CompiledPolicy {
  readonly #byService = new Map<string, CompiledStatement[]>();

  constructor(
    readonly statements: CompiledStatement[],
    /** The first error. A broken document grants nothing, but its readable Deny statements still deny. */
    readonly error?: PolicyError,
  ) {}

  /** Returns the statements that can apply to actions of a service, given its prefix in lower case. */
  about(service: string): CompiledStatement[] {
    const known = this.#byService.get(service);
    if (known) return known;
    const isNamed = this.statements.some(({ actions }) =>
      actions.mentions(service),
    );
    // Requests can have any prefix. All prefixes that no statement names share one list.
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
 * Compiles a policy, once for each document. Accepts any document, including a broken one.
 *
 * @throws TypeError if the policy does not have the form `{ name, document }`, which a bare document does not
 */
export function compilePolicy(
  policy: NamedPolicy,
  type: PolicyType,
): CompiledPolicy {
  if (!isRecord(policy) || !('document' in policy)) {
    throw new TypeError(
      'A policy must be of the form { name, document }. Wrap the document in such an object.',
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
  const isUsable = (value: unknown): value is Statement =>
    !error ||
    (isRecord(value) && value.Effect === 'Deny' && isStatement(value, type));
  const statements = statementsOf(document).flatMap(({ value }, index) =>
    isUsable(value)
      ? [new CompiledStatement(value, index, { variables, type })]
      : [],
  );
  const policy = new CompiledPolicy(statements, error);
  compiled[type].set(document, policy);
  return policy;
}
