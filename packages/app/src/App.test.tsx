import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('signs in as the guest and opens the catalog', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as any,
    };
    render(App.createRoot());
    expect(await screen.findByText(/.+/)).toBeInTheDocument();
  });
});
