import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import {
  audienceIn,
  isFormer,
  isOwn,
  ownStatement,
  readStatement,
  sidOf,
  subjectConditions,
  subjectsIn,
} from './ownStatement';
import {
  hasPodIdentity,
  isBroadPodIdentity,
  isStrayPodIdentity,
  SID_PREFIX,
  withoutPodIdentity,
  withPodIdentity,
  type PodIdentityEntry,
} from './podIdentityTrust';
import { isForDeleted, withoutDeleted } from './deletedPrincipals';
import { sameDocument } from '../sameDocument';
import type { TrustEntry } from './trustEntry';

/** What others wrote keeps the version of the language that they wrote it in. */
function withStatements(
  document: PolicyDocument | undefined,
  statements: Statement[],
): PolicyDocument {
  return {
    ...(document ?? { Version: '2012-10-17' }),
    Statement: statements,
  };
}

/** Lets in everyone that a whole provider, or all of AWS, vouches for. */
function isBroad(statement: Statement): boolean {
  const read = readStatement(statement);
  if (read.effect !== 'Allow') return false;
  if (read.others.some(text => /^(AWS: )?\*$/.test(text))) return true;
  if (read.issuers.length === 0) return false;
  const subjects = subjectConditions(read).filter(
    ({ operator }) => !/Not|Null|IfExists/.test(operator),
  );
  return (
    subjects.length === 0 ||
    subjects.some(({ values }) =>
      values.some(value => /^(\*|system:serviceaccount:\*)/.test(value)),
    )
  );
}

/** In a role for one ServiceAccount, a broad statement about our own provider is ours gone wrong: it goes. */
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

/** The statements of others that let in so many that ours would not matter beside them; positions from 1. */
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

/** What lets in every association of the account matters to anyone who comes by one. */
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

/** Stands alone in the trust policy of a role that is nobody's any more: IAM takes none without a statement, nor one with a wildcard in its action. */
const NOBODY: Statement = {
  Sid: `${SID_PREFIX}Nobody`,
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};

/** What remains of a statement once it lets in only these of the subjects that are ours. Those of others stay as they are. */
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

/** The statements with our subject in the one for its provider. */
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

/** The statements without our subject, and without what is ours gone wrong. */
function withoutSubject(
  statements: Statement[],
  entry: TrustEntry,
  keepsOthers = true,
): Statement[] {
  return statements.flatMap(statement =>
    reduced(statement, entry, name => keepsOthers && name !== entry.subject),
  );
}

/** Whether our ServiceAccount is let in by web identity, under whatever audience. */
function hasSubject(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): boolean {
  return statementsOf(present).some(
    statement =>
      isOwn(statement, entry) && subjectsIn(statement).includes(entry.subject),
  );
}

/** Whether our ServiceAccount is let in by the mechanism that is not its own. */
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

/** By EKS Pod Identity; the subject stays as long as pods may come by web identity. */
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

/** What is written is written without statements of ours that are for nobody any more, since IAM would not take it. Where nothing changes, they stay. */
function asWritten(
  present: PolicyDocument | undefined,
  statements: Statement[],
): Statement[] {
  return sameDocument(present, withStatements(present, statements))
    ? statements
    : withoutDeleted(statements);
}

/** The trust policy with our ServiceAccount let in by its mechanism, and all that others wrote as it is. */
export function mergedTrust(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): PolicyDocument {
  const merged = mergedStatements(statementsOf(present), entry);
  return withStatements(present, asWritten(present, merged));
}

/** The trust policy without our ServiceAccount, by whatever mechanism; everybody else stays. */
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

/** Whether the role is anybody's beside our ServiceAccount's. Principals that were deleted are nobody. */
export function servesOthers(
  present: PolicyDocument | undefined,
  entry: TrustEntry,
): boolean {
  return statementsOf(trustWithout(present, entry)).some(
    statement => statement.Effect === 'Allow' && !isForDeleted(statement),
  );
}
