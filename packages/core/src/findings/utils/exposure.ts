import type { Severity, Subject } from '../../model/types';
import { valueOf } from '../../model/observation';
import type {
  GovernanceContext,
  GovernanceMeta,
  GovernanceSubject,
} from '../types';
import { rankOf, SEVERITIES } from './severity';

/** The maximum number of names in a sentence. */
const NAMED = 3;

/** Subjects that include every user or every ServiceAccount of a cluster, or requests without credentials. */
const EVERYBODY =
  /^(User system:anonymous|Group system:(authenticated|unauthenticated|serviceaccounts))$/;

/** The facts that change the severity of a finding, in addition to its impact. */
export interface Exposure {
  /** The number of running pods that use the subject; absent if pods were not read. */
  pods?: number;
  /** The Kubernetes RBAC subjects that can also use it; absent if RBAC was not read. */
  subjects?: string[];
  /** The account or cluster of the subject, if it is a test environment. */
  testEnvironment?: string;
}

/** The severity of a finding and the reasons for it. */
export interface Grade {
  severity: Severity;
  severityReasons: string[];
  /** The severity if pods used it. It decides who can accept the finding, so that stopping pods for a while does not change that. */
  severityInUse: Severity;
}

interface Reason {
  text: string;
  /** The number of levels by which the reason changes the severity. */
  change: number;
  isByPods?: boolean;
}

/** Returns the exposure of a subject. */
export function exposureOf(
  subject: GovernanceSubject,
  about: Subject,
  context: GovernanceContext,
): Exposure {
  const testEnvironment = testEnvironmentOf(about, context);
  const environment = testEnvironment !== undefined && { testEnvironment };
  switch (subject.kind) {
    case 'service-account': {
      const pods = valueOf(subject.observed.pods)?.length;
      return { ...environment, ...(pods !== undefined && { pods }) };
    }
    case 'role': {
      const { use, pods, indirectSubjects: subjects } = subject;
      if (subject.hasUnknownHolders) return { ...environment };
      return {
        ...environment,
        ...(use !== 'node' && pods !== null && { pods }),
        ...(subjects && { subjects }),
      };
    }
    default:
      return { ...environment };
  }
}

function testEnvironmentOf(
  { accountId = '', cluster = '' }: Subject,
  { testEnvironments: { accounts, clusters } }: GovernanceContext,
): string | undefined {
  if (accounts.includes(accountId)) return `account ${accountId}`;
  return clusters.includes(cluster) ? `cluster ${cluster}` : undefined;
}

/**
 * Adjusts the severity by exposure: 1 level lower if no pod uses it, 1 level higher if everyone in the cluster can use it, and 1 level lower in a
 * test environment. Stays between low and critical.
 */
export function gradeOf(
  { severity, impact }: { severity: Severity; impact: string },
  weighs: NonNullable<GovernanceMeta['weighs']>,
  exposure: Exposure,
): Grade {
  const reasons: Reason[] = [
    ...(weighs.includes('pods') ? [podsReason(exposure)] : []),
    ...(weighs.includes('access') ? [accessReason(exposure)] : []),
    ...environmentReason(exposure),
  ];
  return {
    severity: changed(severity, reasons),
    severityReasons: [impact, ...reasons.map(({ text }) => text)],
    severityInUse: changed(
      severity,
      reasons.filter(({ isByPods }) => !isByPods),
    ),
  };
}

function changed(severity: Severity, reasons: Reason[]): Severity {
  const rank = reasons.reduce(
    (sum, { change }) => sum + change,
    rankOf(severity),
  );
  return SEVERITIES[Math.min(Math.max(rank, 0), SEVERITIES.length - 1)];
}

function podsReason({ pods }: Exposure): Reason {
  if (pods === undefined) return { text: 'Pods were not read.', change: 0 };
  if (pods === 0) {
    return {
      text: 'No running pod uses it: one level lower.',
      change: -1,
      isByPods: true,
    };
  }
  return {
    text:
      pods === 1 ? '1 running pod uses it.' : `${pods} running pods use it.`,
    change: 0,
  };
}

function accessReason({ subjects }: Exposure): Reason {
  if (!subjects) return { text: 'Kubernetes RBAC was not read.', change: 0 };
  const everybody = subjects.find(subject => EVERYBODY.test(subject));
  if (everybody !== undefined) {
    return {
      text: `${everybody}, which is everybody in the cluster, can use it through Kubernetes RBAC: one level higher.`,
      change: 1,
    };
  }
  const more = subjects.length - NAMED;
  const named = subjects.slice(0, NAMED).join(', ');
  const list = more > 0 ? `${named} and ${more} more` : named;
  return {
    text:
      subjects.length === 0
        ? 'Nobody else can use it through Kubernetes RBAC.'
        : `${subjects.length} Kubernetes ${
            subjects.length === 1 ? 'subject' : 'subjects'
          } can use it through RBAC: ${list}.`,
    change: 0,
  };
}

function environmentReason({ testEnvironment }: Exposure): Reason[] {
  return testEnvironment === undefined
    ? []
    : [
        {
          text: `Test environment (${testEnvironment}): one level lower.`,
          change: -1,
        },
      ];
}
