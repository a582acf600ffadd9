import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from '../../shared/ui/Surface.module.css';

/** What the frame shows of a field, whatever its value is. */
type FramedField = Partial<
  Pick<
    FieldExtensionComponentProps<unknown>,
    'rawErrors' | 'errors' | 'required' | 'disabled'
  >
> & {
  schema: { description?: string };
  uiSchema: { 'ui:description'?: string };
};

/** A field with its description and errors, as the scaffolder's own fields show them. */
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
      {/* The scaffolder's card is a surface of its own, which Backstage UI does not know of. */}
      <BgProvider bg="neutral-1">
        <div className={styles.surface}>{props.children}</div>
      </BgProvider>
    </ScaffolderField>
  );
}
