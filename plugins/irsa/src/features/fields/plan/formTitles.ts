import type { SpecFields } from './specOf';

/** The part of a form's schema that names its fields. */
interface FormSchema {
  properties?: Record<string, unknown>;
}

function titleIn({ properties = {} }: FormSchema, name: string): string {
  const { title } = (properties[name] ?? {}) as { title?: string };
  // A field of another page of the form.
  return (
    title ?? `${name.slice(0, 1).toLocaleUpperCase('en-US')}${name.slice(1)}`
  );
}

/** What a form calls the grants of its spec: the fields that they amount to, where it has no field for grants. */
export function formTitles(
  schema: FormSchema,
  { grants }: SpecFields = {},
): (field: string) => string | undefined {
  return field => {
    const [, index, part] = /^grants\[(\d+)\](?:\.(\w+))?/.exec(field) ?? [];
    const fields = grants?.[Number(index)];
    if (!fields) return undefined;
    return titleIn(
      schema,
      part === 'access' ? fields.accessField : fields.resourceField,
    );
  };
}
