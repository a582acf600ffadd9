import type { Page } from '@playwright/test';
import { type Place, press } from './place';

const FIELDS =
  '.bui-Popover, [role=dialog], form .bui-Select, form .bui-Combobox, form .bui-TextField, [role=group], form section, form ul';

async function choose(page: Page, label: string, option: RegExp) {
  await page.getByLabel(label).first().click();
  await page.getByRole('option', { name: option }).first().click();
}

async function pickEntity(page: Page, label: string, name: string) {
  await page.getByRole('textbox', { name: label }).fill(name);
  await page.getByRole('option', { name: new RegExp(name, 'i') }).click();
}

async function chooseComponent(page: Page) {
  await pickEntity(page, 'Component', 'newsletter');
  await choose(page, 'Cluster', /prod-eu/);
  const namespace = page.getByRole('combobox', { name: 'Namespace' });
  // The list opens while text is typed, and would cover the rest of the form.
  await namespace.click();
  await namespace.pressSequentially('shop', { delay: 30 });
  await page.getByRole('option', { name: 'shop' }).click();
  await press(page, 'Next');
}

async function nameResource(page: Page, name: string) {
  await chooseComponent(page);
  await page
    .getByRole('group', { name: 'Access 1' })
    .getByRole('textbox')
    .fill(name);
}

async function describeService(page: Page) {
  await page.getByLabel('Name').fill('invoices');
  await pickEntity(page, 'Owner', 'guests');
  await press(page, 'Next');
}

const ADD = '/create/templates/default/add-aws-access';
const SERVICE = '/create/templates/default/service-with-s3';
const HAND_OVER = '/create/templates/default/hand-over';
const MIGRATE = '/create/templates/default/migrate-to-pod-identity';

const form = (
  template: string,
  path: string,
  state: string,
  shown: Place['shown'],
  open?: Place['open'],
): Place => ({
  page: `Template: ${template}`,
  state,
  path,
  shown,
  open,
  ours: FIELDS,
});

const button = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true });

/** The forms of the templates. */
export const TEMPLATE_PLACES: Place[] = [
  form('add AWS access', ADD, 'component and place', button('Next')),
  form(
    'add AWS access',
    ADD,
    'grants, no plan yet',
    page => page.getByRole('group', { name: 'Access 1' }),
    chooseComponent,
  ),
  form(
    'add AWS access',
    ADD,
    'a broken rule',
    page => page.getByRole('group', { name: 'Access 1' }).getByRole('alert'),
    page => nameResource(page, 'not a bucket'),
  ),
  form(
    'add AWS access',
    ADD,
    'the plan',
    page => page.getByText(/Create role newsletter-/),
    page => nameResource(page, 'newsletter-files'),
  ),
  form(
    'add AWS access',
    ADD,
    'files of the pull request',
    page => page.getByRole('tab').first(),
    async page => {
      await nameResource(page, 'newsletter-files');
      await page.getByText('Open a pull request').click();
      await press(page, 'Next');
    },
  ),
  form('add AWS access', ADD, 'review', button('Create'), async page => {
    await nameResource(page, 'newsletter-files');
    await press(page, 'Review');
  }),
  form('service with S3', SERVICE, 'the service', button('Next')),
  form(
    'service with S3',
    SERVICE,
    'a name that is taken',
    page => page.getByText(/The catalog has a component newsletter already/),
    page => page.getByLabel('Name').fill('newsletter'),
  ),
  form(
    'service with S3',
    SERVICE,
    'cluster and namespace',
    button('Review'),
    describeService,
  ),
  form('hand over', HAND_OVER, 'component and tool', page =>
    page.getByText('Choose an IAM service account to see the changes.'),
  ),
  form('move to EKS Pod Identity', MIGRATE, 'component', button('Next')),
  form(
    'move to EKS Pod Identity',
    MIGRATE,
    'how',
    button('Review'),
    async page => {
      await pickEntity(page, 'Component', 'orders-worker');
      await press(page, 'Next');
    },
  ),
];

/** Backstage pages that show content of the irsa plugins. */
export const BACKSTAGE_PLACES: Place[] = [
  {
    page: 'Search',
    state: 'results',
    path: '/search?query=orders',
    shown: page => page.getByRole('link', { name: /orders/ }).first(),
    ours: 'none',
  },
  {
    page: 'Create',
    state: 'templates',
    path: '/create',
    shown: page => page.getByText('Service with S3 access'),
    ours: 'none',
  },
];
