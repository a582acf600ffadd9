import type { Config } from '@backstage/config';
import { parsePolicy, type PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  MAX_SESSION_DURATION_SECONDS,
  TOKEN_EXPIRATION_SECONDS,
  ALLOWANCES,
  type Allowance,
  type GuardrailLimits,
  type Guardrails,
  type NamePrefix,
  type RequiredTag,
  type SecondsRange,
} from '@backstage-irsa/core/model';
import { parseArn } from '@backstage-irsa/core/arn';
import { DEFAULT_DENIED_ACTIONS } from '@backstage-irsa/core/planning';
import { readAccountIds } from './accountId';
import { readFilledList } from './lists';
import { readOwner } from './owner';

const KEY = 'irsa.guardrails';

function readBoundaries(config: Config): Record<string, string> {
  const key = `${KEY}.permissionsBoundaries`;
  const arns =
    config.getOptional<Record<string, string>>('permissionsBoundaries') ?? {};
  for (const [accountId, text] of Object.entries(arns)) {
    if (!/^\d{12}$/.test(accountId)) {
      throw new Error(
        `${key} has the key "${accountId}": an AWS account ID has 12 digits. Put it in quotes.`,
      );
    }
    const arn = parseArn(text);
    const isPolicy =
      arn?.service === 'iam' && arn.resource.startsWith('policy/');
    if (!isPolicy || ![accountId, 'aws'].includes(arn.accountId)) {
      throw new Error(
        `${key}.${accountId} is "${text}": write the ARN of a managed policy of that account.`,
      );
    }
  }
  return arns;
}

const ACTION = /^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$/;

function readActions(config: Config, section: string): string[] {
  const actions = config.getOptionalStringArray('deniedActions') ?? [];
  actions.forEach((pattern, index) => {
    if (!ACTION.test(pattern)) {
      throw new Error(
        `${section}.deniedActions[${index}] is "${pattern}": write an action, such as iam:* or sts:AssumeRole.`,
      );
    }
  });
  return actions;
}

function readDefaultDeniedActions(config: Config): string[] {
  const exceptions =
    config.getOptionalStringArray('deniedActionExceptions') ?? [];
  exceptions.forEach((pattern, index) => {
    if (!DEFAULT_DENIED_ACTIONS.includes(pattern)) {
      throw new Error(
        `${KEY}.deniedActionExceptions[${index}] is "${pattern}", which is not an entry of the default list in docs/how-to/guardrails.md. Copy the entry exactly.`,
      );
    }
  });
  return DEFAULT_DENIED_ACTIONS.filter(one => !exceptions.includes(one));
}

function readAllow(config: Config): Allowance[] {
  return (config.getOptionalStringArray('allow') ?? []).map((name, index) => {
    const found = ALLOWANCES.find(one => one === name);
    if (found) return found;
    throw new Error(
      `${KEY}.allow[${index}] is "${name}": write one of ${ALLOWANCES.join(
        ', ',
      )}.`,
    );
  });
}

const USUAL_AUDIENCE = 'sts.amazonaws.com';

function readAudiences(config: Config): string[] {
  const audiences = config.getOptionalStringArray('audiences');
  if (!audiences) return [USUAL_AUDIENCE];
  audiences.forEach((audience, index) => {
    if (audience.trim() === '') {
      throw new Error(`${KEY}.audiences[${index}] is empty.`);
    }
  });
  return audiences;
}

function readPrefixes(config: Config, section: string, path: string): string[] {
  const prefixes = config.getOptionalStringArray(path) ?? [];
  prefixes.forEach((prefix, index) => {
    if (!/^(\*|[a-z0-9-]+)$/.test(prefix)) {
      throw new Error(
        `${section}.${path}[${index}] is "${prefix}": write the IAM prefix of a service, such as s3, or * for every service.`,
      );
    }
  });
  return prefixes;
}

/** Reads the roles that services may assume. Each pattern must name an account: otherwise services could assume roles in anybody's account. */
function readAssumableRoles(config: Config): string[] | undefined {
  const patterns = config.getOptionalStringArray('assumableRoles');
  patterns?.forEach((pattern, index) => {
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/*-]+$/.test(pattern)) {
      throw new Error(
        `${KEY}.assumableRoles[${index}] is "${pattern}": write the ARN of a role in one account, with * for any text of its path and name.`,
      );
    }
  });
  return patterns;
}

function readMaximum(
  config: Config,
  section: string,
): PolicyDocument | undefined {
  const value = config.getOptional('maximumPermissions');
  if (value === undefined) return undefined;
  const { document, errors } = parsePolicy(JSON.stringify(value));
  if (document) return document;
  const [{ path, reason }] = errors;
  throw new Error(
    `${section}.maximumPermissions${path && `.${path}`} is invalid: ${reason}`,
  );
}

function readTag(config: Config, where: string): RequiredTag {
  const values = config.getOptionalStringArray('values');
  const key = config.getString('key');
  if (key.trim() === '') {
    throw new Error(`${where}.key is empty.`);
  }
  if (values?.length === 0) {
    throw new Error(`${where}.values is empty.`);
  }
  return { key, ...(values && { values }) };
}

function readNamePrefix(config: Config, key: string): NamePrefix {
  const prefix = config.getString('prefix');
  if (!/^[\w+=,.@-]{1,32}$/.test(prefix)) {
    throw new Error(
      `${key}.prefix is "${prefix}": use at most 32 letters, digits and the characters _+=,.@-.`,
    );
  }
  const owners = readFilledList(config, 'owners', key);
  return {
    prefix,
    ...(owners && {
      owners: owners.map((ref, at) => readOwner(ref, `${key}.owners[${at}]`)),
    }),
    accounts: readAccountIds(config, key),
  };
}

function readRange(
  config: Config,
  section: string,
  path: string,
  limits: SecondsRange,
): SecondsRange | undefined {
  const range = config.getOptionalConfig(path);
  if (!range) return undefined;
  const min = range.getOptionalNumber('min') ?? limits.min;
  const max = range.getOptionalNumber('max') ?? limits.max;
  const inOrder = limits.min <= min && min <= max && max <= limits.max;
  if (!inOrder || !Number.isInteger(min) || !Number.isInteger(max)) {
    throw new Error(
      `${section}.${path} is ${min} to ${max}: use whole seconds from ${limits.min} to ${limits.max}, the smaller number as min.`,
    );
  }
  return { min, max };
}

/** The keys of `irsa.guardrails` that only restrict. All other keys determine what can be requested at all. */
const LIMITS = [
  'deniedActions',
  'deniedWildcards',
  'maximumPermissions',
  'requiredTags',
  'namePrefixes',
  'tokenExpirationSeconds',
  'maxSessionDurationSeconds',
  'managedPolicyArns',
] satisfies (keyof GuardrailLimits)[];

function readLimits(config: Config, section: string): GuardrailLimits {
  const each = <T>(key: string, read: (of: Config, where: string) => T): T[] =>
    (config.getOptionalConfigArray(key) ?? []).map((of, index) =>
      read(of, `${section}.${key}[${index}]`),
    );
  return {
    deniedActions: readActions(config, section),
    deniedWildcards: {
      services: readPrefixes(config, section, 'deniedWildcards.services'),
      resources: readPrefixes(config, section, 'deniedWildcards.resources'),
    },
    maximumPermissions: readMaximum(config, section),
    requiredTags: each('requiredTags', readTag),
    namePrefixes: each('namePrefixes', readNamePrefix),
    tokenExpirationSeconds: readRange(
      config,
      section,
      'tokenExpirationSeconds',
      TOKEN_EXPIRATION_SECONDS,
    ),
    maxSessionDurationSeconds: readRange(
      config,
      section,
      'maxSessionDurationSeconds',
      MAX_SESSION_DURATION_SECONDS,
    ),
    managedPolicyArns: config.getOptionalStringArray('managedPolicyArns'),
  };
}

/**
 * Reads the report-only guardrails. Guardrails that give more, or that protect what is not the caller's, cannot be report-only: without them, rules
 * would be stricter or have gaps.
 */
function readReportOnly(config: Config): GuardrailLimits | undefined {
  const limits = config.getOptionalConfig('reportOnly');
  if (!limits) return undefined;
  const section = `${KEY}.reportOnly`;
  const wrong = limits.keys().find(key => !LIMITS.some(one => one === key));
  if (wrong !== undefined) {
    throw new Error(
      `${section}.${wrong} is not a guardrail that supports report-only mode. Use ${LIMITS.join(
        ', ',
      )}.`,
    );
  }
  return readLimits(limits, section);
}

/**
 * Reads `irsa.guardrails`. Settings that are absent get safe defaults.
 *
 * @throws Error - that names the key and the rule.
 */
export function readGuardrails(config: Config): Guardrails {
  const list = (path: string) => config.getOptionalStringArray(path) ?? [];
  const limits = readLimits(config, KEY);
  return {
    ...limits,
    allow: readAllow(config),
    audiences: readAudiences(config),
    permissionsBoundaries: readBoundaries(config),
    deniedActions: [
      ...new Set([
        ...readDefaultDeniedActions(config),
        ...limits.deniedActions,
      ]),
    ],
    assumableRoles: readAssumableRoles(config),
    reserved: {
      namespaces: list('reserved.namespaces'),
      serviceAccounts: list('reserved.serviceAccounts'),
      roles: list('reserved.roles'),
      tagKeys: list('reserved.tagKeys'),
    },
    reportOnly: readReportOnly(config),
  };
}
