import { fuzz } from '@backstage-irsa/fuzz';
import { desiredWith, observedWith } from '../__testUtils__';
import { renderInputOf, renderers, renderAs } from '../delivery';
import { arbitrarySpec } from '../delivery/__testUtils__/arbitrarySpecs';
import { problemsOf } from '../delivery/__testUtils__/problems';
import { readers } from '../delivery/__testUtils__/readers';
import { checkSpec, type RenderFormat } from '../model';
import { statementsOf } from '../model/document';

const FORMATS = Object.keys(renderers) as RenderFormat[];

describe('fuzz: renderings', () => {
  describe.each(FORMATS)('%s', format => {
    fuzz(`renderings: ${format}`, arbitrarySpec, spec => {
      if (checkSpec(spec).length > 0) return;
      const input = renderInputOf(desiredWith(spec), observedWith());
      const { files, violations } = renderAs(format, input);
      if (violations.length > 0) return;
      expect(problemsOf(format, files)).toEqual([]);
      // Read again it is what was asked for: no text became code, another field or another object.
      const { role, permissions, serviceAccount, association } =
        readers[format](files);
      expect([role.name, role.tags, role.boundaryArn]).toEqual([
        input.role.name,
        input.role.tags,
        input.role.boundaryArn,
      ]);
      expect(role.managedPolicyArns).toEqual(input.role.managedPolicyArns);
      expect(input.serviceAccount).toMatchObject(serviceAccount);
      expect(association?.sessionPolicy).toEqual(
        input.association?.sessionPolicy,
      );
      // A tool may keep both documents in one.
      expect(permissions.flatMap(statementsOf)).toEqual(
        [input.policy?.document, input.role.inlinePolicy?.document].flatMap(
          document => (document ? statementsOf(document) : []),
        ),
      );
    });
  });
});
