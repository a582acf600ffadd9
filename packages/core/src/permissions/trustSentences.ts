import {
  parsePolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustCondition,
  type TrustStatement,
} from '../trust/read';
import { isOneOf } from './whoCan/rawStatements';

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
      // AWS stores only valid documents, so that it knows elements that Backstage does not know.
      `Who can assume it is unknown: Backstage cannot read its trust policy${
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
  const raw = [document.Statement].flat();
  return readTrustPolicy(document).flatMap(statement =>
    whoOf(statement, raw[statement.index], clusters).map(
      ({ subject, about, assumes }) => {
        const rest = statement.conditions.filter(
          condition => !about.includes(condition),
        );
        const only =
          rest.length > 0 ? `, only if ${rest.map(inWords).join(' and ')}` : '';
        const what = assumes
          ? 'assume it'
          : `use ${actionsInWords(raw[statement.index])} for it`;
        if (statement.effect === 'Deny') {
          return `${subject} cannot ${what}, even if another statement allows it${only}.`;
        }
        return assumes
          ? `${subject} can ${what}${only}.`
          : `${subject} can ${what}${only}, but this does not let it assume it.`;
      },
    ),
  );
}

/** A subject of a statement, and the conditions that its description already covers. */
interface Who {
  subject: string;
  about: TrustCondition[];
  /** Whether the statement is about an action with which the subject assumes roles. */
  assumes: boolean;
}

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
/** The actions with which identity providers other than OIDC providers of IAM assume roles. */
const FEDERATED = ['sts:AssumeRoleWithSAML', WEB_IDENTITY];
const ALL = ['sts:AssumeRole', ...FEDERATED];

/** Returns the subjects of each OIDC provider, and all other principals. */
function whoOf(
  statement: TrustStatement,
  { Action, NotAction }: Statement,
  clusters: Record<string, string>,
): Who[] {
  const isAbout = (actions: string[]) =>
    actions.some(action =>
      isOneOf(action, Action, NotAction, { ignoreCase: true }),
    );
  const others = [
    ...statement.federated
      .filter(arn => issuerOfProviderArn(arn) === undefined)
      .map(name => ({ name, assumes: isAbout(FEDERATED) })),
    ...statement.others.map(principal => ({
      name:
        principal === POD_IDENTITY
          ? 'Every ServiceAccount with an EKS Pod Identity association to it'
          : named(principal),
      assumes: isAbout(isEverybody(principal) ? ALL : ['sts:AssumeRole']),
    })),
  ];
  return [
    ...statement.issuers.map(issuer => ({
      ...ofIssuer(issuer, statement, clusters),
      assumes: isAbout([WEB_IDENTITY]),
    })),
    ...[true, false].flatMap(assumes => {
      const names = others
        .filter(other => other.assumes === assumes)
        .map(({ name }) => name);
      return names.length > 0
        ? [{ subject: names.join(' or '), about: [], assumes }]
        : [];
    }),
  ];
}

function actionsInWords({ Action, NotAction }: Statement): string {
  return Action === undefined
    ? `everything but ${[NotAction ?? []].flat().join(' and ')}`
    : [Action].flat().join(' or ');
}

function ofIssuer(
  issuer: string,
  { conditions }: TrustStatement,
  clusters: Record<string, string>,
): Omit<Who, 'assumes'> {
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

function isEverybody(principal: string): boolean {
  return principal === '*' || principal === 'AWS: *';
}

function named(principal: string): string {
  if (isEverybody(principal)) return 'Everybody in AWS';
  const [, service] = /^Service: (.+)$/.exec(principal) ?? [];
  if (service !== undefined) return `The AWS service ${service}`;
  return principal.replace(/^AWS: /, '');
}

function inWords({ operator, key, values }: TrustCondition): string {
  return `${key} ${operator} ${values.join(' or ')}`;
}
