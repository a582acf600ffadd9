import type { RenderFormat } from '../model/types';
import { desiredWith } from '../__testUtils__/desired';
import { observedWith } from '../__testUtils__/observed';
import { problemsOf } from './__testUtils__/problems';
import { renderInputOf } from './input';
import { renderers } from './registry';
import { renderAs } from './render';

const FORMATS = Object.keys(renderers) as RenderFormat[];

describe.each(['irsa', 'pod-identity'] as const)(
  'files for an existing ServiceAccount with %s',
  mechanism => {
    it.each(FORMATS)('omit only the ServiceAccount as %s', format => {
      const desired = desiredWith({ serviceAccount: 'existing', mechanism });
      const { files, notes, violations } = renderAs(
        format,
        renderInputOf(desired, observedWith()),
      );
      const text = JSON.stringify(files);
      expect([violations, problemsOf(format, files)]).toEqual([[], []]);
      expect(text).toContain(desired.roleName);
      expect(text).not.toContain('kubernetes_');
      expect(text).not.toMatch(/kind: \\"(ServiceAccount|Namespace)/);
      expect(files.map(({ path }) => path)).not.toContain(
        'service-account.yaml',
      );
      expect(notes.join()).not.toContain('service-account.yaml');
    });
  },
);

it('eksctl creates only the role', () => {
  const desired = desiredWith({ serviceAccount: 'existing' });
  const { files } = renderAs('eksctl', renderInputOf(desired, observedWith()));
  expect(files[0].content).toContain('roleOnly: true');
  expect(files[0].content).not.toContain('annotations:');
});
