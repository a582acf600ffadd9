import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { type ReactNode, useRef } from 'react';
import { useKeptFocus } from '../../shared/ui/useKeptFocus';
import { useEntityAccounts } from '../../shared/serviceAccount/useEntityAccounts';
import { missingAccounts } from '../../shared/serviceAccount/missingAccounts';
import { worstFirst } from '@backstage-irsa/core/status';
import { irsaTranslationRef } from '../../translation';
import { EmptyAccess } from '../../shared/serviceAccount/EmptyAccess';
import { LoadFailure } from '../../shared/ui/LoadFailure';
import { MissingAccountsNote } from '../../shared/serviceAccount/MissingAccountsNote';
import { AccountAccess } from './AccountAccess';
import { SlowNotice } from '../../shared/ui/SlowNotice';
import surfaceStyles from '../../shared/ui/Surface.module.css';
import styles from './EntityAccessContent.module.css';
import { PermissionsSkeleton } from '../../shared/permissions/PermissionsSkeleton';

/** The properties of the entity tab. */
export interface EntityAccessContentProps {
  /** The entity reference of the template that adds AWS access to a component. */
  template: string;
}

/** The frame of the tab. It stays while its content changes, so that it can keep the focus. */
function Content({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useKeptFocus(content);
  return (
    <div
      ref={content}
      data-testid="access-tab"
      className={`${styles.content} ${surfaceStyles.surface}`}
    >
      {children}
      <SlowNotice />
    </div>
  );
}

/** The "AWS access" tab of an entity. Shows one of its IAM service accounts in full. */
export function EntityAccessContent({ template }: EntityAccessContentProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { entity } = useEntity();
  const { value, error, reload } = useEntityAccounts(entity);

  const failure = error && (
    <LoadFailure title={t('failure.title')} error={error} onRetry={reload} />
  );
  if (!value) {
    return <Content>{failure ?? <PermissionsSkeleton />}</Content>;
  }
  const missing = missingAccounts(entity, value.items);
  if (value.items.length === 0) {
    return (
      <Content>
        {failure}
        <EmptyAccess missing={missing} template={template} />
      </Content>
    );
  }
  return (
    <Content>
      {failure}
      <AccountAccess accounts={worstFirst(value.items)} onVerified={reload} />
      <MissingAccountsNote missing={missing} />
    </Content>
  );
}
