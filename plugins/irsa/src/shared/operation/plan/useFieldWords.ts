import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createContext, useContext } from 'react';
import { irsaTranslationRef } from '../../../translation';

/** A function that returns a form's own title for a field of a spec; undefined for fields with the common title. */
export const FormTitles = createContext<(field: string) => string | undefined>(
  () => undefined,
);

/**
 * Returns a function that gives a spec field its title in forms, such as "Access 1" for `grants[0].resource`. A field without a title stays as it is.
 */
export function useFieldWords() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const named: Record<string, string> = {
    accountId: t('specField.account'),
    adopt: t('specField.adopt'),
    audience: t('specField.audience'),
    cluster: t('field.clusterTitle'),
    entityRef: t('specField.component'),
    grants: t('specField.grants'),
    managedPolicyArns: t('specField.policies'),
    maxSessionDurationSeconds: t('specField.session'),
    mechanism: t('specField.mechanism'),
    name: t('link.service-account'),
    namespace: t('field.namespaceTitle'),
    owner: t('specField.owner'),
    permissionsBoundaryArn: t('specField.boundary'),
    policyDocument: t('specField.document'),
    roleName: t('specField.roleName'),
    rolePath: t('specField.rolePath'),
    serviceAccount: t('specField.manager'),
    sessionPolicyDocument: t('specField.sessionPolicy'),
    targetRoleArn: t('specField.targetRole'),
    tokenExpirationSeconds: t('specField.token'),
  };
  const titleOf = useContext(FormTitles);
  return (field: string): string => {
    const title = titleOf(field);
    if (title !== undefined) return title;
    const [, list, index] = /^(\w+)\[(\d+)\]/.exec(field) ?? [];
    const number = String(Number(index) + 1);
    if (list === 'grants') return t('grants.row', { number });
    if (list === 'managedPolicyArns') return t('specField.policy', { number });
    return Object.hasOwn(named, field) ? named[field] : field;
  };
}
