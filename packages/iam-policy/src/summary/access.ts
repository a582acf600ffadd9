import { asList } from '../document/shape';
import type { NamedPolicy, Statement } from '../document/types';
import { compilePolicy } from '../evaluate/compile';

/** A statement as far as whole actions are concerned. */
export interface Grant {
  policy: string;
  /** Index in the document, from 0. */
  statement: number;
  /** The Action or NotAction patterns as written. */
  raw: Statement;
  /** Takes the action in lower case. */
  matchesAction(action: string): boolean;
  /** Whether it holds for every resource, without conditions. */
  everywhere: boolean;
}

/** What is left of one action after Denies and the boundary. */
export interface ActionAccess {
  /** The statements that grant it; empty when a Deny or the boundary takes it away whole. */
  grants: Grant[];
  /** A Deny takes some resources or circumstances away. */
  partlyDenied: boolean;
  /** The boundary lets it through on some resources or in some circumstances only. */
  partlyBounded: boolean;
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
      const matching = (grants: Grant[]) =>
        grants.filter(grant => grant.matchesAction(folded));
      const denied = matching(denies);
      const limits = boundary && matching(boundary.allows);
      const isGone = denied.some(isEverywhere) || limits?.length === 0;
      return {
        grants: isGone ? [] : matching(identity.allows),
        partlyDenied: denied.length > 0,
        partlyBounded: limits !== undefined && !limits.some(isEverywhere),
      };
    },
  };
}

function isEverywhere({ everywhere }: Grant): boolean {
  return everywhere;
}

/** Whether a statement holds for every resource. */
function coversAllResources({ Resource }: Statement): boolean {
  return asList(Resource).some(pattern => /^\*+$/.test(pattern));
}

function grantsOf(policies: NamedPolicy[]): {
  allows: Grant[];
  denies: Grant[];
} {
  const grants = policies.flatMap(({ name, document }) =>
    compilePolicy(document, 'identity').statements.map(
      ({ index, source, matchesAction }): Grant => ({
        policy: name,
        statement: index,
        raw: source,
        matchesAction,
        everywhere:
          coversAllResources(source) &&
          Object.keys(source.Condition ?? {}).length === 0,
      }),
    ),
  );
  return {
    allows: grants.filter(({ raw }) => raw.Effect === 'Allow'),
    denies: grants.filter(({ raw }) => raw.Effect === 'Deny'),
  };
}
