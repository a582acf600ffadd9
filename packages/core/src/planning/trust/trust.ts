import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import {
  audienceIn,
  isFormer,
  isOwn,
  ownStatement,
  sidOf,
  subjectConditions,
  subjectsIn,
} from './ownStatement';
import { readStatement } from './statements';
import {
  hasPodIdentity,
  isBroadPodIdentity,
  isStrayPodIdentity,
  SID_PREFIX,
  withoutPodIdentity,
  withPodIdentity,
  type PodIdentityEntry,
} from './podIdentityTrust';
import { leavesNamespaceOpen } from './openPattern';
import { isForDeleted, withoutDeleted } from './deletedPrincipals';
import { sameDocument } from '../sameDocument';
import type { TrustEntry } from './trustEntry';

/** Replaces the statements of a document. The document keeps its policy language version, which statements of others depend on. */
function withStatements(
  document: PolicyDocument | undefined,
  statements: Statement[],
): PolicyDocument {
  return {
    ...(document ?? { Version: '2012-10-17' }),
    Statement: statements,
  };
}

/** Checks whether a statement trusts all identities of a provider, or all AWS principals. */
function isBroad(statement: Statement): boolean {
  const read = readStatement(statement);
  if (read.effect !== 'Allow') return false;
  if (read.others.some(text => /^(AWS: )?\*$/.test(text))) return true;
  if (read.issuers.length === 0) return false;
  const subjects = subjectConditions(read).filter(
    ({ operator }) => !/Not|Null|IfExists/.test(operator),
  );
  // All conditions apply, so one that names a namespace is enough.
  return subjects.every(({ values }) => values.some(leavesNamespaceOpen));
}

/** Checks whether a statement is a stray one to remove: in the role of a single ServiceAccount, a broad statement about the cluster's provider. */
function isStray(statement: Statement, entry: TrustEntry): boolean {
  const { federated, others } = readStatement(statement);
  return (
    !entry.shared &&
    others.length === 0 &&
    federated.length === 1 &&
    federated[0] === entry.providerArn &&
    isBroad(statement)
  );
}

/** Returns the statements of others that are so broad that Backstage's statement would add no restriction. Positions start at 1. */
export function broadStatements(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): number[] {
  return statementsOf(present).flatMap((statement, index) =>
    (isBroad(statement) &&
      !isOwn(statement, entry) &&
      !isStray(statement, entry)) ||
    isBroadForPods(statement, entry)
      ? index + 1
      : [],
  );
}

/** Checks whether a statement of others trusts every association of the account. This matters if the ServiceAccount uses EKS Pod Identity. */
function isBroadForPods(
  statement: Statement,
  { mechanism, podIdentity, shared }: TrustEntry,
): boolean {
  return (
    mechanism === 'pod-identity' &&
    podIdentity !== undefined &&
    isBroadPodIdentity(statement) &&
    !hasPodIdentity([statement], podIdentity) &&
    !isStrayPodIdentity(statement, { podIdentity, shared })
  );
}

/** The only statement in the trust policy of a role that no longer serves anybody. IAM requires a statement, and allows no wildcard in its action. */
const NOBODY: Statement = {
  Sid: `${SID_PREFIX}Nobody`,
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};

/** Reduces a Backstage statement to the subjects to keep; empty if none is left. Statements of others stay unchanged. */
function reduced(
  statement: Statement,
  entry: TrustEntry,
  keep: (subject: string) => boolean,
): Statement[] {
  if (statement.Sid === NOBODY.Sid) return [];
  if (isStray(statement, entry) || isFormer(statement, entry)) return [];
  if (!isOwn(statement, entry)) return [statement];
  const subjects = subjectsIn(statement);
  const kept = subjects.filter(keep);
  if (kept.length === 0) return [];
  return kept.length === subjects.length
    ? [statement]
    : [ownStatement({ ...entry, audience: audienceIn(statement) }, kept)];
}

/** Adds the subject to the statement for its provider. */
function withSubject(statements: Statement[], entry: TrustEntry): Statement[] {
  const { subject, shared } = entry;
  const isPlace = (statement: Statement) =>
    isOwn(statement, entry) &&
    (statement.Sid === sidOf(entry) || !statement.Sid?.startsWith(SID_PREFIX));
  const place = statements.findIndex(isPlace);
  const beside = shared ? statements.filter(isPlace).flatMap(subjectsIn) : [];
  const ours = ownStatement(entry, [...new Set([...beside, subject])].sort());
  const merged = statements.flatMap((statement, index) =>
    index === place
      ? [ours]
      : reduced(statement, entry, name => shared && name !== subject),
  );
  return place === -1 ? [...merged, ours] : merged;
}

/** Removes the subject and stray statements. Without `keepsOthers`, also removes the other subjects of Backstage. */
function withoutSubject(
  statements: Statement[],
  entry: TrustEntry,
  keepsOthers = true,
): Statement[] {
  return statements.flatMap(statement =>
    reduced(statement, entry, name => keepsOthers && name !== entry.subject),
  );
}

/** Checks whether the trust policy trusts the ServiceAccount through web identity, with any audience. */
function hasSubject(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): boolean {
  return statementsOf(present).some(
    statement =>
      isOwn(statement, entry) && subjectsIn(statement).includes(entry.subject),
  );
}

/** Checks whether the trust policy trusts the ServiceAccount through the mechanism that it does not use. */
export function hasOther(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): boolean {
  const { mechanism, podIdentity } = entry;
  return mechanism === 'pod-identity'
    ? hasSubject(present, entry)
    : podIdentity !== undefined &&
        hasPodIdentity(statementsOf(present), podIdentity);
}

/** Returns the statements for EKS Pod Identity. The web identity subject stays as long as pods can use web identity. */
function podIdentityStatements(
  statements: Statement[],
  entry: TrustEntry,
  podIdentity: PodIdentityEntry,
): Statement[] {
  const { keepsOther, shared } = entry;
  const rest = keepsOther
    ? statements.filter(({ Sid }) => Sid !== NOBODY.Sid)
    : withoutSubject(statements, entry, shared);
  return withPodIdentity(
    rest.filter(
      statement => !isStrayPodIdentity(statement, { podIdentity, shared }),
    ),
    podIdentity,
  );
}

function mergedStatements(
  statements: Statement[],
  entry: TrustEntry,
): Statement[] {
  const { mechanism, podIdentity, keepsOther } = entry;
  if (mechanism === 'pod-identity' && podIdentity) {
    return podIdentityStatements(statements, entry, podIdentity);
  }
  const rest =
    podIdentity && !keepsOther
      ? withoutPodIdentity(statements, podIdentity)
      : statements;
  return withSubject(rest, entry);
}

/** Removes Backstage's statements for deleted principals if the policy changes, because IAM would reject them. If nothing changes, they stay. */
function asWritten(
  present: PolicyDocument | undefined,
  statements: Statement[],
): Statement[] {
  return sameDocument(present, withStatements(present, statements))
    ? statements
    : withoutDeleted(statements);
}

/** Returns the trust policy with trust for the ServiceAccount through its mechanism. Statements of others stay unchanged. */
export function mergedTrust(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): PolicyDocument {
  const merged = mergedStatements(statementsOf(present), entry);
  return withStatements(present, asWritten(present, merged));
}

/** Returns the trust policy without the ServiceAccount, for both mechanisms. All others stay. */
export function trustWithout(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): PolicyDocument {
  const { podIdentity } = entry;
  const statements = withoutSubject(statementsOf(present), entry);
  const others = podIdentity
    ? withoutPodIdentity(statements, podIdentity)
    : statements;
  const rest = asWritten(present, others);
  return withStatements(present, rest.length > 0 ? rest : [NOBODY]);
}

/** Checks whether the role serves anybody other than the ServiceAccount. Deleted principals do not count. True for an unreadable trust policy. */
export function servesOthers(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): boolean {
  if (!present) return true;
  return statementsOf(trustWithout(present, entry)).some(
    statement => statement.Effect === 'Allow' && !isForDeleted(statement),
  );
}
