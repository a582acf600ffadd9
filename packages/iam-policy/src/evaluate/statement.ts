import {
  compileConditions,
  type CompiledCondition,
} from '../conditions/condition';
import { asList } from '../document/shape';
import type { PolicyType, Statement } from '../document/types';
import { completeArn } from '../match/arn';
import { compilePattern, type Pattern, type Variables } from '../match/pattern';
import { ActionList, type Extent } from './action-list';
import { compilePrincipal, type PrincipalTest } from './principal';

const COMPLEMENT = { all: 'none', some: 'some', none: 'all' } as const;

/** A statement whose patterns are compiled. */
export class CompiledStatement {
  /** The patterns of Action or NotAction. */
  readonly actions: ActionList;
  /** The patterns of Resource or NotResource; incomplete ARNs are completed where AWS does so. */
  readonly resources: string[];
  /** Whether `resources` are those that it is not about. */
  readonly isNotResource: boolean;
  /** Whether the document has policy variables. */
  readonly variables: boolean;
  readonly principal: PrincipalTest;
  readonly conditions: CompiledCondition[];
  private readonly isNotAction: boolean;
  private readonly patterns: Pattern[];

  constructor(
    readonly source: Statement,
    /** In the document, from 0. */
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
    this.principal = compilePrincipal(source);
    this.conditions = compileConditions(Condition ?? {}, variables);
  }

  /** Takes the action and its service prefix in lower case. */
  matchesAction(action: string, service: string): boolean {
    return this.actions.has(action, service) !== this.isNotAction;
  }

  /** Whether it concerns all, none or maybe some actions of a service, by its prefix in lower case. */
  actionsOf(service: string): Extent {
    const extent = this.actions.of(service);
    return this.isNotAction ? COMPLEMENT[extent] : extent;
  }

  /** A variable without a value matches no resource: IAM User Guide, "IAM policy elements: Variables and tags". */
  matchesResource(resource: string, variables: Variables): boolean {
    const isNamed = this.patterns.some(matches => matches(resource, variables));
    return isNamed !== this.isNotResource;
  }
}
