import { parsePolicy, type PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustCondition,
  type TrustStatement,
} from '../trust/read';

const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const POD_IDENTITY = 'Service: pods.eks.amazonaws.com';

/** Describes who a trust policy admits, with at least 1 sentence per statement. `clusters` maps issuers without `https://` to cluster names. */
export function trustSentences(
  text: string,
  clusters: Record<string, string>,
): string[] {
  const { document, errors } = parsePolicy(text, { type: 'trust' });
  if (!document) {
    return [
      `Nobody can assume it: its trust policy is not a valid document${
        errors[0] ? ` (${errors[0].reason})` : ''
      }.`,
    ];
  }
  return sentencesOf(document, clusters);
}

function sentencesOf(
  document: PolicyDocument,
  clusters: Record<string, string>,
): string[] {
  return readTrustPolicy(document).flatMap(statement =>
    whoOf(statement, clusters).map(({ subject, about }) => {
      const rest = statement.conditions.filter(
        condition => !about.includes(condition),
      );
      const only =
        rest.length > 0 ? `, only if ${rest.map(inWords).join(' and ')}` : '';
      return statement.effect === 'Allow'
        ? `${subject} can assume it${only}.`
        : `${subject} cannot assume it, even if another statement allows it${only}.`;
    }),
  );
}

/** A subject of a statement, and the conditions that its description already covers. */
interface Who {
  subject: string;
  about: TrustCondition[];
}

/** Returns the subjects of each OIDC provider, and all other principals. */
function whoOf(
  statement: TrustStatement,
  clusters: Record<string, string>,
): Who[] {
  const others = [
    ...statement.federated.filter(
      arn => issuerOfProviderArn(arn) === undefined,
    ),
    ...statement.others,
  ].map(name =>
    name === POD_IDENTITY
      ? 'Every ServiceAccount with an EKS Pod Identity association to it'
      : named(name),
  );
  const all = [
    ...statement.issuers.map(issuer => ofIssuer(issuer, statement, clusters)),
    ...(others.length > 0 ? [{ subject: others.join(' or '), about: [] }] : []),
  ];
  return all.length > 0 ? all : [{ subject: 'Nobody', about: [] }];
}

function ofIssuer(
  issuer: string,
  { conditions }: TrustStatement,
  clusters: Record<string, string>,
): Who {
  const of = clusters[issuer]
    ? `cluster ${clusters[issuer]}`
    : `the cluster of issuer ${issuer}`;
  const isOn = (claim: string) => (condition: TrustCondition) =>
    condition.key.toLowerCase() === `${issuer}:${claim}`.toLowerCase() &&
    /^String(Equals|Like)$/i.test(condition.operator);
  const subjects = conditions.filter(isOn('sub'));
  const audiences = conditions
    .filter(isOn('aud'))
    .filter(({ values }) =>
      values.every(value => value === 'sts.amazonaws.com'),
    );
  const names = subjects.flatMap(({ values }) => values.map(inCluster));
  return {
    subject:
      names.length === 0
        ? `Every ServiceAccount of ${of}`
        : `${names.join(' or ')} of ${of}`,
    about: subjects.length > 1 ? audiences : [...subjects, ...audiences],
  };
}

function inCluster(subject: string): string {
  const [, namespace, name] = SUBJECT.exec(subject) ?? [];
  if (namespace === undefined) return `Any token with the subject ${subject}`;
  const wild = /[*?]/.test(`${namespace}${name}`);
  return `${
    wild ? 'Every ServiceAccount that matches' : 'ServiceAccount'
  } ${namespace}/${name}`;
}

function named(principal: string): string {
  if (principal === '*' || principal === 'AWS: *') return 'Everybody in AWS';
  const [, service] = /^Service: (.+)$/.exec(principal) ?? [];
  if (service !== undefined) return `The AWS service ${service}`;
  return principal.replace(/^AWS: /, '');
}

function inWords({ operator, key, values }: TrustCondition): string {
  return `${key} ${operator} ${values.join(' or ')}`;
}
