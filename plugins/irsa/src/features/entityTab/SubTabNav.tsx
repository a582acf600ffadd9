import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Select } from '@backstage/ui';
import { useNavigate } from 'react-router-dom';
import { irsaTranslationRef } from '../../translation';
import { SUB_TABS, subTabOf } from './subTabs';
import styles from './SubTabNav.module.css';
import { useSubTab } from './useSubTab';

/** The navigation to the sub-tabs, as a menu if there is no room for a row of tabs. */
export function SubTabNav() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const navigate = useNavigate();
  const { subTab, hrefOf } = useSubTab();
  return (
    <nav aria-label={t('tab.subTabs')} className={styles.nav}>
      <ul className={styles.tabs}>
        {SUB_TABS.map(name => (
          <li key={name}>
            <Link
              href={hrefOf(name)}
              variant="body-medium"
              aria-current={name === subTab ? 'page' : undefined}
              className={styles.tab}
              standalone
            >
              {t(`tab.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
      <Select
        className={styles.menu}
        aria-label={t('tab.subTabs')}
        size="small"
        options={SUB_TABS.map(name => ({ id: name, label: t(`tab.${name}`) }))}
        value={subTab ?? null}
        onChange={key => {
          const chosen = subTabOf(String(key));
          if (chosen) navigate(hrefOf(chosen));
        }}
      />
    </nav>
  );
}
