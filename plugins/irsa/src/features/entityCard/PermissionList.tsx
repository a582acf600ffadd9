import type { CheckResult, Permissions } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type PermissionRow, permissionRows } from './permissionRows';
import { irsaTranslationRef } from '../../translation';
import styles from './PermissionList.module.css';

const SHOWN_RESOURCES = 2;

function useResourceWords(): (row: PermissionRow) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ resources }) => {
    if (resources.length === 0) return t('permission.onEverything');
    const shown = resources.slice(0, SHOWN_RESOURCES).join(', ');
    const count = resources.length - SHOWN_RESOURCES;
    return t('permission.on', {
      resources:
        count > 0 ? t('permission.more', { resources: shown, count }) : shown,
    });
  };
}

/** A note that the role has no permissions, or that there is no role. Renders nothing if the checks did not determine whether the role exists. */
function NoPermissions({ checks }: { checks: readonly CheckResult[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const role = checks.find(({ id }) => id === 'role-exists')?.result;
  if (role !== 'pass' && role !== 'fail') return null;
  return (
    <Text variant="body-small">
      {t(role === 'pass' ? 'permission.none' : 'permission.noRole')}
    </Text>
  );
}

/** The permissions of the role in words: one line for each service and set of resources. */
export function PermissionList(props: {
  permissions: Permissions;
  checks: readonly CheckResult[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { permissions, checks } = props;
  const resourceWords = useResourceWords();
  const rows = permissionRows(permissions.services);
  const unreadable = permissions.unreadable ?? [];
  return (
    <div>
      {rows.length > 0 && (
        <ul className={styles.permissions} aria-label={t('permission.label')}>
          {rows.map(row => (
            <li
              key={`${row.title} ${row.resources.join()}`}
              className={styles.row}
            >
              <strong>{row.title}</strong>{' '}
              <span>
                {row.levels.map(level => t(`level.${level}`)).join(', ')}
              </span>{' '}
              <span title={row.resources.join('\n') || undefined}>
                {resourceWords(row)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {rows.length === 0 && unreadable.length === 0 && (
        <NoPermissions checks={checks} />
      )}
      {unreadable.length > 0 && (
        <Text variant="body-small">
          {t(rows.length > 0 ? 'permission.unreadable' : 'permission.unknown', {
            layers: unreadable.join(' '),
          })}
        </Text>
      )}
    </div>
  );
}
