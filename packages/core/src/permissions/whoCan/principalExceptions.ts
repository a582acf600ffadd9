import {
  describeCondition,
  evaluateTrust,
  type ConditionBlock,
} from '@backstage-irsa/iam-policy';
import type { TrustCondition } from '../../trust/read';
import { shortList } from './limitationsOf';
import {
  isPerson,
  isSession,
  namingsOf,
  takesIn,
  type Naming,
} from './namings';
import type { RawStatement } from './rawStatements';

/** The part of a principal that a Deny excludes. */
export interface PrincipalException {
  /** The condition of the Deny, in words. */
  words: string;
  /** Each block selects users and roles that the Deny excludes. Absent if that depends on more than their ARNs. */
  when?: ConditionBlock[];
}

/** A Deny of the whole principal under no condition. */
const NEVER: PrincipalException = { words: 'never' };

/** Condition keys whose values follow from the ARN of a user or role. */
const OF_ARN = /^aws:principal(arn|account)$/i;

/** Whether a Deny excludes the whole principal. */
export function isNever(exception: PrincipalException): boolean {
  return exception === NEVER;
}

/** Returns what a Deny excludes from a principal; empty if it does not apply to it. */
export function exceptionsOf(
  denial: RawStatement,
  naming: Naming,
): PrincipalException[] {
  const ofCaller = denial.conditions.filter(isOfService);
  if (ofCaller.some(one => !isMetBy(one, naming))) return [];
  const conditions = denial.conditions.filter(one => !ofCaller.includes(one));
  const words = conditions.map(inWords).join(' and ');
  if (denial.raw.NotPrincipal !== undefined) {
    return [
      {
        words:
          'but not where a Deny with NotPrincipal in the same policy says so',
      },
    ];
  }
  const denied = namingsOf(denial);
  const isNamed =
    [...denial.others, ...denial.federated].includes('*') ||
    denied.some(one => takesIn(one, naming));
  if (isNamed) {
    if (conditions.length === 0) return [NEVER];
    const when = isPerson(naming) ? ofArn(conditions) : undefined;
    return [
      { words: `but not ${words}${denial.source}`, ...(when && { when }) },
    ];
  }
  const parts = denied.filter(one => isPerson(one) && takesIn(naming, one));
  if (conditions.length > 0) return partly(parts, ` ${words}${denial.source}`);
  const certain = parts.filter(one => !isSession(one));
  return [
    ...partly(certain, denial.source).map(exception => ({
      ...exception,
      when: certain.map(blockOf),
    })),
    ...partly(parts.filter(isSession), denial.source),
  ];
}

/** Whether a Deny certainly excludes a user or role. */
export function excludes(
  { when = [] }: PrincipalException,
  arn: string,
): boolean {
  return when.some(Condition => {
    const document = {
      Version: '2012-10-17' as const,
      Statement: {
        Effect: 'Allow' as const,
        Principal: '*' as const,
        Action: '*',
        Condition,
      },
    };
    return (
      evaluateTrust({
        trustPolicy: { name: 'exception', document },
        principal: { aws: arn },
        action: 'sts:AssumeRole',
      }).decision === 'Allowed'
    );
  });
}

/** Returns a condition in words. */
export function inWords({ operator, key, values }: TrustCondition): string {
  return describeCondition({ operator, key, wanted: values });
}

/** Describes a Deny of parts of an account or of everybody. */
function partly(parts: Naming[], more: string): PrincipalException[] {
  const names = parts.map(({ kind, name }) =>
    kind === 'account' ? `account ${name}` : name,
  );
  return names.length === 0
    ? []
    : [{ words: `but not ${shortList(names)}${more}` }];
}

/** Returns the condition that only this account, user, or role meets. */
function blockOf({ kind, name }: Naming): ConditionBlock {
  const key = kind === 'account' ? 'aws:PrincipalAccount' : 'aws:PrincipalArn';
  return { StringEquals: { [key]: name } };
}

/** Returns the conditions as one block if only the ARN of the principal decides about them. */
function ofArn(conditions: TrustCondition[]): ConditionBlock[] | undefined {
  const isCertain = conditions.every(
    ({ key, values }) =>
      OF_ARN.test(key) && !values.some(value => value.includes('$')),
  );
  if (!isCertain) return undefined;
  const block: ConditionBlock = {};
  for (const { operator, key, values } of conditions) {
    block[operator] = { ...block[operator], [key]: values };
  }
  return [block];
}

/** Whether a condition checks if an AWS service makes the call. */
function isOfService({ operator, key }: TrustCondition): boolean {
  return (
    /^bool(ifexists)?$/i.test(operator) &&
    /^aws:principalisawsservice$/i.test(key)
  );
}

/** Whether the principal meets a condition from `isOfService`. A federated principal does not sign the call, so the key is absent. */
function isMetBy(
  { operator, values }: TrustCondition,
  { kind }: Naming,
): boolean {
  return kind === 'federated'
    ? /ifexists$/i.test(operator)
    : values.some(value => value.toLowerCase() === String(kind === 'service'));
}
