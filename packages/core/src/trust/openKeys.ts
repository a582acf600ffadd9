import type {
  ConditionBlock,
  EvaluationResult,
  PolicyDocument,
  RequestContext,
  Statement,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';
import {
  openResources,
  openVariables,
  settledOnResources,
} from './openVariables';

/**
 * The kind of requester. To assume a role: `token` is a pod with its token, `pod-identity` is EKS for a pod, `role` is another role, and `stranger`
 * is a principal of another account. To call any service: `pod` is a pod, and `anybody` is anyone else.
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
/** Keys of calls that a service makes by itself. Amazon SNS still documents `aws:SourceOwner`. */
const OF_SERVICE_PRINCIPALS =
  'principalservicename(slist)?|source(account|arn|orgid|orgpaths|owner)';
/** Keys of calls that a service makes for others or by itself. */
const OF_SERVICES = `calledvia(first|last)?|${OF_SERVICE_PRINCIPALS}`;

/** The key of a KMS call that a service makes for its caller. For such a call, its value is known. */
const VIA_SERVICE = 'kms:viaservice';

/** Keys of credentials for instances, functions, builds, and people. */
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
 * Keys that requests of each requester never have, unless they are known to. A request with a token is not signed, and a cluster's token has no tags.
 * A service is in no organization. A session has only known tags and no second factor. A stranger is not a service. A pod is not one either, and its
 * credentials do not come from an instance, a function, or a person.
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

/** Keys that the evaluation derives from the principal. */
const OF_WHO_ASKS = oneOf(
  aws('principal(arn|account|type|isawsservice|servicename)', 'username'),
);

/** Keys of every call. They count as known if the call does not name them. A call through a service is a different call. */
const OF_EACH_CALL = oneOf(
  aws('currenttime', 'epochtime', 'securetransport', 'tokenissuetime'),
  aws('viaawsservice', 'resourceaccount'),
);

/** Whether only a request shows the result of a condition. */
export type IsOpenKey = (condition: {
  key: string;
  operator?: string;
}) => boolean;

const lower = (text: string) => text.toLocaleLowerCase('en-US');

const ONLY_OF_SERVICES = oneOf(aws(OF_SERVICE_PRINCIPALS));

/** Whether only calls that a service makes by itself have a key: no call of a user or role has it, even through a service. */
export function isOnlyOfServices(key: string): boolean {
  return ONLY_OF_SERVICES.test(key);
}

/** Whether a request of this requester can have a key that is unknown. */
export function mayCarry(requester: Requester, key: string): boolean {
  return !NEVER_CARRIED[requester].test(key);
}

/**
 * Returns a function that finds open keys: keys that are neither known from a request nor known to be absent. When a role is assumed, only the keys
 * of AWS, IAM, and STS can be open; in other calls, also the keys of the service. Keys that match `varying` are present with unknown values.
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

/** What is known about the statements of a document. */
interface Reading {
  document: Pick<PolicyDocument, 'Version'>;
  isOpen: IsOpenKey;
}

/** Returns the open keys on which a condition depends: its own key, and variables in its values. */
function keysIn(
  operator: string,
  [key, values]: [string, ConditionBlock[string][string]],
  { document, isOpen }: Reading,
): string[] {
  const texts = [values].flat().map(String);
  return [
    ...(isOpen({ key, operator }) ? [key] : []),
    ...openVariables(texts, document, isOpen),
  ];
}

function openConditionKeys(
  { Condition = {} }: Statement,
  reading: Reading,
): string[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(entry => keysIn(operator, entry, reading)),
  );
}

/** Returns the open keys on which a statement of a document depends. */
export function openKeysIn(
  statement: Statement,
  document: Pick<PolicyDocument, 'Version'>,
  isOpen: IsOpenKey,
): string[] {
  return [
    ...openConditionKeys(statement, { document, isOpen }),
    ...openVariables(
      openResources(statement, document, isOpen),
      document,
      isOpen,
    ),
  ];
}

function withoutOpen(statement: Statement, reading: Reading): Statement {
  const Condition = Object.fromEntries(
    Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).filter(
          entry => keysIn(operator, entry, reading).length === 0,
        ),
      ),
    ]),
  );
  return { ...statement, Condition };
}

/** Returns a statement with its open conditions and variables resolved; undefined if it then applies to nothing. */
function settledStatement(
  statement: Statement,
  { document, isOpen }: Reading,
  isMatching: boolean,
): Statement | undefined {
  const reading = { document, isOpen };
  const isConditional = openConditionKeys(statement, reading).length > 0;
  if (isConditional && !isMatching) return undefined;
  return settledOnResources(
    isConditional ? withoutOpen(statement, reading) : statement,
    document,
    { isOpen, isMatching },
  );
}

/**
 * Returns the policy with all conditions and variables on open keys resolved in favor of the request, or against it. A statement that then does not
 * match is replaced with one that has no effect, so that the others keep their positions.
 */
export function settled(
  document: PolicyDocument,
  isOpen: IsOpenKey,
  outcome: 'for' | 'against' = 'for',
): PolicyDocument {
  const all = statementsOf(document);
  const hanging = all.map(one => openKeysIn(one, document, isOpen).length > 0);
  if (!hanging.includes(true)) return document;
  const matching = outcome === 'for' ? 'Allow' : 'Deny';
  const Statement = all.map((statement, index) => {
    if (!hanging[index]) return statement;
    const { NotAction: _, ...rest } = statement;
    return (
      settledStatement(
        statement,
        { document, isOpen },
        statement.Effect === matching,
      ) ?? { ...rest, Action: 'none:None' }
    );
  });
  return { ...document, Statement };
}

/** The decision of a trust policy about a request. */
export interface TrustAnswer {
  answer: 'allowed' | 'open' | 'denied';
  /** The open keys on which the answer depends. */
  openKeys: string[];
  /** The evaluation result with all open keys resolved in favor of the request. */
  result: EvaluationResult;
}

/** Decides a request for which some keys are open. `evaluate` evaluates a trust policy for the request. */
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
  // Only statements that can match the request count.
  const openKeys = statementsOf(document)
    .filter(statement => {
      const alone: Statement = { ...statement, Effect: 'Allow' };
      return isAllowed(settled({ ...document, Statement: alone }, isOpen));
    })
    .flatMap(statement => openKeysIn(statement, document, isOpen));
  return { answer: 'open', openKeys: [...new Set(openKeys)], result };
}

/** Combines the answers for several actions, all of which must be allowed. */
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
