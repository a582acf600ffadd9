import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import { useOwned } from './useOwned';
import { templateRouteRef } from '../../routes';

/**
 * The link to the template that adds AWS access, with the component filled in. Shown only to the component's owners, because only they can add
 * access.
 */
export function AddAccess(props: {
  template: string;
  variant: 'primary' | 'tertiary';
  children: string;
}) {
  const { entity } = useEntity();
  const templateRoute = useRouteRef(templateRouteRef);
  const isOwned = useOwned();
  if (!isOwned || !templateRoute) return null;
  const { namespace, name } = parseEntityRef(props.template, {
    defaultKind: 'template',
  });
  const formData = JSON.stringify({ component: stringifyEntityRef(entity) });
  const query = new URLSearchParams({ formData });
  return (
    <ButtonLink
      size="small"
      variant={props.variant}
      href={`${templateRoute({ namespace, templateName: name })}?${query}`}
    >
      {props.children}
    </ButtonLink>
  );
}
