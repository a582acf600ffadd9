import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { irsaTranslationRef } from '../../translation';
import styles from './EntityAccessContent.module.css';
import { SECTIONS } from '../../shared/ui/TabSection';

/** Links to the sections of the tab; they keep the chosen account in the URL. */
export function SectionNav() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { pathname, search } = useLocation();
  return (
    <nav aria-label={t('tab.sections')} className={styles.nav}>
      {SECTIONS.map(name => (
        <Link
          key={name}
          href={`${pathname}${search}#${name}`}
          variant="body-small"
        >
          {t(`tab.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
