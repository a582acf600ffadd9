import { useAppNavigate } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

export const ToCatalog = () => {
  const navigate = useAppNavigate();
  useEffect(() => navigate('/catalog', { replace: true }), [navigate]);
  return null;
};
