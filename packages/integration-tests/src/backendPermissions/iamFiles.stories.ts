import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '@backstage-irsa/iam-policy';
import { fill } from '@backstage-irsa/sandbox';
import {
  manifestFile,
  policyFile,
  iamFiles,
  iamText,
} from '../__testUtils__/iam/files';
import { statementsOf } from '../__testUtils__/iam/permissions';

const ROOT = join(__dirname, '../../../..');
const policies = iamFiles().filter(file => file.endsWith('.json'));
const manifests = iamFiles().filter(file => file.endsWith('.yaml'));

/** The maximum size of a policy. AWS ignores white space. Source: "IAM and AWS STS quotas", IAM User Guide. */
const MAX_POLICY = 6144;

describe('the permission files', () => {
  it('are included in the package', () => {
    const manifest = JSON.parse(
      readFileSync(join(ROOT, 'plugins/irsa-backend/package.json'), 'utf8'),
    );
    expect(manifest.files).toContain('iam');
  });

  it.each(policies)('%s: is a policy that IAM accepts', file => {
    expect(parsePolicy(iamText(file)).errors).toEqual([]);
    expect(iamText(file).replace(/\s/g, '').length).toBeLessThan(MAX_POLICY);
    for (const { Sid, Action } of statementsOf(policyFile(file))) {
      expect(Sid).toMatch(/^[A-Za-z]+$/);
      expect([Action].flat().join()).not.toMatch(/[*?]/);
    }
  });

  it.each(manifests)('%s: contains no wildcards', file => {
    const objects = manifestFile(file);
    expect(objects.length).toBeGreaterThan(0);
    expect(JSON.stringify(objects.map(({ rules }) => rules))).not.toContain(
      '*',
    );
  });

  it('cannot be filled in while a value is missing', () => {
    expect(() => fill('${OTHER}', {})).toThrow('OTHER');
    expect(fill('a${B}c', { B: '-' })).toBe('a-c');
  });
});
