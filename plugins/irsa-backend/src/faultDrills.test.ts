import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AWS_DRILLS } from './__testUtils__/faultDrills/awsDrills';
import { BACKEND_ROWS } from './__testUtils__/faultDrills/backendRows';
import { CLUSTER_DRILLS } from './__testUtils__/faultDrills/clusterDrills';
import { POSTGRES_FAULTS } from './__testUtils__/faultDrills/postgresFaults';
import { sqliteDrills } from './__testUtils__/faultDrills/sqliteDrills';
import {
  compareWithDocument,
  documentedCells,
} from './__testUtils__/faultDrills/table';

describe('docs/fault-drills.md', () => {
  it('has each fault that is drilled, and no other', () => {
    const drilled = [
      ...[...AWS_DRILLS, ...CLUSTER_DRILLS, ...sqliteDrills('')].map(
        ({ fault }) => fault,
      ),
      ...POSTGRES_FAULTS,
      ...BACKEND_ROWS.map(({ fault }) => fault),
    ];
    const documented = documentedCells().map(([fault]) => fault);
    expect([...new Set(documented)]).toEqual([...new Set(drilled)]);
  });

  it('has what tests of their own make', () => {
    const { found, documented } = compareWithDocument('backend', BACKEND_ROWS);
    expect(documented).toEqual(found);
  });

  it.each(BACKEND_ROWS)(
    'names a test that makes "$fault"',
    ({ heldBy: { file, test } }) => {
      const text = readFileSync(join(__dirname, file), 'utf8');
      expect(text).toContain(`it('${test}'`);
    },
  );
});
