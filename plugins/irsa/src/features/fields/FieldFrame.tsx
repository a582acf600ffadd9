import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from '../../shared/ui/Surface.module.css';

/** The properties of a field that the frame shows, for a value of any type. */
type FramedField = Partial<
  Pick<
    FieldExtensionComponentProps<unknown>,
    'rawErrors' | 'errors' | 'required' | 'disabled'
  >
> & {
  schema: { description?: string };
  uiSchema: { 'ui:description'?: string };
};

/** The frame of a field with its description and errors, in the style of the scaffolder's own fields. */
export function FieldFrame(props: {
  field: FramedField;
  description: string;
  children: ReactNode;
}) {
  const { field } = props;
  return (
    <ScaffolderField
      rawErrors={field.rawErrors}
      rawDescription={
        field.uiSchema['ui:description'] ??
        field.schema.description ??
        props.description
      }
      required={field.required}
      disabled={field.disabled}
      errors={field.errors}
    >
      {/* The scaffolder's card is a surface that Backstage UI does not know. */}
      <BgProvider bg="neutral-1">
        <div className={styles.surface}>{props.children}</div>
      </BgProvider>
    </ScaffolderField>
  );
}
