import type { SpecFields } from './specOf';

/** The part of a form's schema that contains the titles of its fields. */
interface FormSchema {
  properties?: Record<string, unknown>;
}

function titleIn({ properties = {} }: FormSchema, name: string): string {
  const { title } = (properties[name] ?? {}) as { title?: string };
  // A field on another page of the form has no title in this schema.
  return (
    title ?? `${name.slice(0, 1).toLocaleUpperCase('en-US')}${name.slice(1)}`
  );
}

/**
 * Returns a function that gives the form's titles for the grants of its spec. If the form has no field for grants, these are the titles of the fields
 * from which the grants are built.
 */
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
