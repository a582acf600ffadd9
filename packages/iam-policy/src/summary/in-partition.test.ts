import { loadCatalogue } from '../catalogue/load';
import type { NamedPolicy, Statement } from '../document/types';
import { effectivePermissions } from '../effective/effective';
import { findRisks } from '../risks';
import { policy } from '../__testUtils__/cases';
import { inPartition } from './in-partition';
import type { ActionCatalogue } from './types';

type Part = Partial<Statement>;

const allow = (...parts: Part[]): NamedPolicy =>
  policy(...parts.map(part => ({ Effect: 'Allow' as const, ...part })));
const read = (Resource: string): Part => ({
  Action: 'secretsmanager:GetSecretValue',
  Resource,
});
const readAllBut = (NotResource: string): Part => ({
  Action: 'secretsmanager:GetSecretValue',
  NotResource,
});
const deny = (part: Part): Part => ({ Effect: 'Deny', ...part });
const pass = (Resource: string): Part => ({ Action: 'iam:PassRole', Resource });
const secrets = (partition: string, name = '*') =>
  `arn:${partition}:secretsmanager:*:*:secret:${name}`;
const roles = (partition: string) => `arn:${partition}:iam::*:role/*`;

let all: ActionCatalogue;
beforeAll(async () => {
  all = await loadCatalogue();
});

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

it.each<[string, Part[], string[]]>([
  ['all resources', [read('*')], PARTITIONS],
  ['any partition', [read(secrets('*'))], PARTITIONS],
  ['a pattern for partitions', [read(secrets('aws*'))], PARTITIONS],
  ['one partition', [read(secrets('aws'))], ['aws']],
  ['another partition', [read(secrets('aws-cn'))], ['aws-cn']],
  [
    'all but one partition',
    [readAllBut(secrets('aws'))],
    ['aws-cn', 'aws-us-gov'],
  ],
  [
    'all, with a Deny in one partition',
    [read('*'), deny(read(secrets('aws')))],
    ['aws-cn', 'aws-us-gov'],
  ],
  [
    'all, with a Deny of all but one partition',
    [read('*'), deny(readAllBut(secrets('aws-cn')))],
    ['aws-cn'],
  ],
  [
    'all, with a Deny of all but some of one partition',
    [read('*'), deny(readAllBut(secrets('aws', 'team-*')))],
    [],
  ],
  [
    'one partition, with a Deny in another',
    [read(secrets('aws')), deny(read(secrets('aws-cn')))],
    ['aws'],
  ],
])('finds access to %s', (_, parts, expected) => {
  const isFound = (partition: string) =>
    findRisks([allow(...parts)], {
      catalogue: inPartition(all, partition),
    }).some(({ id }) => id === 'credential-exposure-all-resources');
  expect(PARTITIONS.filter(isFound)).toEqual(expected);
});

it.each<[string, Part[], boolean]>([
  ['all roles of the partition', [pass(roles('aws'))], true],
  ['all roles of another partition', [pass(roles('aws-cn'))], false],
  ['none, by a Deny', [pass('*'), deny(pass(roles('aws')))], false],
  [
    'none, by a Deny in any partition',
    [pass('*'), deny(pass(roles('*')))],
    false,
  ],
  [
    'all, by a Deny in a region',
    [pass('*'), deny(pass('arn:*:iam:eu-*:*:role/*'))],
    true,
  ],
  [
    'all, by a Deny in another partition',
    [pass('*'), deny(pass(roles('aws-cn')))],
    true,
  ],
])('finds that IAM roles can be passed: %s', (_, parts, expected) => {
  const catalogue = inPartition(all, 'aws');
  const ids = findRisks([allow(...parts)], { catalogue }).map(({ id }) => id);
  expect(ids.includes('pass-role-all-roles')).toBe(expected);
});

it('grants nothing on resources of another partition', () => {
  const identityPolicies = [
    allow({
      Action: 's3:GetObject',
      Resource: ['arn:aws:s3:::a/*', 'arn:aws-cn:s3:::b/*'],
    }),
  ];
  const resourcesIn = (partition: string) =>
    effectivePermissions(
      { identityPolicies },
      { catalogue: inPartition(all, partition) },
    ).services.flatMap(({ levels }) =>
      levels.flatMap(({ entries }) =>
        entries.flatMap(({ resources }) => resources),
      ),
    );
  expect(resourcesIn('aws')).toEqual(['arn:aws:s3:::a/*']);
  expect(resourcesIn('aws-cn')).toEqual(['arn:aws-cn:s3:::b/*']);
  expect(resourcesIn('aws-us-gov')).toEqual([]);
});

it('returns the same objects for the same partition', () => {
  const catalogue = inPartition(all, 'aws-cn');
  expect(inPartition(all, 'aws-cn')).toBe(catalogue);
  expect(catalogue.service('S3')).toBe(catalogue.service('s3'));
  expect(catalogue.service('none')).toBeUndefined();
  expect(catalogue.prefixes()).toEqual(all.prefixes());
});
