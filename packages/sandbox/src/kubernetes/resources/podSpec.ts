import type { Json } from '../json';
import { isJsonObject } from '../json';
import { labelName } from '../names';
import type { LabelSelector, PodSpec, PodTemplate } from '../objects';
import { matchesSelector } from '../selectors';
import type { Cause } from '../status';

/** Fills in the defaults of a pod spec that clients read back. */
export function setPodSpecDefaults(spec: PodSpec): void {
  spec.restartPolicy ||= 'Always';
  // Both names of the field hold the same value, regardless of which one was set.
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (account) {
    spec.serviceAccountName = account;
    spec.serviceAccount = account;
  }
}

/** Checks that containers have valid, unique names and an image, that volume names are unique, and that each mount refers to a volume. */
export function validatePodSpec(
  spec: PodSpec | undefined,
  path: string,
): Cause[] {
  if (!spec?.containers?.length) {
    return [
      {
        reason: 'FieldValueRequired',
        field: `${path}.containers`,
        message: 'Required value',
      },
    ];
  }
  const lists = ['containers', 'initContainers', 'volumes'] as const;
  const malformed = lists.filter(field => !isListOfObjects(spec[field] ?? []));
  if (malformed.length > 0) {
    return malformed.map(field => ({
      reason: 'FieldValueInvalid',
      field: `${path}.${field}`,
      message: 'Invalid value: must be a list of objects',
    }));
  }
  const volumeNames = (spec.volumes ?? []).map(({ name }) => name);
  return [
    ...duplicates(volumeNames, `${path}.volumes`),
    ...(['containers', 'initContainers'] as const).flatMap(field =>
      validateContainers(spec, field, path),
    ),
  ];
}

function isListOfObjects(value: Json): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}

function validateContainers(
  spec: PodSpec,
  field: 'containers' | 'initContainers',
  path: string,
): Cause[] {
  const containers = spec[field] ?? [];
  const volumeNames = new Set((spec.volumes ?? []).map(({ name }) => name));
  return [
    ...duplicates(
      containers.map(({ name }) => name),
      `${path}.${field}`,
    ),
    ...containers.flatMap(({ name = '', image, volumeMounts = [] }, i) => [
      ...labelName(name).map(
        (problem): Cause => ({
          reason: 'FieldValueInvalid',
          field: `${path}.${field}[${i}].name`,
          message: `Invalid value: ${JSON.stringify(name)}: ${problem}`,
        }),
      ),
      ...(image
        ? []
        : [
            {
              reason: 'FieldValueRequired' as const,
              field: `${path}.${field}[${i}].image`,
              message: 'Required value',
            },
          ]),
      ...volumeMounts.flatMap((mount, j): Cause[] =>
        volumeNames.has(mount.name)
          ? []
          : [
              {
                reason: 'FieldValueNotFound',
                field: `${path}.${field}[${i}].volumeMounts[${j}].name`,
                message: `Not found: ${JSON.stringify(mount.name)}`,
              },
            ],
      ),
    ]),
  ];
}

function duplicates(names: string[], path: string): Cause[] {
  return names.flatMap((name, i): Cause[] =>
    names.indexOf(name) < i
      ? [
          {
            reason: 'FieldValueDuplicate',
            field: `${path}[${i}].name`,
            message: `Duplicate value: ${JSON.stringify(name)}`,
          },
        ]
      : [],
  );
}

/** Checks the template of a workload, and that the workload's selector selects the template's pods. */
export function validateTemplate(spec: {
  selector?: LabelSelector;
  template?: PodTemplate;
}): Cause[] {
  const causes = validatePodSpec(spec.template?.spec, 'spec.template.spec');
  if (!spec.selector) {
    return [
      {
        reason: 'FieldValueRequired',
        field: 'spec.selector',
        message: 'Required value',
      },
      ...causes,
    ];
  }
  const labels = spec.template?.metadata?.labels ?? {};
  return matchesSelector(spec.selector, labels)
    ? causes
    : [
        {
          reason: 'FieldValueInvalid',
          field: 'spec.template.metadata.labels',
          message: `Invalid value: ${JSON.stringify(
            labels,
          )}: \`selector\` does not match template \`labels\``,
        },
        ...causes,
      ];
}
