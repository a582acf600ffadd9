import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Combobox } from './Combobox';

const OPTIONS = ['shop', 'shipping'].map(id => ({ id, label: id }));

/** Moves the focus out of the field when its list opens, before the list is rendered. */
function Form() {
  const [text, setText] = useState('');
  return (
    <>
      <Combobox
        label="Namespace"
        menuTrigger="input"
        allowsCustomValue
        options={OPTIONS}
        search={{ inputValue: text, onInputChange: setText }}
        onOpenChange={open => open && screen.getByText('Next').focus()}
      />
      <button>Next</button>
    </>
  );
}

describe('Combobox', () => {
  it('closes its list and keeps the text when the focus leaves while the list opens', async () => {
    await renderInTestApp(<Form />);

    await userEvent.type(
      screen.getByRole('combobox', { name: 'Namespace' }),
      's',
    );

    expect(await screen.findByRole('button', { name: 'Next' })).toHaveFocus();
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
    expect(screen.getByRole('combobox', { name: 'Namespace' })).toHaveValue(
      's',
    );
  });
});
