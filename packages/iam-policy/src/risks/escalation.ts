import {
  ESCALATION_PATHS,
  type EscalationPath,
  type EscalationWay,
} from './data/escalation-paths';
import type { Grant } from '../effective/grant';
import { coverageOf, everywhere, extentOf } from './extent';
import {
  evidenceOf,
  grantedAtAll,
  grantedBroadly,
  some,
  type RiskQuestions,
  type RiskRule,
} from './risk';
import type { Risk } from './types';

const PASSED_TO = 'iam:passedtoservice';

/** The description of each method, and its severity on all resources and on some resources. */
const WAYS: Record<
  EscalationWay,
  { says: string; severity: [Risk['severity'], Risk['severity']] }
> = {
  self: {
    says: 'It can grant itself more permissions',
    severity: ['high', 'medium'],
  },
  credentials: {
    says: 'It can create or change credentials of users, and use their permissions',
    severity: ['high', 'medium'],
  },
  roles: {
    says: 'It can use the permissions of other roles',
    severity: ['high', 'medium'],
  },
  'pass-role': {
    says: 'It can run its own code with a role that it passes to a service',
    severity: ['high', 'medium'],
  },
  workloads: {
    says: 'It can take control of existing workloads, and use the permissions of their roles',
    severity: ['medium', 'low'],
  },
};

/** Finds methods by which a principal can gain permissions that it does not have. Considers the actions of all its policies together. */
export const escalation: RiskRule = questions =>
  Object.entries(WAYS).flatMap(([way, { says, severity }]) => {
    const open = ESCALATION_PATHS.filter(path => path.way === way)
      .map(path => ({ path, ...walk(path, questions) }))
      .filter(({ grants }) => grants.length > 0);
    if (open.length === 0) return [];
    const broad = open.filter(({ isBroad }) => isBroad);
    const shown = broad.length > 0 ? broad : open;
    const names = shown.map(nameOf);
    const where =
      broad.length > 0 ? '' : ', on some resources or under conditions';
    return [
      {
        id: `privilege-escalation-${way}`,
        severity: severity[broad.length > 0 ? 0 : 1],
        message: `${says}, using ${some(names)}${where}.`,
        evidence: evidenceOf(shown.flatMap(({ grants }) => grants)),
        extent: extentOf(
          [...open.map(nameOf), ...actionsOf(broad).map(everywhere)],
          actionsOf(open.filter(({ isBroad }) => !isBroad)).flatMap(action =>
            coverageOf(action, questions.access.of(action).allowances),
          ),
        ),
        references: [...new Set(shown.map(({ path }) => referenceOf(path)))],
      },
    ];
  });

function nameOf({ path }: { path: EscalationPath }): string {
  return path.actions.join(' + ');
}

/** Returns the actions of paths, each once. */
function actionsOf(open: { path: EscalationPath }[]): string[] {
  return [...new Set(open.flatMap(({ path }) => path.actions))];
}

/** Checks whether a path is open, and returns the grants that open it. */
function walk(
  { actions, passedTo, onlyOnAll }: EscalationPath,
  questions: RiskQuestions,
): { isBroad: boolean; grants: Grant[] } {
  // A known value of iam:PassedToService can only remove grants, so that this check is safe.
  if (grantedAtAll(questions, actions).actions.length < actions.length) {
    return { isBroad: false, grants: [] };
  }
  const views = passedTo
    ? passedTo.map(service => questions.grantedWith({ [PASSED_TO]: service }))
    : [questions];
  for (const view of views) {
    const broad = grantedBroadly(view, actions);
    if (broad.actions.length === actions.length) {
      return { isBroad: true, grants: broad.grants };
    }
  }
  if (onlyOnAll) return { isBroad: false, grants: [] };
  const found = views
    .map(view => grantedAtAll(view, actions))
    .find(atAll => atAll.actions.length === actions.length);
  return { isBroad: false, grants: found?.grants ?? [] };
}

const LISTED = /^[a-z0-9]+-\d{3}$/;

function referenceOf({ id, way }: EscalationPath): string {
  if (LISTED.test(id)) return `https://pathfinding.cloud/paths/${id}`;
  return way === 'pass-role'
    ? 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html'
    : 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/';
}
