import fc from 'fast-check';
import { loadCatalogue } from '../catalogue/load';
import type { Statement } from '../document/types';
import { namesOf } from '../effective/names';
import type { ActionCatalogue } from '../summary/types';
import { policy } from '../__testUtils__/cases';
import { findRisks } from './index';

const RESOURCES = {
  sqs: 'arn:aws:sqs:*:*:orders-*',
  sns: 'arn:aws:sns:*:*:orders',
  s3: 'arn:aws:s3:::orders/*',
  kms: 'arn:aws:kms:*:*:key/1234',
  secretsmanager: 'arn:aws:secretsmanager:*:*:secret:team-*',
  iam: 'arn:aws:iam::*:role/team-*',
  dynamodb: 'arn:aws:dynamodb:*:*:table/orders',
};
type Service = keyof typeof RESOURCES;

const services = fc.constantFrom(...(Object.keys(RESOURCES) as Service[]));
const allow = (Action: string | string[], Resource = '*'): Statement => ({
  Effect: 'Allow',
  ...{ Action, Resource },
});

/** Returns patterns that together match each name with a start, by splitting at one letter more where the next choice says so. */
function patternsOf(
  start: string,
  names: string[],
  choices: Iterator<boolean>,
): string[] {
  const own = names.filter(name => name.startsWith(start));
  if (own.includes(start) || !choices.next().value) return [`${start}*`];
  const next = new Set(own.map(name => name.slice(0, start.length + 1)));
  return [...next].flatMap(longer => patternsOf(longer, own, choices));
}

describe('patterns that together match every action of a service', () => {
  let catalogue: ActionCatalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue();
  });

  const split = (service: Service, choices: boolean[]) => {
    const names = namesOf(catalogue.service(service)!).folded;
    // The first choice is to split, so that there are several patterns.
    const all = [true, ...choices].values();
    return patternsOf(`${service}:`, names, all);
  };
  const risksOf = (statements: Statement[]) =>
    findRisks([policy(...statements)], { catalogue }).map(
      ({ id, severity, extent }) => ({ id, severity, extent }),
    );

  it('have the same risks as all actions of the service', () => {
    fc.assert(
      fc.property(
        services,
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.record({
          isNamed: fc.boolean(),
          isOneStatement: fc.boolean(),
          isUpper: fc.boolean(),
          denied: fc.constantFrom(undefined, '*', 'Get*', 'Delete*', 'Put*'),
        }),
        (service, choices, { isNamed, isOneStatement, isUpper, denied }) => {
          const resource = isNamed ? RESOURCES[service] : '*';
          const patterns = split(service, choices).map(text =>
            isUpper ? text.toUpperCase() : text,
          );
          const denies: Statement[] = denied
            ? [{ ...allow(`${service}:${denied}`), Effect: 'Deny' }]
            : [];
          const parts = isOneStatement
            ? [allow(patterns, resource)]
            : patterns.map(text => allow(text, resource));
          expect(risksOf([...parts, ...denies])).toEqual(
            risksOf([allow(`${service}:*`, resource), ...denies]),
          );
        },
      ),
    );
  });

  it('do not if one of them is missing', () => {
    fc.assert(
      fc.property(
        services,
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.nat(),
        (service, choices, index) => {
          const patterns = split(service, choices);
          patterns.splice(index % patterns.length, 1);
          expect(risksOf([allow(patterns)])).not.toContainEqual(
            expect.objectContaining({ id: 'service-wildcard' }),
          );
        },
      ),
    );
  });
});

describe('every action of a service', () => {
  const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
  const verbs = (...names: string[]) => names.map(name => `sqs:${name}*`);
  const ALL_VERBS = verbs(
    ...['Add', 'C', 'Delete', 'Get', 'List', 'Purge', 'Receive', 'Remove'],
    ...['S', 'Tag', 'Untag'],
  );
  const wildcardOf = async (statements: Statement[], isKnown: boolean) => {
    const catalogue = isKnown ? await loadCatalogue() : undefined;
    return findRisks([policy(...statements)], { catalogue }).find(
      ({ id }) => id === 'service-wildcard',
    );
  };
  const QUEUE = 'arn:aws:sqs:*:*:orders';

  it.each<[string, Statement[], string | undefined]>([
    ['one pattern for each verb', [allow(ALL_VERBS)], 'medium'],
    [
      'one statement for each verb',
      ALL_VERBS.map(text => allow(text)),
      'medium',
    ],
    ['verbs on one queue', [allow(ALL_VERBS, QUEUE)], 'low'],
    [
      'some verbs on one queue',
      [allow(ALL_VERBS.slice(0, 4), QUEUE), allow(ALL_VERBS.slice(4))],
      'low',
    ],
    ['all verbs but one', [allow(ALL_VERBS.slice(1))], undefined],
    [
      'all verbs, with one denied',
      [allow(ALL_VERBS), { ...allow('sqs:S*'), Effect: 'Deny' }],
      'medium',
    ],
    [
      'all verbs, with all denied',
      [allow(ALL_VERBS), { ...allow('sqs:*'), Effect: 'Deny' }],
      undefined,
    ],
    ['a name', [allow('rds-db:connect')], undefined],
    ['patterns for all services', [allow(['*:Get*', '*:List*'])], undefined],
  ])(
    'is determined with a catalogue for %s: %s',
    async (_, parts, severity) => {
      expect((await wildcardOf(parts, true))?.severity).toBe(severity);
    },
  );

  it.each([
    ['every letter', LETTERS.map(letter => `sqs:${letter}*`), true],
    ['every letter but one', LETTERS.slice(1).map(l => `sqs:${l}*`), false],
    ['each verb of today', ALL_VERBS, false],
  ])('is determined without a catalogue for %s', async (_, actions, isAll) => {
    const risk = await wildcardOf([allow(actions)], false);
    expect(risk !== undefined).toBe(isAll);
  });

  it.each([
    ['sqs:*', true],
    [ALL_VERBS, false],
    [LETTERS.map(letter => `sqs:${letter}*`), true],
  ])('of %j includes later actions: %s', async (actions, isLater) => {
    const risk = await wildcardOf([allow(actions)], true);
    expect(risk?.message).toBe(
      `It can do every action of sqs${
        isLater ? ', including actions that AWS adds later' : ''
      }.`,
    );
    expect(risk?.evidence).toMatchObject([{ statement: 0 }]);
  });
});
