import { grantDefinitions } from '@backstage-irsa/core/grants';
import german from './de';
import { messages as english } from './en';
import { grantCatalog } from './en/grantCatalog';

const KEYS = Object.keys(english) as (keyof typeof english)[];
const { messages } = german;
const de = (key: keyof typeof english): string => messages[key];

/** What a text is filled in with, such as `{{count, number}}`, and what it shows as code. */
const partsOf = (text: string) =>
  [...text.matchAll(/\{\{[^}]*\}\}|`[^`]*`|<[^>]*>/g)]
    .map(([part]) => part)
    .sort();

/** Texts that are the same in both languages, by the reason. */
const SAME: { reason: string; keys: string[] }[] = [
  {
    reason: 'names of products, formats and mechanisms',
    keys: [
      'cell.ours',
      'format.ack',
      'format.cloudformation',
      'format.crossplane',
      'format.eksctl',
      'format.terraform',
      'mechanism.irsa',
      'mechanism.pod-identity',
      'migrationStage.irsa',
      'migrationStage.pod-identity',
    ],
  },
  {
    reason: 'words of Kubernetes and AWS',
    keys: [
      'chain.arn',
      'column.account',
      'column.cluster',
      'column.pods',
      'column.serviceAccount',
      'column.workload',
      'drawer.workload',
      'field.clusterTitle',
      'field.namespaceTitle',
      'filter.cluster',
      'filter.namespace',
      'link.cluster',
      'link.service-account',
      'link.workload',
      'migration.cluster',
      'roleUse.service-account',
      'scopeCount.pods',
      'scopeCount.workloads',
      'subjectKind.cluster',
      'subjectKind.service-account',
      'subjectKind.workload',
      'tab.workloads',
      'table.workloads',
      'workloads.container',
      'workloads.pod',
    ],
  },
  {
    reason: 'words that German has too',
    keys: [
      'column.status',
      'diagnose.title',
      'filter.status',
      'filters.add',
      'grants.resource',
      'scope.region',
    ],
  },
  {
    reason: 'no words, only what is filled in',
    keys: [
      'chain.detail',
      'detail.title',
      'filters.chip',
      'history.change',
      'nodeRole.step',
      'policy.error',
      'rightSize.since',
      'rightSize.unused',
      'scope.seconds',
    ],
  },
];

describe('the texts of the catalogue of grants', () => {
  it('are those of the catalogue', () => {
    const entries = [...grantDefinitions.values()].flatMap(
      ({ service, resourceLabel, access }) => [
        [`grant.${service}.resource`, resourceLabel],
        ...Object.entries(access).map(([id, { description }]) => [
          `grant.${service}.access.${id}`,
          description,
        ]),
      ],
    );
    expect(grantCatalog).toEqual(Object.fromEntries(entries));
  });
});

describe('the texts in German', () => {
  it('are there for each text in English, and for no other', () => {
    expect(Object.keys(messages).sort()).toEqual([...KEYS].sort());
  });

  it.each(KEYS)('fill in and mark as code the same in %s', key => {
    expect(de(key).trim()).not.toBe('');
    expect(partsOf(de(key))).toEqual(partsOf(english[key]));
  });

  it('have each plural that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules('de').resolvedOptions();
    const counted = KEYS.flatMap(key => /^(.*)_other$/.exec(key)?.[1] ?? []);
    expect(counted.length).toBeGreaterThan(20);
    expect(Object.keys(messages)).toEqual(
      expect.arrayContaining(
        counted.flatMap(key =>
          pluralCategories.map(category => `${key}_${category}`),
        ),
      ),
    );
  });

  it('are the same as in English only where there is a reason', () => {
    const same = KEYS.filter(key => de(key) === english[key]);
    expect(same.sort()).toEqual(SAME.flatMap(({ keys }) => keys).sort());
  });

  // Who speaks to a computer says what stands there.
  it.each([
    ['card.seeChain', 'card.seeChainOf'],
    ['rightSizing.undo', 'rightSizing.undoOf'],
    ['scope.sweep', 'scope.sweepOf'],
  ] as const)('have what is read, %s, in the name of it, %s', (text, name) => {
    expect(de(name)).toContain(de(text));
  });
});
