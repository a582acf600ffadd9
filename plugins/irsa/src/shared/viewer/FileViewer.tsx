import type { RenderedFile } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import { CodeBlock } from './CodeBlock';
import styles from './FileViewer.module.css';

/** Text files, one per tab, each with a copy button. */
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
          <CodeBlock className={styles.content}>{content}</CodeBlock>
        </TabPanel>
      ))}
    </Tabs>
  );
}
