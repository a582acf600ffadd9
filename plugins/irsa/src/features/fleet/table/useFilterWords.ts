import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetFilter } from '@backstage-irsa/plugin-irsa-common';
import {
  IDENTITY_SOURCES,
  MECHANISMS,
  ROLE_USES,
  SEVERITIES,
  FINDING_STATES,
  STATUSES,
  SUBJECT_KINDS,
} from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';

/** The filter values that are not names. */
const COMMON_VALUES = ['none', 'any', 'proposed', 'linked'] as const;

/** Returns a function that gives the text for a filter value. Names stay as they are. */
export function useFilterWords(): (
  filter: FleetFilter,
  value: string,
) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  const known = <Value extends string>(
    values: readonly Value[],
    value: string,
    words: (one: Value) => string,
  ) => {
    const found = values.find(one => one === value);
    return found === undefined ? value : words(found);
  };
  return (filter, value) => {
    switch (filter) {
      case 'status':
        // The filter does not ask for a live proof.
        return known(STATUSES, value, one =>
          t(one === 'verified' ? 'status.checksPass' : `status.${one}`),
        );
      case 'mechanism':
        return known(MECHANISMS, value, one => t(`mechanism.${one}`));
      case 'identitySource':
        return known(IDENTITY_SOURCES, value, one =>
          t(`identitySource.${one}`),
        );
      case 'severity':
        return known(SEVERITIES, value, one => t(`severity.${one}`));
      case 'state':
        return known(FINDING_STATES, value, one => t(`findingState.${one}`));
      case 'subjectKind':
        return known(SUBJECT_KINDS, value, one => t(`subjectKind.${one}`));
      case 'use':
        return known(ROLE_USES, value, one => t(`roleUse.${one}`));
      case 'unused':
        return t(value === 'true' ? 'filters.yes' : 'filters.no');
      case 'managedBy':
      case 'entity':
      case 'link':
      case 'owner':
        return known(COMMON_VALUES, value, one => t(`filters.${one}`));
      default:
        return value;
    }
  };
}
