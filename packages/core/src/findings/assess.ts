import type { Severity, Subject } from '../model/types';
import { valueOf } from '../model/observation';
import { checksOf } from './registry';
import { exposureOf, gradeOf } from './utils/exposure';
import { findingId } from './utils/ids';
import { worstRisk } from './utils/risk';
import type {
  AssessedFinding,
  GovernanceAnswer,
  GovernanceContext,
  GovernanceMeta,
  GovernanceSubject,
  RoleSubject,
} from './types';

/** Returns all findings of the governance checks about one subject, in the order of the checks. */
export function assess(
  subject: GovernanceSubject,
  context: GovernanceContext,
): AssessedFinding[] {
  const about = subjectOf(subject);
  const { entityRef, owners } = subject;
  const exposure = exposureOf(subject, about, context);
  return checksOf(subject.kind).flatMap(check =>
    check.run(subject, context).map(answer => ({
      owners,
      ...findingOf(check.meta, answer),
      ...gradeOf(answer, check.meta.weighs ?? [], exposure),
      id: findingId(check.meta.id, subject.kind, subject.id, answer.key),
      subject: about,
      entityRef,
    })),
  );
}

/** Returns the severity of what a role can do, by the same rules as its findings; undefined if the role has no risk. */
export function riskOf(
  subject: RoleSubject,
  context: GovernanceContext,
): Severity | undefined {
  const severity = worstRisk(subject.risks);
  const exposure = exposureOf(subject, subjectOf(subject), context);
  return (
    severity &&
    gradeOf({ severity, impact: '' }, ['pods', 'access'], exposure).severity
  );
}

function findingOf(
  meta: GovernanceMeta,
  {
    key: _,
    impact: _impact,
    evidence = 'inferred',
    ...answer
  }: GovernanceAnswer,
) {
  return {
    check: meta.id,
    title: meta.title,
    docs: meta.docs,
    evidence,
    ...answer,
  };
}

/** Returns the subject in the form in which findings show it. */
function subjectOf(subject: GovernanceSubject): Subject {
  const { kind, id } = subject;
  switch (subject.kind) {
    case 'service-account': {
      const { cluster, namespace, name } = subject.observed.ref;
      return { kind, id, name: `${namespace}/${name}`, cluster, namespace };
    }
    case 'workload': {
      const { cluster, namespace, name } = subject.facts;
      return { kind, id, name: `${namespace}/${name}`, cluster, namespace };
    }
    case 'role': {
      const { name, arn } = subject.facts.role;
      return { kind, id, name, accountId: subject.accountId, arn };
    }
    case 'oidc-provider': {
      const { url, arn } = subject.facts;
      return {
        kind,
        id,
        name: url,
        accountId: subject.accountId,
        arn,
        ...(subject.cluster !== undefined && { cluster: subject.cluster }),
      };
    }
    case 'node-role': {
      const { name, arn, accountId, cluster } = subject.assessment;
      return { kind, id, name, accountId, arn, cluster };
    }
    default: {
      const { name, cluster } = subject.facts;
      const known = valueOf(cluster);
      return {
        kind,
        id,
        name,
        cluster: name,
        ...(known && { accountId: known.accountId, arn: known.arn }),
      };
    }
  }
}
