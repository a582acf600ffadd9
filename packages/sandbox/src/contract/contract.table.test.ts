import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  awsTable,
  differencesTable,
  kubernetesTable,
  motoTable,
  omissionsTable,
} from './__testUtils__/table';

const REPORTS = resolve(__dirname, '../../../../test-results/reports');

/** Writes the report of the contract: which cases exist, and why some are missing. */
it('the contract report contains no undefined values', () => {
  const report = [
    ['AWS', awsTable()],
    ['Not run against moto', motoTable()],
    ['Left out', omissionsTable()],
    ['Kubernetes', kubernetesTable()],
    ['Known differences', differencesTable()],
  ]
    .map(([title, table]) => `## ${title}\n\n${table}\n`)
    .join('\n');
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(join(REPORTS, 'contract.md'), `# Contract\n\n${report}`);
  expect(report).not.toContain('undefined');
});
