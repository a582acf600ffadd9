import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { Grant } from './grant';
import type { Limit } from './layers';
import {
  contains,
  isEverything,
  meet,
  reduce,
  textOf,
  type Resources,
} from './resources';
import type { Target } from './target';

/** The names of the layers for use in a sentence. */
export const LAYER_TITLES: Record<PolicyLayer, string> = {
  identity: 'identity policies',
  'permissions-boundary': 'permissions boundary',
  session: 'session policies',
  resource: 'resource policy',
  trust: 'trust policy',
  'service-control': 'service control policies',
  'resource-control': 'resource control policies',
  'vpc-endpoint': 'VPC endpoint policy',
};

/** The permission to use an action on some resources. */
export interface Allowance {
  resources: Resources[];
  /** The conditions in words, all of which must hold. */
  conditions: string[];
  /** The resources on which a Deny removes the permission. */
  except: Resources[];
  grants: Grant[];
  /** The Deny statements that remove part of the permission. */
  denies: Grant[];
}

/** A permission that is granted, but blocked. */
export interface Blockage {
  resources: Resources[];
  grants: Grant[];
  layer: PolicyLayer;
  /** The target that the policies of the layer are attached to, if they specify one. */
  level?: string;
  denies: Grant[];
  cause: 'explicit-deny' | 'no-allow' | 'never';
  /** For `never`: the conditions of the grants. */
  conditions: string[];
  /** For `no-allow`: the broken documents of the layer. */
  invalid: InvalidPolicy[];
}

/** The result of all policies for an action, independent of a specific request. */
export interface Outcome {
  allowances: Allowance[];
  blockages: Blockage[];
}

/** The statements that apply to an action. */
export interface Concerned {
  grants: Grant[];
  limits: Limit[];
  denies: Grant[];
}

/**
 * Combines the layers for actions with the same target.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function outcomeFor(concerned: Concerned, target: Target): Outcome {
  const grants = concerned.grants.filter(grant => grant.on(target).length > 0);
  const idle = grants.filter(({ certainty }) => certainty === 'never');
  const blockages: Blockage[] = idle.map(grant => ({
    resources: reduce(grant.on(target)),
    grants: [grant],
    layer: 'identity',
    denies: [],
    cause: 'never',
    conditions: grant.conditions,
    invalid: [],
  }));
  let allowances = granted(
    grants.filter(({ certainty }) => certainty !== 'never'),
    target,
  );
  const apply = (step: (allowance: Allowance) => Outcome) => {
    const outcomes = allowances.map(step);
    allowances = outcomes.flatMap(outcome => outcome.allowances);
    blockages.push(...outcomes.flatMap(outcome => outcome.blockages));
  };
  for (const deny of concerned.denies) {
    if (isCertain(deny)) apply(allowance => denied(allowance, deny, target));
  }
  for (const limit of concerned.limits) {
    apply(allowance => limited(allowance, limit, target));
  }
  for (const deny of concerned.denies) {
    if (!isCertain(deny)) {
      allowances = allowances.map(one => deniedIf(one, deny, target));
    }
  }
  return { allowances, blockages };
}

function isCertain({ certainty }: Grant): boolean {
  return certainty === 'always';
}

/** Creates one allowance for the grants without conditions, and one for each set of conditions. */
function granted(grants: Grant[], target: Target): Allowance[] {
  const byConditions = new Map<string, Grant[]>([['', []]]);
  for (const grant of grants) {
    const key = grant.conditions.join('\n');
    byConditions.set(key, [...(byConditions.get(key) ?? []), grant]);
  }
  const [plain, ...conditional] = [...byConditions.values()].map(group => ({
    resources: reduce(group.flatMap(grant => grant.on(target))),
    conditions: group[0] ? onlyIf(group[0]) : [],
    except: [],
    grants: group,
    denies: [],
  }));
  const left = conditional.map(allowance => ({
    ...allowance,
    resources: allowance.resources.filter(
      item => !plain.resources.some(whole => contains(whole, item)),
    ),
  }));
  return [plain, ...left].filter(({ resources }) => resources.length > 0);
}

function onlyIf({ conditions }: Grant): string[] {
  return conditions.map(words => `only ${words}`);
}

function denied(allowance: Allowance, deny: Grant, target: Target): Outcome {
  const taken = deny.on(target);
  const gone = allowance.resources.filter(item =>
    taken.some(whole => contains(whole, item)),
  );
  const left = allowance.resources.filter(item => !gone.includes(item));
  const parts = taken.filter(part => left.some(item => meet(item, part)));
  return {
    allowances: withResources(
      parts.length > 0
        ? {
            ...allowance,
            except: reduce([...allowance.except, ...parts]),
            denies: [...allowance.denies, deny],
          }
        : allowance,
      left,
    ),
    blockages: blocked(allowance, gone, {
      layer: deny.ref.layer,
      level: deny.ref.level,
      denies: [deny],
      cause: 'explicit-deny',
    }),
  };
}

function deniedIf(
  allowance: Allowance,
  deny: Grant,
  target: Target,
): Allowance {
  const parts = deny
    .on(target)
    .filter(part => allowance.resources.some(item => meet(item, part)));
  if (parts.length === 0) return allowance;
  const isWhole = allowance.resources.every(item =>
    parts.some(part => contains(part, item)),
  );
  const where = isWhole ? '' : ` on ${reduce(parts).map(textOf).join(' or ')}`;
  return {
    ...allowance,
    conditions: [
      ...allowance.conditions,
      `not${where} ${deny.conditions.join(' and ')}`,
    ],
    denies: [...allowance.denies, deny],
  };
}

/** Reduces an allowance to the part that a limit also allows. */
function limited(allowance: Allowance, limit: Limit, target: Target): Outcome {
  const passes = limit.allows.flatMap(grant =>
    grant.on(target).map(resources => ({ grant, resources })),
  );
  const byConditions = new Map<string, Allowance>();
  const gone: Resources[] = [];
  for (const item of allowance.resources) {
    const whole = passes.find(
      ({ grant, resources }) => isCertain(grant) && contains(resources, item),
    );
    const found = whole
      ? [whole]
      : passes.filter(({ resources }) => meet(resources, item));
    if (found.length === 0) gone.push(item);
    for (const pass of found) {
      const { resources, also } = narrowed(item, pass.resources, limit.layer);
      const conditions = [
        ...allowance.conditions,
        ...onlyIf(pass.grant),
        ...also,
      ];
      const key = conditions.join('\n');
      const same = byConditions.get(key);
      byConditions.set(key, {
        ...allowance,
        conditions,
        resources: [...(same?.resources ?? []), resources],
      });
    }
  }
  return {
    allowances: [...byConditions.values()].flatMap(one =>
      withResources(one, reduce(one.resources)),
    ),
    blockages: blocked(allowance, gone, {
      layer: limit.layer,
      level: limit.level,
      denies: [],
      cause: 'no-allow',
      invalid: limit.invalid,
    }),
  };
}

/** Returns the intersection of two sets of resources. If no pattern describes it, returns the first set and a condition in words. */
function narrowed(
  item: Resources,
  limit: Resources,
  layer: PolicyLayer,
): { resources: Resources; also: string[] } {
  if (contains(limit, item)) return { resources: item, also: [] };
  if (contains(item, limit)) return { resources: limit, also: [] };
  return {
    resources: item,
    also: [`only on what is also ${textOf(limit)} (${LAYER_TITLES[layer]})`],
  };
}

function withResources(
  allowance: Allowance,
  resources: Resources[],
): Allowance[] {
  if (resources.length === 0) return [];
  const except = allowance.except.filter(part =>
    resources.some(item => isEverything(item) || meet(item, part)),
  );
  return [{ ...allowance, resources, except }];
}

function blocked(
  { grants }: Allowance,
  resources: Resources[],
  why: Pick<Blockage, 'layer' | 'level' | 'denies' | 'cause'> &
    Partial<Pick<Blockage, 'invalid'>>,
): Blockage[] {
  if (resources.length === 0) return [];
  return [{ invalid: [], conditions: [], ...why, resources, grants }];
}
