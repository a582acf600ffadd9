import type { NamedPolicy } from '../document/types';
import type { StatementRef } from '../effective/types';
import type { InvalidPolicy } from '../document/types';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { Access } from './access';
import type { ActionClass } from './action-classes';
import { allows, contextFor, usualResources } from './confirm';
import { excessOver } from './excess';
import type { AccessStatement } from './statements';
import type {
  CompareOptions,
  Excess,
  GrantedActions,
  GrantedRequest,
  WholeService,
} from './types';
import { Reach, type Statements } from './unlimited';

/** For a service with at least `MANY` actions, the fraction `ALMOST` of them counts as the whole service. */
const MANY = 10;
const ALMOST = 0.9;

/** The work limit, in compared 32-bit words. */
const WORK = 5_000_000;

/**
 * Policies of one principal with their patterns expanded, so that the result can answer many questions. Broken documents grant nothing.
 * An Allow counts even if it has conditions, as if they held.
 *
 * @public
 */
export class ExpandedPolicies {
  readonly #access: Access;
  readonly #catalogue: ActionCatalogue;

  constructor(policies: NamedPolicy[], { catalogue }: CompareOptions) {
    this.#access = new Access(policies, catalogue);
    this.#catalogue = catalogue;
  }

  /** The broken documents. They grant nothing here, and what they would grant is not known. */
  get invalidPolicies(): InvalidPolicy[] {
    return this.#access.invalid;
  }

  /** Returns the permissions that the policies grant beyond a maximum, like `excessOf`. */
  excessOver(maximum: NamedPolicy): Excess[] {
    return excessOver(this.#access, maximum, this.#catalogue);
  }

  /** Returns the actions of the catalogue that the policies grant on any resource. Ignores Deny statements. */
  actions(): string[] {
    return this.#access.classes.flatMap(item =>
      this.#statementsOf(item).allows.length > 0
        ? item.actions.map(({ name }) => name)
        : [],
    );
  }

  /** Returns the services of which the policies grant every action, or at least 90% if the service has 10 or more, on any resource. */
  wholeServices(): WholeService[] {
    const granted = new Map<CatalogueService, Set<GrantedClass>>();
    for (const item of this.#access.classes) {
      const { allows: some, denies } = this.#statementsOf(item);
      if (some.length === 0 || denies.some(isOnEverything)) continue;
      for (const [service, actions] of byService(item)) {
        const classes = granted.get(service) ?? new Set();
        granted.set(service, classes.add({ actions, statements: some }));
      }
    }
    return [...granted].flatMap(([service, classes]) => {
      const actions = [...classes].flatMap(one => one.actions);
      if (!isWhole(actions.length, service.actions.length)) return [];
      const statements = new Set([...classes].flatMap(one => one.statements));
      return [
        {
          ...{ service: service.prefix, actions },
          statements: [...statements].map(({ ref }) => ref),
        },
      ];
    });
  }

  /**
   * Returns the actions that could be limited to some resources, but that the policies grant on all or nearly all resources of a type. Only
   * services for which `isAsked` is true, and only Allow statements for which `counts` is true, are considered.
   */
  unlimitedActions(
    isAsked: (service: string) => boolean,
    counts: (statement: StatementRef) => boolean,
  ): GrantedActions[] {
    const budget = { left: WORK };
    const reaches = new Map<string, Reach>();
    return this.#access.classes.flatMap(item => {
      const { allows: some, denies } = this.#statementsOf(item);
      const counting = some.filter(({ ref }) => counts(ref));
      if (counting.length === 0) return [];
      const key = [...counting, ...denies].map(({ kind }) => kind).join(' ');
      const reach =
        reaches.get(key) ?? new Reach({ allows: counting, denies }, budget);
      reaches.set(key, reach);
      const actions = item.actions.flatMap(({ name, service, action }) => {
        const { resources: formats = [] } = action;
        return formats.length > 0 &&
          isAsked(service.prefix) &&
          reach.isUnlimited(formats)
          ? [name]
          : [];
      });
      return actions.length > 0
        ? [{ actions, statements: counting.map(({ ref }) => ref) }]
        : [];
    });
  }

  /** Returns a request for the first of the actions that the statements allow; if none is found, a request for all resources. */
  requestFor({ actions: [name], statements }: GrantedActions): GrantedRequest {
    const [prefix, short] = name.split(':');
    const action = this.#catalogue
      .service(prefix)
      ?.actions.find(one => one.name === short);
    const requests = this.#access.statements
      .filter(({ ref }) => statements.includes(ref))
      .flatMap(one => {
        const context = contextFor(one);
        return patternsOf(one)
          .flatMap(text => usualResources(text, action ?? {}))
          .map(resource => ({
            action: name,
            resource,
            ...(Object.keys(context).length > 0 && { context }),
          }));
      });
    return (
      requests.find(request => allows(this.#access.policies, request)) ?? {
        action: name,
        resource: '*',
      }
    );
  }

  #statementsOf({ statements }: ActionClass): Statements {
    const all = this.#access.of(statements);
    return {
      allows: all.filter(({ isAllow }) => isAllow),
      denies: all.filter(
        ({ isAllow, conditions }) => !isAllow && conditions.length === 0,
      ),
    };
  }
}

interface GrantedClass {
  actions: string[];
  statements: AccessStatement[];
}

function byService({ actions }: ActionClass): Map<CatalogueService, string[]> {
  const names = new Map<CatalogueService, string[]>();
  for (const { service, name } of actions) {
    const list = names.get(service);
    if (list) list.push(name);
    else names.set(service, [name]);
  }
  return names;
}

function isWhole(granted: number, all: number): boolean {
  return granted === all || (all >= MANY && granted >= all * ALMOST);
}

function isOnEverything({ resources, isNotResource }: AccessStatement) {
  return !isNotResource && resources.some(({ isAll }) => isAll);
}

function patternsOf({ resources, isNotResource }: AccessStatement): string[] {
  return isNotResource ? ['*'] : resources.map(({ text }) => text);
}
