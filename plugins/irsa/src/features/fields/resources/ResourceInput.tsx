import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { FieldError } from '../../../shared/ui/FieldError';
import { irsaTranslationRef } from '../../../translation';
import { FieldFrame } from '../FieldFrame';
import { isOfGrants } from '../plan/ofField';
import { usePlan } from '../plan/usePlan';
import { ResourceHint } from './ResourceHint';
import type { ResourceFieldProps } from './resourceSchema';
import { grantOf, resourceSpec, type ResourceOptions } from './resourceSpec';
import { useObjection } from './useObjection';
import { useOwnedResources } from './useOwnedResources';

/** The input for the name of an AWS resource. Immediately shows whether the name is invalid, or whether the owner may not use the resource. */
export function ResourceInput(props: ResourceFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formData: resource = '', uiSchema, formContext, schema } = props;
  const options: Partial<ResourceOptions> = uiSchema['ui:options'] ?? {};
  const spec = resourceSpec(formContext?.formData, options, resource);
  const owned = useOwnedResources(spec);
  const { value: plan, isCurrent } = usePlan(
    resource === '' ? undefined : spec,
  );
  const against = useObjection()(
    grantOf(formContext?.formData, options, resource),
    owned,
    (isCurrent && plan ? plan.violations : []).filter(isOfGrants),
  );
  return (
    <FieldFrame field={props} description="">
      <TextField
        id={props.idSchema?.$id}
        label={schema.title ?? t('resources.title')}
        isRequired={props.required}
        secondaryLabel={props.required ? t('field.required') : undefined}
        isDisabled={props.disabled}
        isInvalid={against !== undefined || Boolean(props.rawErrors?.length)}
        value={resource}
        onChange={text => props.onChange(text || undefined)}
      />
      {against === undefined ? (
        <ResourceHint owned={owned} service={options.service} />
      ) : (
        <FieldError>{against}</FieldError>
      )}
    </FieldFrame>
  );
}
