import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { howToAllow, valueOf } from '../../model/observation';
import { command } from '../../model/shell';
import type {
  ObservedEncryption,
  Observed,
  ObservedRole,
} from '../../model/observed';
import { grantMayAllow, withKeyGrants } from '../../permissions/keys/keyGrants';
import {
  isOpenExceptTags,
  isOpenWith,
} from '../../permissions/simulation/openConditions';
import { sessionTagsOf } from '../../permissions/sessionTags';
import type { CheckAnswer, Remediation } from '../types';
import { undecided, unreadable, warn } from './answer';
import { checkKeyState } from './keyState';
import {
  blockersOf,
  identityStatement,
  keyStatement,
  requestOf,
  unknownKeyOf,
  withStatement,
  type KeyCase,
  type KeyUse,
} from './keyUse';

/** A key, and what the role needs from it. */
export interface NeededKey {
  /** The start of a sentence that ends with the key, such as `Bucket orders is encrypted with KMS key arn:…`. */
  subject: string;
  /** A name for a policy of the role that allows the use. */
  policyName: string;
  encryption: ObservedEncryption;
  uses: KeyUse[];
  /** Whether the spec grants the resource or the key, so that a plan allows the key use that the role needs. */
  isGranted: boolean;
}

function identityPolicy(keyArn: string, uses: KeyUse[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [identityStatement(keyArn, uses)],
  };
}

/** Builds a command that adds 1 policy per resource, because resources with the same key can need different actions. */
function putRolePolicy(
  { role }: KeyCase,
  { policyName }: NeededKey,
  document: PolicyDocument,
) {
  const name = policyName.toLowerCase().replace(/[^\w+=,.@-]+/g, '-');
  return command(
    ...['aws', 'iam', 'put-role-policy', '--role-name', role.name],
    ...['--policy-name', name.slice(0, 128)],
    ...['--policy-document', JSON.stringify(document)],
  );
}

/** Returns the commands for the owner of the key. Only the owner may see the key policy. */
function addToKeyPolicy(keyArn: string, statement: Statement): string[] {
  const { accountId = '', region = '' } = parseArn(keyArn) ?? {};
  const kms = (...words: string[]) =>
    command(
      ...['aws', '--profile', accountId, '--region', region, 'kms'],
      ...[...words, '--key-id', keyArn, '--policy-name', 'default'],
    );
  const add = `.Statement = [.Statement, ${JSON.stringify(
    statement,
  )}] | .Statement |= flatten`;
  return [
    `${kms('get-key-policy')} --query Policy --output text | ${command(
      'jq',
      add,
    )} > key-policy.json`,
    `${kms('put-key-policy')} --policy file://key-policy.json`,
  ];
}

/**
 * Lets the role use the key: through a policy of the role if the key delegates to IAM, otherwise through the key policy, and through both across
 * accounts. Never shows the key policy: services accept any key for a resource, so anyone who configures a key could read its policy this way.
 */
function remediationOf(
  keyCase: KeyCase,
  uses: KeyUse[],
  needed: NeededKey,
): Remediation {
  const { isGranted } = needed;
  const { keyArn, role } = keyCase;
  const own = identityPolicy(keyArn, uses);
  const named = [{ name: 'use-key', document: own }];
  const statement = keyStatement(keyCase, uses);
  const after = withStatement(keyCase, statement);
  const fixes = (changed: KeyCase, extra: typeof named) =>
    uses.every(use => blockersOf(changed, use, extra).length === 0);
  const actions = uses.map(({ action }) => action).join(' and ');
  if (fixes(keyCase, named)) {
    return {
      sentence: isGranted
        ? `Apply the spec again: its plan allows role ${role.name} ${actions} on the key. Or allow it in a separate policy.`
        : `Allow role ${role.name} ${actions} on the key in a separate policy, or grant the resource in its spec.`,
      commands: [putRolePolicy(keyCase, needed, own)],
    };
  }
  const isEnough = fixes(after, []);
  if (!isEnough && !fixes(after, named)) {
    return {
      sentence: `A Deny statement or the permissions boundary of role ${role.name} blocks ${actions} on the key. Change it.`,
    };
  }
  const both = isEnough
    ? ''
    : ' Allow the same in a policy of the role: a key of another account requires both.';
  return {
    sentence: `Add the statement to the policy of key ${keyArn}, which does not allow role ${role.name} to use it.${both}`,
    diff: {
      title: `Statement for the policy of key ${keyArn}`,
      before: '',
      after: JSON.stringify(statement, null, 2),
    },
    commands: addToKeyPolicy(keyArn, statement),
  };
}

/** Returns undefined if the role can use the key as needed, or needs no key. */
export function checkKey(
  needed: NeededKey,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const { subject, encryption, uses } = needed;
  const { keyArn, keyPolicy, keyGrants, keyState } = encryption;
  if (uses.length === 0) return undefined;
  const unusable = checkKeyState(subject, encryption);
  if (unusable) return unusable;
  if (keyPolicy.state === 'absent') {
    return undecided(
      `${subject}, which does not exist in that account and region.`,
    );
  }
  if (keyPolicy.state === 'unknown') {
    return unreadable(`The policy of KMS key ${keyArn}`, keyPolicy);
  }
  const { document } = keyPolicy.value;
  if (!document)
    return undecided(`The policy of KMS key ${keyArn} is invalid.`);
  const keyCase: KeyCase = {
    ...{ observed, role, keyArn },
    keyPolicy: withKeyGrants(document, valueOf(keyGrants) ?? [], role.arn),
  };
  const denied = uses.flatMap(use => {
    const blockers = blockersOf(keyCase, use);
    return blockers.length > 0 ? [{ use, blockers }] : [];
  });
  if (denied.length === 0) {
    return keyState?.state === 'unknown'
      ? unreadable(`The state of KMS key ${keyArn}`, keyState)
      : undefined;
  }
  const tags = sessionTagsOf(role, observed);
  const open = denied.flatMap(({ use, blockers }) => {
    // A direct call has no keys of a calling service.
    const isOpenFor = use.call ? isOpenExceptTags : isOpenWith;
    return blockers.filter(one => unknownKeyOf([one], tags, isOpenFor));
  });
  if (open.length > 0) {
    const own = open.filter(({ layer }) => layer !== 'resource');
    const what = unknownKeyOf(own, tags) ?? 'a condition of the key policy';
    return undecided(
      `${subject}. Whether role ${role.name} can use it depends on ${what}, which only a request shows.`,
    );
  }
  const [blocker] = denied[0].blockers;
  const actions = denied.map(({ use }) => use.action).join(' or ');
  const why =
    blocker.layer === 'resource'
      ? 'the policy of the key does not allow it.'
      : blocker.message;
  const remediation = remediationOf(
    keyCase,
    denied.map(({ use }) => use),
    needed,
  );
  if (
    keyGrants.state === 'unknown' &&
    denied.every(({ use }) => grantMayAllow(requestOf(keyCase, use)))
  ) {
    const allow = howToAllow(keyGrants);
    return undecided(
      `${subject}. Whether a grant of the key allows role ${role.name} ${actions}, which no policy does, could not be read. ${keyGrants.reason}`,
      allow === undefined
        ? remediation
        : {
            ...remediation,
            sentence: `${allow}. If no grant allows it: ${remediation.sentence}`,
          },
    );
  }
  return warn(
    `${subject}, but role ${role.name} cannot call ${actions} with it: ${why}`,
    remediation,
    'kms-key-denies',
  );
}

/** Combines the answers for several resources into one, warnings first; undefined if there are none. */
export function allOf(answers: CheckAnswer[]): CheckAnswer | undefined {
  const isWarning = ({ result }: CheckAnswer) => result === 'warn';
  const told = [
    ...answers.filter(isWarning),
    ...answers.filter(answer => !isWarning(answer)),
  ];
  if (told.length < 2) return told[0];
  const remediations = told.flatMap(({ remediation }) => remediation ?? []);
  const diffs = remediations.flatMap(({ diff }) => diff ?? []);
  const each = (texts: string[], between: string) =>
    [...new Set(texts)].join(between);
  const commands = remediations.flatMap(({ commands: own = [] }) => own);
  return {
    ...told[0],
    message: each(
      told.map(({ message }) => message),
      ' ',
    ),
    ...(remediations.length > 0 && {
      remediation: {
        sentence: each(
          remediations.map(({ sentence }) => sentence),
          ' ',
        ),
        ...(commands.length > 0 && { commands }),
        ...(diffs.length > 0 && {
          diff: {
            title: each(
              diffs.map(({ title }) => title),
              ', ',
            ),
            before: '',
            after: each(
              diffs.map(({ after }) => after),
              '\n',
            ),
          },
        }),
      },
    }),
  };
}
