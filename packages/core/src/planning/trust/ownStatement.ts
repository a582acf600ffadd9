import type { Statement } from '@backstage-irsa/iam-policy';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustStatement,
} from '../../trust/read';
import { hashPartsHex } from '../../model/hash';
import { SID_PREFIX } from './podIdentityTrust';
import { sameDocument } from '../sameDocument';
import type { TrustEntry } from './trustEntry';

/** The name of one ServiceAccount and of nothing else. */
const EXACT_SUBJECT = /^system:serviceaccount:[^:*?$]+:[^:*?$]+$/;

export function sidOf({
  providerArn,
  audience,
}: Pick<TrustEntry, 'providerArn' | 'audience'>): string {
  const hash = hashPartsHex([providerArn, audience]).slice(0, 16);
  return `${SID_PREFIX}${hash}`;
}

/** One statement for all our ServiceAccounts of a cluster: twenty would not fit a trust policy if each had its own. */
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

function same(a: Statement, b: Statement): boolean {
  const Version = '2012-10-17';
  return sameDocument({ Version, Statement: a }, { Version, Statement: b });
}

export function readStatement(statement: Statement): TrustStatement {
  return readTrustPolicy({ Statement: statement })[0];
}

export function subjectConditions({ conditions, issuers }: TrustStatement) {
  const keys = issuers.map(issuer =>
    `${issuer}:sub`.toLocaleLowerCase('en-US'),
  );
  return conditions.filter(({ key }) =>
    keys.includes(key.toLocaleLowerCase('en-US')),
  );
}

/** The ServiceAccounts that a statement of ours names. Whatever else somebody wrote into it is not taken along. */
export function subjectsIn(statement: Statement): string[] {
  return subjectConditions(readStatement(statement))
    .flatMap(({ values }) => values)
    .filter(value => EXACT_SUBJECT.test(value));
}

/** The audience that a statement of ours asks for. */
export function audienceIn(statement: Statement): string {
  const { conditions } = readStatement(statement);
  const condition = conditions.find(({ key }) => key.endsWith(':aud'));
  return condition?.values[0] ?? '';
}

/**
 * A statement of ours for this cluster: by the Sid that it has for provider and audience, whatever it was made to say; by another Sid of ours and the
 * provider; or because it says exactly what ours would.
 */
export function isOwn(statement: Statement, entry: TrustEntry): boolean {
  const { federated } = readStatement(statement);
  return (
    statement.Sid === sidOf(entry) ||
    (statement.Sid?.startsWith(SID_PREFIX) === true &&
      federated.length === 1 &&
      federated[0] === entry.providerArn) ||
    same(statement, ownStatement(entry, [entry.subject]))
  );
}

/** The provider of a statement that has the Sid that we give it for its provider and audience. */
export function providerInOwn(statement: Statement): string | undefined {
  const { federated } = readStatement(statement);
  const [providerArn] = federated;
  const isOurs =
    federated.length === 1 &&
    statement.Sid === sidOf({ providerArn, audience: audienceIn(statement) });
  return isOurs ? providerArn : undefined;
}

/**
 * What we wrote for this ServiceAccount alone under the provider of another issuer. A cluster that is recreated has a new issuer, which AWS uses for no
 * other: nobody comes by this statement any more.
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
