import type { RequestGuardrail } from './types';

/** Requires tags of the role, with allowed values if configured. */
export const requiredTags: RequestGuardrail = ({ guardrails, spec }) =>
  guardrails.requiredTags.flatMap(({ key, values }) => {
    const value = Object.entries(spec.tags ?? {}).find(
      ([name]) => name === key,
    )?.[1];
    const choice = values ? `: one of ${values.join(', ')}` : '';
    if (value === undefined || value.trim() === '') {
      return [
        {
          field: `tags.${key}`,
          rule: 'required-tag',
          message: `Tag "${key}" is required${choice}.`,
        },
      ];
    }
    return !values || values.includes(value)
      ? []
      : [
          {
            field: `tags.${key}`,
            rule: 'required-tag',
            message: `Tag "${key}" may not be "${value}"${choice}.`,
          },
        ];
  });
