import type {
  RenderFormat,
  Rendering,
} from '@backstage-irsa/plugin-irsa-common';
import { renderers } from './registry';
import type { RenderInput } from './types';

/** What the objects rest on and no format makes. */
function surroundings(
  { mechanism, providerMissing, audience, cluster }: RenderInput,
  format: RenderFormat,
): string[] {
  return mechanism === 'irsa' && providerMissing && format !== 'eksctl'
    ? [
        `Account ${cluster.accountId} has no OIDC provider for cluster ${cluster.eksName} yet: make one with the audience ${audience} first.`,
      ]
    : [];
}

/** The files of a format, or what it cannot say. */
export function renderAs(format: RenderFormat, input: RenderInput): Rendering {
  const renderer = renderers[format];
  const violations = renderer.refuse(input);
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
