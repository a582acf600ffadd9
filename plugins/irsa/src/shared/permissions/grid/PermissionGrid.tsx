import type { EffectiveService, Risk } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useCallback, useMemo, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../ui/useRequest';
import { LEVELS } from './levels';
import { riskiestFirst } from './riskiestFirst';
import { irsaTranslationRef } from '../../../translation';
import { Section } from '../../ui/Section';
import { LastUseNote } from './LastUseNote';
import styles from './PermissionGrid.module.css';
import { type OpenCell, ServiceRow } from './ServiceRow';

// Enough for nearly every role. ReadOnlyAccess alone names about 400 services.
const SHOWN_SERVICES = 20;

/** The permissions of a role: a row for each service, the riskiest first, and a cell for each access level, which opens the details. */
export function PermissionGrid(props: {
  /** The ID of the IAM service account whose last use of each service can be loaded. */
  id?: string;
  services: readonly EffectiveService[];
  risks: readonly Risk[];
  /** Whether every policy layer was read. Otherwise "allowed" applies to the role's policies only. */
  isAllRead: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id = '' } = props;
  const read = useCallback(() => irsaApi.readLastAccessed(id), [irsaApi, id]);
  const lastUse = useRequest(read);
  const [open, setOpen] = useState<OpenCell>();
  const [all, setAll] = useState(false);
  const { services: unsorted, risks, isAllRead } = props;
  const services = useMemo(
    () => riskiestFirst(unsorted, risks),
    [unsorted, risks],
  );
  const shown = all ? services : services.slice(0, SHOWN_SERVICES);

  return (
    <Section as="h4" title={t('grid.title')}>
      {services.length === 0 ? (
        <Text variant="body-small">{t('permission.none')}</Text>
      ) : (
        <>
          {id && <LastUseNote lastUse={lastUse} />}
          <div
            role="table"
            aria-label={t('grid.title')}
            className={styles.grid}
          >
            <div role="rowgroup" className={styles.head}>
              <div role="row" className={styles.row}>
                <span role="columnheader">{t('grid.service')}</span>
                {LEVELS.map(level => (
                  <span role="columnheader" key={level}>
                    {t(`levelName.${level}`)}
                  </span>
                ))}
              </div>
            </div>
            {shown.map(service => (
              <ServiceRow
                key={service.service}
                service={service}
                report={lastUse.value}
                open={open?.service === service.service ? open : undefined}
                isAllRead={isAllRead}
                onOpen={setOpen}
              />
            ))}
          </div>
        </>
      )}
      {shown.length < services.length && (
        <div>
          <Button size="small" variant="secondary" onPress={() => setAll(true)}>
            {t('grid.showAll', { count: services.length })}
          </Button>
        </div>
      )}
    </Section>
  );
}
