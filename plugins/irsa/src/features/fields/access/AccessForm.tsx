import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider } from '@backstage/ui';
import { FieldError } from '../../../shared/ui/FieldError';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import { failureOf } from '../../../shared/ui/failure';
import { irsaTranslationRef } from '../../../translation';
import { useFormSpec } from '../plan/formSpec';
import { usePlan } from '../plan/usePlan';
import styles from './AccessForm.module.css';
import type { AccessFormProps } from './accessSchema';
import { AccountChoice } from './AccountChoice';
import { useAccessStart } from './useAccessStart';

type Properties = NonNullable<AccessFormProps['schema']['properties']>;

/** Some fields of a form, rendered by the scaffolder. */
function Fields(props: {
  form: AccessFormProps;
  isShown: (name: string) => boolean;
  isDisabled?: boolean;
}) {
  const { form, isShown, isDisabled } = props;
  const { ObjectField } = form.registry.fields;
  const { 'ui:field': _, ...uiSchema } = form.uiSchema;
  const { properties = {} } = form.schema;
  const shown: Properties = Object.fromEntries(
    Object.entries(properties).filter(([name]) => isShown(name)),
  );
  return (
    <ObjectField
      {...form}
      disabled={form.disabled || isDisabled}
      uiSchema={uiSchema}
      schema={{ ...form.schema, properties: shown }}
    />
  );
}

/** A page of a form that starts with the current access of its component. Values that the user does not change stay as they are. */
export function AccessForm(props: AccessFormProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { accounts, error, reload, start, isStarting } = useAccessStart(props);
  const plan = usePlan(useFormSpec(props.formData, { keepUnspecified: true }));
  const refusal = plan.error && failureOf(plan.error);
  return (
    <>
      <Fields form={props} isShown={name => name === 'component'} />
      <BgProvider bg="neutral-1">
        <div className={`${styles.start} ${surfaceStyles.surface}`}>
          {refusal?.kind === 'forbidden' && (
            <FieldError>{refusal.message}</FieldError>
          )}
          {error && (
            <FieldFailure
              text={t('start.failed', { message: failureOf(error).message })}
              onRetry={reload}
            />
          )}
          {accounts.length > 0 && (
            <AccountChoice
              accounts={accounts}
              formData={props.formData}
              onChange={start}
            />
          )}
        </div>
      </BgProvider>
      <Fields
        form={props}
        isShown={name => name !== 'component'}
        isDisabled={isStarting}
      />
    </>
  );
}
