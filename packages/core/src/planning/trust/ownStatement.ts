import type { Statement } from '@backstage-irsa/iam-policy';
import { issuerOfProviderArn, type TrustStatement } from '../../trust/read';
import { hashPartsHex } from '../../model/hash';
import { SID_PREFIX } from './podIdentityTrust';
import { readStatement, sameStatement } from './statements';
import type { TrustEntry } from './trustEntry';

/** Matches a subject that names exactly one ServiceAccount. */
const EXACT_SUBJECT = /^system:serviceaccount:[^:*?$]+:[^:*?$]+$/;

export function sidOf({
  providerArn,
  audience,
}: Pick<TrustEntry, 'providerArn' | 'audience'>): string {
  const hash = hashPartsHex([providerArn, audience]).slice(0, 16);
  return `${SID_PREFIX}${hash}`;
}

/** Returns one statement for all ServiceAccounts of a cluster that share the role: 20 separate statements would not fit into a trust policy. */
export function ownStatement(entry: TrustEntry, subjects: string[]): Statement {
  const issuer = issuerOfProviderArn(entry.providerArn) ?? '';
  return {
    Sid: sidOf(entry),
    Effect: 'Allow',
    Principal: { Federated: entry.providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${issuer}:sub`]: subjects.length === 1 ? subjects[0] : subjects,
        [`${issuer}:aud`]: entry.audience,
      },
    },
  };
}

export function subjectConditions({ conditions, issuers }: TrustStatement) {
  const keys = issuers.map(issuer =>
    `${issuer}:sub`.toLocaleLowerCase('en-US'),
  );
  return conditions.filter(({ key }) =>
    keys.includes(key.toLocaleLowerCase('en-US')),
  );
}

/** Returns the ServiceAccounts that a statement of Backstage names. Other values that somebody added to it are ignored. */
export function subjectsIn(statement: Statement): string[] {
  return subjectConditions(readStatement(statement))
    .flatMap(({ values }) => values)
    .filter(value => EXACT_SUBJECT.test(value));
}

/** Returns the audience that a statement of Backstage requires. */
export function audienceIn(statement: Statement): string {
  const { conditions } = readStatement(statement);
  const condition = conditions.find(({ key }) => key.endsWith(':aud'));
  return condition?.values[0] ?? '';
}

/**
 * Checks whether a statement is Backstage's for this cluster: it has the Sid for provider and audience, whatever its content; or another Sid of
 * Backstage and the provider; or exactly the content that Backstage would write.
 */
export function isOwn(statement: Statement, entry: TrustEntry): boolean {
  const { federated } = readStatement(statement);
  return (
    statement.Sid === sidOf(entry) ||
    (statement.Sid?.startsWith(SID_PREFIX) === true &&
      federated.length === 1 &&
      federated[0] === entry.providerArn) ||
    sameStatement(statement, ownStatement(entry, [entry.subject]))
  );
}

/** Returns the provider of a statement if its Sid is the one that Backstage derives from provider and audience. */
export function providerInOwn(statement: Statement): string | undefined {
  const { federated } = readStatement(statement);
  const [providerArn] = federated;
  const isOurs =
    federated.length === 1 &&
    statement.Sid === sidOf({ providerArn, audience: audienceIn(statement) });
  return isOurs ? providerArn : undefined;
}

/**
 * Checks whether Backstage wrote a statement for only this ServiceAccount under the provider of another issuer. A recreated cluster has a new issuer,
 * and AWS never reuses the old one, so such a statement serves nobody.
 */
export function isFormer(statement: Statement, entry: TrustEntry): boolean {
  const providerArn = providerInOwn(statement);
  const subjects = subjectsIn(statement);
  return (
    entry.alone &&
    providerArn !== undefined &&
    providerArn !== entry.providerArn &&
    subjects.length === 1 &&
    subjects[0] === entry.subject
  );
}
