import type {
  ConditionBlock,
  EvaluationResult,
  PolicyDocument,
  RequestContext,
  Statement,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';

/**
 * Who makes a request. To assume a role asks a pod by its token, EKS Pod Identity for a pod, a role in turn, or somebody of another account; `pod` is one
 * that calls any service, and `anybody` is anyone else who calls one.
 */
export type Requester =
  | 'token'
  | 'pod-identity'
  | 'role'
  | 'stranger'
  | 'pod'
  | 'anybody';

const SECOND_FACTOR = 'multifactorauth(age|present)';
const TAGS = 'principaltag/.*';
/** Of calls that a service makes for others, or by itself. */
const OF_SERVICES =
  'calledvia(first|last)?|principalservicename(slist)?|source(account|arn|orgid|orgpaths)';

/** Of a call to KMS that a service makes for its caller. Where one is asked about, it is known. */
const VIA_SERVICE = 'kms:viaservice';

/** Of the credentials that instances, functions, builds and people get. */
const OF_OTHER_CREDENTIALS = [
  'ec2:(sourceinstancearn|roledelivery)',
  'aws:(ec2instancesource(vpc|privateipv4)|assumedroot|chatbotsourcearn|signinsessionarn)',
  'ssm:sourceinstancearn',
  'lambda:sourcefunctionarn',
  'codebuild:(buildarn|projectarn)',
  'glue:(rolearn|credentialissuingservice)',
  'identitystore:userid',
];

const aws = (...keys: string[]) => `aws:(${keys.join('|')})`;
const oneOf = (...keys: string[]) => new RegExp(`^(${keys.join('|')})$`, 'i');

/**
 * Keys that the requests of each never carry, unless they are known to. Nobody signs a request with a token, and a token of a cluster holds no tags; a
 * service is in no organization; a session has no tags but those that are known, and no second factor; a stranger is no service, and neither is a pod,
 * whose credentials are those of no instance, function or person.
 *
 * Source: "Available keys for AWS web identity federation" and "AWS global condition context keys", IAM User Guide.
 */
const NEVER_CARRIED: Record<Requester, RegExp> = {
  token: oneOf(
    'sts:externalid',
    aws(SECOND_FACTOR, 'principal\\w+(/.*)?', 'requesttag/.*', 'tagkeys'),
  ),
  'pod-identity': oneOf(
    aws(SECOND_FACTOR, TAGS, 'principalorg\\w+', 'requesttag/.*'),
    'aws:federatedprovider',
  ),
  role: oneOf(aws(SECOND_FACTOR, TAGS)),
  stranger: oneOf(aws('principalservicenameslist', 'source.*', 'vpcsourceip')),
  pod: oneOf(
    aws(SECOND_FACTOR, TAGS, OF_SERVICES, 'username'),
    VIA_SERVICE,
    ...OF_OTHER_CREDENTIALS,
  ),
  anybody: oneOf(
    aws(SECOND_FACTOR, TAGS, OF_SERVICES, 'username'),
    VIA_SERVICE,
  ),
};

/** Keys that the evaluation has from who asks. */
const OF_WHO_ASKS = oneOf(
  aws('principal(arn|account|type|isawsservice|servicename)', 'username'),
);

/** Keys of every call, which count as known of one that does not name them. A call by way of a service is another one. */
const OF_EACH_CALL = oneOf(
  aws('currenttime', 'epochtime', 'securetransport', 'tokenissuetime'),
  aws('viaawsservice', 'resourceaccount'),
);

/** Whether only a request shows how a condition turns out. */
export type IsOpenKey = (condition: {
  key: string;
  operator?: string;
}) => boolean;

const lower = (text: string) => text.toLocaleLowerCase('en-US');

/** Whether a request of theirs may carry a key that is not known of it. */
export function mayCarry(requester: Requester, key: string): boolean {
  return !NEVER_CARRIED[requester].test(key);
}

/**
 * The keys that are neither among those known of a request nor known to be absent: those of AWS where somebody assumes a role, and of another call
 * those of its service, too. `varying` are carried, with values that are not known.
 */
export function isOpenFor(
  requester: Requester,
  known: RequestContext,
  varying: RegExp = /^$/,
): IsOpenKey {
  const names = new Set(Object.keys(known).map(lower));
  const isCall = requester === 'pod' || requester === 'anybody';
  return ({ key, operator = '' }) => {
    if (varying.test(key)) return operator !== 'Null';
    return (
      (isCall ? !OF_EACH_CALL.test(key) : /^(aws|iam|sts):/i.test(key)) &&
      !OF_WHO_ASKS.test(key) &&
      mayCarry(requester, key) &&
      !names.has(lower(key))
    );
  };
}

/** The open keys that a condition hangs on: its own, or those of the variables in its values. */
function keysIn(
  operator: string,
  [key, values]: [string, ConditionBlock[string][string]],
  isOpen: IsOpenKey,
): string[] {
  const variables = [...String(values).matchAll(/\$\{\s*([^\s,}]+)/g)];
  return [
    ...(isOpen({ key, operator }) ? [key] : []),
    ...variables.map(([, name]) => name).filter(name => isOpen({ key: name })),
  ];
}

/** The open keys that a statement hangs on. */
export function openKeysIn(
  { Condition = {} }: Statement,
  isOpen: IsOpenKey,
): string[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(entry => keysIn(operator, entry, isOpen)),
  );
}

function withoutOpen(statement: Statement, isOpen: IsOpenKey): Statement {
  const Condition = Object.fromEntries(
    Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).filter(
          entry => keysIn(operator, entry, isOpen).length === 0,
        ),
      ),
    ]),
  );
  return { ...statement, Condition };
}

/**
 * A policy as it reads where all that hangs on open keys turns out for the request, or against it. In place of a statement that does not match
 * then is one that is about nothing, so that the others keep their positions.
 */
export function settled(
  document: PolicyDocument,
  isOpen: IsOpenKey,
  outcome: 'for' | 'against' = 'for',
): PolicyDocument {
  const all = statementsOf(document);
  const hanging = all.map(one => openKeysIn(one, isOpen).length > 0);
  if (!hanging.includes(true)) return document;
  const matching = outcome === 'for' ? 'Allow' : 'Deny';
  const Statement = all.map((statement, index) => {
    if (!hanging[index]) return statement;
    if (statement.Effect === matching) return withoutOpen(statement, isOpen);
    const { NotAction: _, ...rest } = statement;
    return { ...rest, Action: 'none:None' };
  });
  return { ...document, Statement };
}

/** What a trust policy says to a request. */
export interface TrustAnswer {
  answer: 'allowed' | 'open' | 'denied';
  /** The open keys that it hangs on. */
  openKeys: string[];
  /** Where all that hangs on open keys turns out for the request. */
  result: EvaluationResult;
}

/** Decides a request whose keys are known but for those that are open. `evaluate` asks a trust policy about it. */
export function decideTrust(
  document: PolicyDocument,
  isOpen: IsOpenKey,
  evaluate: (document: PolicyDocument) => EvaluationResult,
): TrustAnswer {
  const result = evaluate(settled(document, isOpen));
  const isAllowed = (one: PolicyDocument) =>
    evaluate(one).decision === 'Allowed';
  if (result.decision !== 'Allowed') {
    return { answer: 'denied', openKeys: [], result };
  }
  if (isAllowed(settled(document, isOpen, 'against'))) {
    return { answer: 'allowed', openKeys: [], result };
  }
  // A statement counts that would match.
  const openKeys = statementsOf(document)
    .filter(statement => {
      const alone: Statement = { ...statement, Effect: 'Allow' };
      return isAllowed(settled({ ...document, Statement: alone }, isOpen));
    })
    .flatMap(statement => openKeysIn(statement, isOpen));
  return { answer: 'open', openKeys: [...new Set(openKeys)], result };
}

/** One answer for several actions, all of which have to be allowed. */
export function decideAll(
  actions: string[],
  decide: (action: string) => TrustAnswer,
): TrustAnswer & { action: string } {
  const answers = actions.map(action => ({ action, ...decide(action) }));
  const denied = answers.find(({ answer }) => answer === 'denied');
  if (denied) return denied;
  const open = answers.filter(({ answer }) => answer === 'open');
  return open.length === 0
    ? answers[0]
    : {
        ...open[0],
        openKeys: [...new Set(open.flatMap(({ openKeys }) => openKeys))],
      };
}
