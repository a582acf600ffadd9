import { isEntityRef } from '@backstage-irsa/core/model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A link to an entity of the catalog. What is no reference, such as a tag that somebody wrote, is text: the link would fail the whole page. */
export function EntityRef({ text }: { text: string }) {
  return isEntityRef(text) ? <EntityRefLink entityRef={text} /> : <>{text}</>;
}
