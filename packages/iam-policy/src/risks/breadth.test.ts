import { loadCatalogue } from '../catalogue/load';
import type { NamedPolicy, Statement } from '../document/types';
import { policy } from '../__testUtils__/cases';
import { findRisks } from './index';
import { CREDENTIAL_EXPOSURE } from './data/credential-exposure';
import { DATA_ACCESS } from './data/data-access';
import { ESCALATION_PATHS } from './data/escalation-paths';
import { RESOURCE_EXPOSURE } from './data/resource-exposure';
import { RESOURCE_TYPES } from './data/resource-types';

type Part = Partial<Statement>;

const allow = (...parts: Part[]): NamedPolicy =>
  policy(...parts.map(part => ({ Effect: 'Allow' as const, ...part })));
const read = (...Resource: string[]): Part => ({
  Action: 'secretsmanager:GetSecretValue',
  Resource,
});
const readAllBut = (...NotResource: string[]): Part => ({
  Action: 'secretsmanager:GetSecretValue',
  NotResource,
});
const deny = (part: Part): Part => ({ Effect: 'Deny', ...part });
const SECRETS = 'arn:aws:secretsmanager:*:*:secret';
const everyStart = (pattern: (start: string) => string) =>
  [...'0123456789abcdefghijklmnopqrstuvwxyz'].map(pattern);

async function risksOf(
  policies: NamedPolicy[],
  permissionsBoundary?: NamedPolicy,
) {
  const found = [undefined, await loadCatalogue()].map(catalogue =>
    findRisks(policies, { catalogue, permissionsBoundary })
      .map(({ id }) => id)
      .filter(id => id !== 'service-wildcard'),
  );
  expect(found[0]).toEqual(found[1]);
  return found[0];
}

describe('access to all secrets, with or without a catalogue', () => {
  it.each<[string, Part[], boolean]>([
    ['by *', [read('*')], true],
    ['by secret:*', [read(`${SECRETS}:*`)], true],
    ...['secret:?*', 'secret:**', 'secret*', 's*', '*?', 'secret:*-*'].map(
      (name): [string, Part[], boolean] => [
        `by ${name}`,
        [read(`arn:aws:secretsmanager:eu-west-1:111122223333:${name}`)],
        true,
      ],
    ),
    [
      'of its own account, by a variable',
      [read('arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*')],
      true,
    ],
    [
      'by a wildcard across colons',
      [read('arn:aws:secretsmanager:*:*secret:*')],
      true,
    ],
    ['by an incomplete ARN', [read('arn:aws:secretsmanager')], true],
    [
      'by each first character',
      [read(...everyStart(one => `${SECRETS}:${one}*`))],
      true,
    ],
    [
      'by each first character, in separate statements',
      everyStart(one => `${SECRETS}:${one}*`).map(one => read(one)),
      true,
    ],
    ['but one', [readAllBut(`${SECRETS}:db-1`)], true],
    ['but those of a team', [readAllBut(`${SECRETS}:team-*`)], true],
    ['but one, by a Deny', [read('*'), deny(read(`${SECRETS}:db-1`))], true],
    [
      'in one region, by a Deny of all others',
      [
        read('*'),
        deny(readAllBut('arn:aws:secretsmanager:eu-west-1:*:secret:*')),
      ],
      true,
    ],
    ['of one team', [read(`${SECRETS}:team-*`)], false],
    [
      'of one team, by a Deny of all others',
      [read('*'), deny(readAllBut(`${SECRETS}:team-*`))],
      false,
    ],
    ['none, by a Deny', [read('*'), deny(read('arn:*'))], false],
    [
      'none, by a Deny of all of a kind',
      [read('*'), deny(read('arn:*:secretsmanager:*:*:secret:*'))],
      false,
    ],
    [
      'with the name of the user',
      [read(`${SECRETS}:\${aws:username}/*`)],
      false,
    ],
    ['none, but parameters', [read('arn:aws:ssm:*:*:parameter/*')], false],
  ])('is detected: %s', async (_, statements, isBroad) => {
    expect(await risksOf([allow(...statements)])).toEqual(
      isBroad ? ['credential-exposure-all-resources'] : [],
    );
  });

  it.each<[string, Part[], boolean]>([
    ['all secrets', [read(`${SECRETS}:*`)], true],
    [
      'all secrets of a region, in another spelling',
      [read('arn:aws:secretsmanager:eu-west-1:*:secret:*')],
      true,
    ],
    [
      'each first character',
      everyStart(one => `${SECRETS}:${one}*`).map(one => read(one)),
      true,
    ],
    ['the secrets of a team', [read(`${SECRETS}:team-*`)], false],
  ])('within a boundary that allows %s', async (_, boundary, isBroad) => {
    expect(
      await risksOf([allow(read(`${SECRETS}:?*`))], allow(...boundary)),
    ).toEqual(isBroad ? ['credential-exposure-all-resources'] : []);
  });
});

describe('access to all resources of other types', () => {
  it.each<[string, string, string[]]>([
    ['iam:PassRole', 'arn:aws:iam::*:role*', ['pass-role-all-roles']],
    ['iam:PassRole', 'arn:aws:iam::*:role/*-*', ['pass-role-all-roles']],
    ['iam:PassRole', 'arn:aws:iam::*:r?le/*', ['pass-role-all-roles']],
    ['iam:PassRole', 'arn:aws:iam::*:role/app-*', []],
    ['s3:GetObject', 'arn:aws:s3:::**', ['data-access-all-resources']],
    ['s3:GetObject', 'arn:aws:s3:::?*/*', ['data-access-all-resources']],
    ['s3:GetObject', 'arn:aws:s3:::*/?*', ['data-access-all-resources']],
    ['s3:GetObject', 'arn:aws:s3:::*-logs/*', []],
    ['s3:GetObject', 'arn:aws:s3:::${aws:username}/*', []],
    ['sqs:ReceiveMessage', 'arn:aws:sqs:*:*:?*', ['data-access-all-resources']],
    ['sqs:ReceiveMessage', 'arn:aws:sqs:*:*:orders-*', []],
    ['dynamodb:Scan', 'arn:aws:dynamodb:*:*:t*', ['data-access-all-resources']],
    ['dynamodb:Scan', 'arn:aws:dynamodb:*:*:table/app-*', []],
    [
      'ebs:GetSnapshotBlock',
      'arn:aws:ec2:*::snap*',
      ['data-access-all-resources'],
    ],
  ])('%s on %s: %j', async (Action, Resource, expected) => {
    expect(await risksOf([allow({ Action, Resource })])).toEqual(expected);
  });
});

describe('every action of a service', () => {
  const severityOf = (Action: string | string[], Resource = '*') =>
    findRisks([allow({ Action, Resource })]).find(
      ({ id }) => id === 'service-wildcard',
    )?.severity;

  it.each<[string, string, string | undefined]>([
    ['sns:*', '*', 'medium'],
    ['sns:?*', '*', 'medium'],
    ['SNS:**', '*', 'medium'],
    ['s?s:*', '*', 'medium'],
    ['sns:*', 'arn:aws:sns:*:*:*', 'medium'],
    ['sns:*', 'arn:aws:sns:*:*:?*', 'medium'],
    ['sns:*', 'arn:aws:sns:*:*:orders-*', 'low'],
    ['sns:Get*', '*', undefined],
  ])('is detected by %s on %s: %s', (action, resource, severity) => {
    expect(severityOf(action, resource)).toBe(severity);
  });
});

it('knows the resource types of the listed actions without a catalogue', async () => {
  const catalogue = await loadCatalogue();
  const types = new Map<string, Set<string>>();
  const actions = [
    ...CREDENTIAL_EXPOSURE,
    ...DATA_ACCESS,
    ...RESOURCE_EXPOSURE,
    ...ESCALATION_PATHS.flatMap(path => path.actions),
  ];
  for (const action of actions) {
    const [prefix, name] = action.split(':');
    const { resources = [] } =
      catalogue.service(prefix)?.actions.find(one => one.name === name) ?? {};
    for (const format of resources) {
      const [, , service, , , ...parts] = format.split(':');
      const type = parts.join(':').replace(/\$\{[^}]*\}/g, '*');
      if (!type.includes('*')) continue;
      const known = types.get(prefix) ?? new Set();
      types.set(
        prefix,
        known.add(service === prefix ? type : `${service} ${type}`),
      );
    }
  }
  expect(RESOURCE_TYPES).toEqual(
    Object.fromEntries(
      [...types].map(([prefix, known]) => [prefix, [...known].sort()]),
    ),
  );
});
