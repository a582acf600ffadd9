import { isEntityRef } from '@backstage-irsa/core/model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

/**
 * A link to a catalog entity. Text that is not an entity reference, such as a manually set tag, stays plain text, because a link would break the
 * page.
 */
export function EntityRef({ text }: { text: string }) {
  return isEntityRef(text) ? <EntityRefLink entityRef={text} /> : <>{text}</>;
}
