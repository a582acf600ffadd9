import { TestDatabases } from '@backstage/backend-test-utils';
import { AWS_DRILLS } from '../__testUtils__/faultDrills/awsDrills';
import { CLUSTER_DRILLS } from '../__testUtils__/faultDrills/clusterDrills';
import {
  DrillStage,
  type Drill,
} from '../__testUtils__/faultDrills/DrillStage';
import { onePhaseEach } from '../__testUtils__/faultDrills/phases';
import {
  compareWithExpected,
  inOrder,
  type DrillRow,
} from '../__testUtils__/faultDrills/table';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** Nightly, every fault is drilled during reading, writing, and scanning. Otherwise, during one of them. */
const chosen =
  process.env.NIGHTLY === 'true' ? (drills: Drill[]) => drills : onePhaseEach;

describe.each([
  ['aws', chosen(AWS_DRILLS)],
  ['cluster', chosen(CLUSTER_DRILLS)],
])('faults of %s', (part, drills) => {
  const rows: DrillRow[] = [];
  let stage: DrillStage;

  beforeAll(async () => {
    stage = await DrillStage.start(databases);
    if (part === 'cluster') await stage.fillCluster();
    // Wait times are random up to a maximum. This makes them short.
    jest.spyOn(Math, 'random').mockReturnValue(0.01);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await stage?.stop();
  });

  // Scans come first, because they would find the objects that later drills create.
  it.each(drills.filter(({ scanning }) => scanning))(
    '$fault, while scanning',
    async drill => {
      const row = await stage.scan(drill, drill.scanning!);
      expect(row.recovers).not.toBe('');
      rows.push(row);
    },
  );

  it.each(drills.filter(({ reading, writing }) => reading ?? writing))(
    '$fault, while reading and writing',
    async drill => {
      const { reading, writing } = drill;
      const found = [
        ...(reading ? [await stage.read(drill, reading)] : []),
        ...(writing ? [await stage.write(drill, writing)] : []),
      ];
      expect(found.length).toBeGreaterThan(0);
      rows.push(...found);
    },
  );

  it('end as expected', () => {
    const { found, expected } = compareWithExpected(
      part,
      inOrder(drills, rows),
    );
    expect(found).toEqual(expected);
  });
});
