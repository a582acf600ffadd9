import type { RenderFormat, Rendering, Violation } from '../model/types';
import { renderers } from './registry';
import type { RenderInput } from './types';

/** Returns notes about prerequisites of the objects that no format creates. */
function surroundings(
  { mechanism, providerMissing, audience, cluster, role }: RenderInput,
  format: RenderFormat,
): string[] {
  return mechanism === 'irsa' && providerMissing && format !== 'eksctl'
    ? [
        `Account ${role.accountId} has no OIDC provider for cluster ${cluster.eksName} yet. Create one with the audience ${audience} first.`,
      ]
    : [];
}

/** Refuses associations with a pod role: their files would need two roles in two accounts. */
function refuseChains({ association, role }: RenderInput): Violation[] {
  return association && association.roleArn !== role.arn
    ? [
        {
          field: 'accountId',
          rule: 'unsupported-by-format',
          message:
            'An association with a role in another account needs two roles, which no file format supports here. Create it now, or use the mechanism irsa.',
        },
      ]
    : [];
}

/** Returns the parts of a spec that a format cannot express. */
export function refusedBy(
  format: RenderFormat,
  input: RenderInput,
): Violation[] {
  return [...refuseChains(input), ...renderers[format].refuse(input)];
}

/** Renders the files of a format, or returns the violations that the format cannot express. */
export function renderAs(format: RenderFormat, input: RenderInput): Rendering {
  const renderer = renderers[format];
  const violations = refusedBy(format, input);
  if (violations.length > 0) {
    return { format, files: [], violations, notes: [] };
  }
  const { files, notes } = renderer.render(input);
  return {
    format,
    files,
    violations: [],
    notes: [...surroundings(input, format), ...notes],
  };
}
