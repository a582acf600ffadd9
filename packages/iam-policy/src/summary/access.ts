import { asList } from '../document/shape';
import type { NamedPolicy, Statement } from '../document/types';
import { compilePolicy, type CompiledStatement } from '../evaluate/compile';
import { matchPattern } from '../match/pattern';

/** A statement as far as whole actions are concerned. */
export interface Grant {
  policy: string;
  /** Index in the document, from 0. */
  statement: number;
  /** As written. */
  raw: Statement;
  /** Whether it can apply to an action, in lower case, on any resource at all. */
  concerns(action: string): boolean;
  /** For every resource, without conditions. */
  everywhere: boolean;
}

/** What is left of one action after Denies and the boundary. */
export interface ActionAccess {
  /** The statements that grant it; empty when a Deny or the boundary takes it away whole. */
  grants: Grant[];
  /** The statements of the boundary that let it through; absent without a boundary. */
  limits?: Grant[];
  /** A Deny takes some resources or circumstances away. */
  partlyDenied: boolean;
}

/** What policies and a boundary say about whole actions, whatever the resource. */
export interface Access {
  /** Every Allow statement of the policies. */
  grants: Grant[];
  /** Takes the action in any case. */
  of(action: string): ActionAccess;
}

/** Reads the statements of policies once, for questions about any number of actions. */
export function accessOf(
  policies: NamedPolicy[],
  permissionsBoundary?: NamedPolicy,
): Access {
  const identity = grantsOf(policies);
  const boundary = permissionsBoundary && grantsOf([permissionsBoundary]);
  const denies = [...identity.denies, ...(boundary?.denies ?? [])];
  return {
    grants: identity.allows,
    of: action => {
      const folded = action.toLowerCase();
      const concerning = (grants: Grant[]) =>
        grants.filter(grant => grant.concerns(folded));
      const denied = concerning(denies);
      const limits = boundary && concerning(boundary.allows);
      const isGone = denied.some(isEverywhere) || limits?.length === 0;
      return {
        grants: isGone ? [] : concerning(identity.allows),
        limits,
        partlyDenied: denied.length > 0,
      };
    },
  };
}

/** Whether a statement holds for every resource, without conditions. */
export function isEverywhere({ everywhere }: Grant): boolean {
  return everywhere;
}

function grantsOf(policies: NamedPolicy[]): {
  allows: Grant[];
  denies: Grant[];
} {
  const grants = policies.flatMap(({ name, document }) =>
    compilePolicy(document, 'identity').statements.map(statement =>
      grantOf(name, statement),
    ),
  );
  return {
    allows: grants.filter(({ raw }) => raw.Effect === 'Allow'),
    denies: grants.filter(({ raw }) => raw.Effect === 'Deny'),
  };
}

function grantOf(
  policy: string,
  { index, source, matchesAction }: CompiledStatement,
): Grant {
  const services = servicesOf(source);
  return {
    policy,
    statement: index,
    raw: source,
    concerns: action => {
      if (!matchesAction(action)) return false;
      if (!services) return true;
      const [prefix] = action.split(':');
      return services.some(service => matchPattern(service, prefix));
    },
    everywhere:
      asList(source.Resource).some(pattern => /^\*+$/.test(pattern)) &&
      Object.keys(source.Condition ?? {}).length === 0,
  };
}

/**
 * The services whose resources a statement names; undefined when they do not limit it. "Every action" on the objects of a bucket gives
 * nothing in other services, whereas an action named with its service says that such resources belong to it: some services use ARNs
 * of another, such as rds-data those of rds.
 */
function servicesOf({ Action, Resource }: Statement): string[] | undefined {
  if (Resource === undefined) return undefined;
  const actions = asList(Action).map(pattern => pattern.split(':'));
  const named = actions
    .map(([prefix]) => prefix.toLowerCase())
    .filter(prefix => !/[*?]/.test(prefix));
  const services = asList(Resource).map(arn => arn.split(':')[2] ?? '*');
  return services.includes('*') ? undefined : [...named, ...services];
}
