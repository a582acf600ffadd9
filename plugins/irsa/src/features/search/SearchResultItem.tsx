import type { IrsaSearchDocument } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { Link, Text } from '@backstage/ui';
import { RiAlertLine, RiKey2Line, RiShieldKeyholeLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../shared/chain/StatusBadge';
import { EntityRef } from '../../shared/ui/EntityRef';
import { irsaTranslationRef } from '../../translation';
import { SeverityBadge } from '../fleet/cells/badges';
import styles from './SearchResultItem.module.css';

/** The properties that Backstage's search passes to a result. */
export interface SearchResultItemProps {
  result?: { title: string; text: string; location: string };
  highlight?: {
    preTag: string;
    postTag: string;
    fields: Record<string, string>;
  };
}

const KINDS = {
  'IAM service account': [RiKey2Line, 'search.serviceAccount'],
  'IAM role': [RiShieldKeyholeLine, 'search.role'],
  Finding: [RiAlertLine, 'search.finding'],
} as const;

/** A search result of the type `irsa`: its kind and location, its owners, and its status or severity. */
export function SearchResultItem(props: SearchResultItemProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  // The predicate accepts no other results.
  const result = props.result as IrsaSearchDocument | undefined;
  if (!result) return null;
  const { kind, cluster, namespace, role, status, severity } = result;
  const [Icon, kindWords] = KINDS[kind];
  const marked = (field: 'title' | 'text') => {
    const { highlight } = props;
    const text = highlight?.fields[field];
    return highlight && text ? (
      <HighlightedSearchResultText {...highlight} text={text} />
    ) : (
      result[field]
    );
  };
  return (
    <div className={styles.item}>
      <div className={styles.head}>
        <Link href={result.location} weight="bold">
          {marked('title')}
        </Link>
        {status && <StatusBadge status={status} />}
        {severity && <SeverityBadge severity={severity} />}
      </div>
      <div className={styles.facts}>
        <span className={styles.kind}>
          <Icon aria-hidden size={16} />
          {t(kindWords)}
        </span>
        <Fact name={t('search.cluster')} value={cluster} />
        <Fact name={t('search.namespace')} value={namespace} />
        {kind !== 'IAM role' && (
          <Fact name={t('search.roleName')} value={role} />
        )}
        <Fact name={t('search.owner')} value={ownersOf(result.owner)} />
      </div>
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.text}
      >
        {marked('text')}
      </Text>
    </div>
  );
}

function Fact(props: { name: string; value?: ReactNode }) {
  return props.value ? (
    <span>
      {props.name} {props.value}
    </span>
  ) : null;
}

/** Returns the owners as links; undefined if there are none. */
function ownersOf(owner: string): ReactNode {
  if (owner === '') return undefined;
  return owner.split(', ').map((ref, index) => (
    <span key={ref}>
      {index > 0 && ', '}
      <EntityRef text={ref} />
    </span>
  ));
}
