import type { PolicyText, StatementRef } from '@backstage-irsa/core/model';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import { policyOf } from './policyOf';

/** The statement that is marked in its document. Each request to mark a statement creates a new object. */
export interface MarkedStatement {
  policy: PolicyText;
  /** The position in the document, starting at 0. */
  statement: number;
}

interface StatementFocusValue {
  policies: readonly PolicyText[];
  marked?: MarkedStatement;
  /** Marks a statement and scrolls to it. */
  show: (marked: MarkedStatement) => void;
}

const StatementFocusContext = createContext<StatementFocusValue>({
  policies: [],
  show: () => {},
});

/** Connects references to statements with the policy documents: a child that selects a statement makes its document mark it. */
export function StatementFocus(props: {
  policies: readonly PolicyText[];
  children: ReactNode;
}) {
  const { policies, children } = props;
  const [marked, setMarked] = useState<MarkedStatement>();
  const value = useMemo(
    () => ({ policies, marked, show: setMarked }),
    [policies, marked],
  );
  return (
    <StatementFocusContext.Provider value={value}>
      {children}
    </StatementFocusContext.Provider>
  );
}

/** Returns the marked statement if it belongs to the policy. */
export function useMarkedStatement(
  policy: PolicyText,
): MarkedStatement | undefined {
  const { marked } = useContext(StatementFocusContext);
  return marked?.policy === policy ? marked : undefined;
}

/** Returns the policy of a statement and a function that marks the statement. Both are undefined if the page does not contain the policy. */
export function useStatement(ref: StatementRef): {
  policy?: PolicyText;
  show?: () => void;
} {
  const { policies, show } = useContext(StatementFocusContext);
  const policy = policyOf(policies, ref);
  const { statement } = ref;
  const showIt = useCallback(() => {
    if (policy) show({ policy, statement });
  }, [policy, statement, show]);
  return policy ? { policy, show: showIt } : {};
}
