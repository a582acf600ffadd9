import type { RenderedFile } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import styles from './FileViewer.module.css';

/** Text files, one at a time, each to copy. */
export function FileViewer({ files }: { files: readonly RenderedFile[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Tabs className={styles.viewer}>
      <TabList aria-label={t('files.list')} className={styles.names}>
        {files.map(({ path }) => (
          <Tab key={path} id={path}>
            {path}
          </Tab>
        ))}
      </TabList>
      {files.map(({ path, content }) => (
        <TabPanel key={path} id={path} className={styles.panel}>
          <div className={styles.copy}>
            <CopyButton text={content} label={t('files.copy', { path })} />
          </div>
          {/* Long files scroll, which the keyboard must be able to do too. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={styles.content} tabIndex={0}>
            {content}
          </pre>
        </TabPanel>
      ))}
    </Tabs>
  );
}
