import { parseRoleArn } from '../../arn/arn';
import type { Observed, ObservedRole } from '../../model/observed';
import type { CheckAnswer, Remediation } from '../types';
import { fail, pass, undecided } from './answer';
import { chainedTrust, type ChainedCaller } from './assumedRole';
import { chainDenial } from './chainDenial';
import { deniedByOrganization, onlyShownBy } from './deniedByOrganization';
import { trustPolicyRemediation } from './trustPolicyRemediation';

/** The wording of a check that reports on role chaining. */
export interface ChainWords {
  /** The role that is assumed. */
  which: string;
  /** The caller that assumes it. */
  caller: string;
  /** The purpose of the call. */
  need: string;
  passes: string;
  fails: string;
  /** The remediation if the trust policy depends on keys that only a request contains. */
  whereOpen?: Remediation;
}

/** Checks whether a role can assume another one, according to the other's trust policy and the SCPs and RCPs that were read. */
export function chainAnswer(
  observed: Observed,
  caller: ChainedCaller & { role: ObservedRole },
  other: ObservedRole,
  words: ChainWords,
): CheckAnswer {
  const { document } = other.trust;
  const { which } = words;
  if (!document) {
    return undecided(`The trust policy of ${which} cannot be read.`);
  }
  const trust = chainedTrust(document, observed, caller);
  if (trust.answer === 'denied') {
    return fail(words.fails, howToLetIn(caller.role, other, { trust, which }));
  }
  const denial = chainDenial(observed, caller, other.arn);
  const denied = denial && deniedByOrganization(denial, words);
  if (denied?.result === 'fail') return denied;
  if (trust.answer === 'open') {
    return undecided(
      `The trust policy of ${which} also depends on ${onlyShownBy(
        words.caller,
        trust.openKeys,
      )}`,
      words.whereOpen,
    );
  }
  return denied ?? pass(words.passes);
}

function howToLetIn(
  role: ObservedRole,
  other: ObservedRole,
  { trust, which }: { trust: ReturnType<typeof chainedTrust>; which: string },
): Remediation {
  const { accountId = '' } = parseRoleArn(other.arn) ?? {};
  return trust.isByDeny
    ? {
        sentence: `A Deny statement of the trust policy of ${which} denies role ${role.name}. Ask the owner of account ${accountId} to exempt the role.`,
      }
    : trustPolicyRemediation(
        other,
        trust.resolved,
        `In account ${accountId}, change the trust policy of role ${other.name} so that it trusts role ${role.arn}. The access of other principals stays unchanged.`,
      );
}
