import {
  compileConditions,
  type CompiledCondition,
} from '../conditions/condition';
import type { ContextLookup } from '../conditions/context';
import { asList } from '../document/shape';
import type { PolicyType, Statement } from '../document/types';
import { completeArn } from '../match/arn';
import {
  ANY_VALUE,
  compilePattern,
  type Pattern,
  type Variables,
} from '../match/pattern';
import { variablesIn } from '../match/template';
import { ActionList, type Extent } from './action-list';
import { compilePrincipal, type PrincipalTest } from './principal';
import type { ConditionOutcome } from './types';

const COMPLEMENT = { all: 'none', some: 'some', none: 'all' } as const;

/** A statement with compiled patterns. */
export class CompiledStatement {
  /** The patterns of Action or NotAction. */
  readonly actions: ActionList;
  /** The patterns of Resource or NotResource. In identity-based policies, incomplete ARNs are completed, as AWS does. */
  readonly resources: string[];
  /** Whether `resources` are the resources that the statement excludes. */
  readonly isNotResource: boolean;
  /** Whether the version of the document supports policy variables. */
  readonly variables: boolean;
  readonly principal: PrincipalTest;
  readonly conditions: CompiledCondition[];
  private readonly isNotAction: boolean;
  private readonly patterns: Pattern[];
  /** The keys of the policy variables in `resources`. */
  private readonly resourceVariables: string[];

  constructor(
    readonly source: Statement,
    /** The index of the statement in the document, from 0. */
    readonly index: number,
    { variables, type }: { variables: boolean; type: PolicyType },
  ) {
    const { Action, NotAction, Resource, NotResource, Condition } = source;
    this.actions = new ActionList(asList(Action ?? NotAction));
    this.isNotAction = Action === undefined;
    this.resources = asList(Resource ?? NotResource).map(text =>
      type === 'identity' ? completeArn(text, variables) : text,
    );
    this.isNotResource = Resource === undefined;
    this.variables = variables;
    this.patterns = this.resources.map(text =>
      compilePattern(text, { wildcards: true, variables }),
    );
    this.resourceVariables = variables ? variablesIn(this.resources) : [];
    this.principal = compilePrincipal(source);
    this.conditions = compileConditions(Condition ?? {}, variables);
  }

  /** Checks whether the statement applies to an action, given with its service prefix in lower case. */
  matchesAction(action: string, service: string): boolean {
    return this.actions.has(action, service) !== this.isNotAction;
  }

  /** Returns whether the statement applies to all, no, or possibly some actions of a service, given its prefix in lower case. */
  actionsOf(service: string): Extent {
    const extent = this.actions.of(service);
    return this.isNotAction ? COMPLEMENT[extent] : extent;
  }

  /** Checks the resource. A variable without a value matches no resource: IAM User Guide, "IAM policy elements: Variables and tags". */
  matchesResource(resource: string, variables: Variables): boolean {
    const isNamed = this.patterns.some(matches => matches(resource, variables));
    return isNamed !== this.isNotResource;
  }

  /**
   * Returns the patterns that decide whether the statement applies to the resource, if that depends on variables without a value. Undefined for
   * nearly all requests.
   */
  openResource(
    resource: string,
    context: ContextLookup,
  ): ConditionOutcome | undefined {
    if (this.resourceVariables.length === 0) return undefined;
    const open = context.unresolved(this.resourceVariables, variables =>
      this.matchesResource(resource, variables),
    );
    if (open.length === 0) return undefined;
    const any = context.assuming(ANY_VALUE);
    const wanted = this.resources.filter((_, at) =>
      this.patterns[at](resource, any),
    );
    return {
      operator: this.isNotResource ? 'NotResource' : 'Resource',
      key: 'resource',
      wanted,
      actual: [resource],
      unresolved: context.lacking(variablesIn(wanted)),
      met: this.matchesResource(resource, context),
    };
  }
}
