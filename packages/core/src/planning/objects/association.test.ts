import { desiredWith } from '../../__testUtils__/desired';
import { associatedWith, observedWith } from '../../__testUtils__/observed';
import type { Pairs } from '../types';
import {
  endedBy,
  recordsOf,
  tagRecord,
  wantedRecords,
} from '../ownership/records';
import { planAssociation } from './association';

const withTags = (tags: Pairs) =>
  desiredWith({ mechanism: 'pod-identity', tags });
const desired = withTags({ team: 'a' });
const { refText, association } = desired;
const { roleArn, disableSessionTags, tags } = association!;
/** Returns the changing steps if the association has these tags besides the wanted ones. */
const planned = (present: Pairs, recorded: string[]) =>
  planAssociation(
    desired,
    observedWith(
      associatedWith({
        ...{ roleArn, disableSessionTags },
        tags: { ...tags, ...present },
      }),
    ),
    new Set(recorded),
  ).filter(({ effect }) => effect !== null);

it.each<[string, Pairs, string[], string[]]>([
  ['none if all tags are wanted', {}, [], []],
  [
    'those that Backstage set and the spec no longer wants',
    { Team: 'a' },
    [tagRecord(refText, 'Team', 'a')],
    ['Team'],
  ],
  ['none that others set', { Team: 'a' }, [], []],
  [
    'none that others changed since',
    { Team: 'b' },
    [tagRecord(refText, 'Team', 'a')],
    [],
  ],
])('removes of the tags %s', (_, present, recorded, removed) => {
  const keys = planned(present, recorded).flatMap(({ effect }) =>
    effect?.type === 'untag-association' ? effect.keys : [],
  );
  expect(keys).toEqual(removed);
});

it('records the tags of an association, and forgets those that were removed', () => {
  const record = tagRecord(refText, 'team', 'a');
  const [created] = planAssociation(desired, observedWith({}), new Set());
  expect(recordsOf(created)).toContain(record);
  expect(wantedRecords(desired)).toContain(record);
  const [tagged] = planned({ team: 'b' }, []);
  expect(recordsOf(tagged)).toEqual([record]);
  expect(endedBy(tagged)).toEqual([tagRecord(refText, 'team', 'b')]);
  const old = tagRecord(refText, 'Team', 'a');
  const [untagged] = planned({ Team: 'a' }, [old]);
  expect(endedBy(untagged)).toEqual([old]);
});
