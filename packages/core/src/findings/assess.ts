import type { Subject } from '../model/types';
import { valueOf } from '../model/observation';
import { checksOf } from './registry';
import { findingId } from './utils/ids';
import type {
  AssessedFinding,
  GovernanceAnswer,
  GovernanceContext,
  GovernanceMeta,
  GovernanceSubject,
} from './types';

/** Everything that governance checks find about one subject, in the order of the checks. */
export function assess(
  subject: GovernanceSubject,
  context: GovernanceContext,
): AssessedFinding[] {
  const about = subjectOf(subject);
  const { entityRef, owners } = subject;
  return checksOf(subject.kind).flatMap(check =>
    check.run(subject, context).map(answer => ({
      owners,
      ...findingOf(check.meta, answer),
      id: findingId(check.meta.id, subject.kind, subject.id, answer.key),
      subject: about,
      entityRef,
    })),
  );
}

function findingOf(
  meta: GovernanceMeta,
  { key: _, evidence = 'inferred', ...answer }: GovernanceAnswer,
) {
  return {
    check: meta.id,
    title: meta.title,
    docs: meta.docs,
    evidence,
    ...answer,
  };
}

/** What a finding says of the one that it is about. */
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
