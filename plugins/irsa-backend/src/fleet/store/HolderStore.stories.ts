import {
  absent,
  unknown,
  type ResourcePolicyReading,
} from '@backstage-irsa/core/model';
import { migratedDatabases } from '../../__testUtils__/databases';
import { HolderStore } from './HolderStore';
import { ObservationStore } from './inventory/ObservationStore';

const databases = migratedDatabases();
const [A, B] = ['111122223333', '444455556666'];
const hour = (number: number) =>
  new Date(Date.UTC(2026, 0, 2, number)).toISOString();

const ownedBy = (accountId: string): ResourcePolicyReading => ({
  ...absent(),
  accountId,
});
const MISSING: ResourcePolicyReading = { ...absent(), isMissing: true };
const REFUSED: ResourcePolicyReading = unknown('Denied.');

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  it.each<
    [
      string,
      [key: string, hour: number, answer: ResourcePolicyReading][],
      ResourcePolicyReading | undefined,
    ]
  >([
    [
      'is of the account that answered, not of the role that names the bucket',
      [[`${B}/files`, 1, ownedBy(A)]],
      ownedBy(A),
    ],
    [
      'is the newest one that a scan could read',
      [
        [`${A}/files`, 1, ownedBy(A)],
        [`${B}/files`, 3, ownedBy(B)],
        ['777788889999/files', 4, REFUSED],
        ['999900009999/files', 2, MISSING],
      ],
      ownedBy(B),
    ],
    [
      'is missing if the bucket was deleted after scans read it',
      [
        [`${A}/files`, 1, ownedBy(A)],
        [`${B}/files`, 2, MISSING],
      ],
      MISSING,
    ],
    [
      'is unknown if no reading says whose bucket it is',
      [
        [`${A}/files`, 1, absent()],
        [`${B}/files`, 2, REFUSED],
        [`${B}/other-files`, 3, ownedBy(B)],
      ],
      undefined,
    ],
  ])('the policy of a bucket %s', async (_, readings, expected) => {
    const knex = await databases.init(databaseId);
    const observations = new ObservationStore({ knex });
    for (const [key, read, answer] of readings) {
      await observations.record(
        'cluster:prod-eu',
        'bucket',
        new Map([[key, { answer, readAt: hour(read) }]]),
      );
    }
    const store = new HolderStore({ knex });
    expect(await store.bucketPolicy('files')).toEqual(expected);
    await knex.destroy();
  });
});
