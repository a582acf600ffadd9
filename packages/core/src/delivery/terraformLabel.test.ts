import { terraformLabel } from './terraformLabel';

it.each([
  [['prod-eu', 'shop', 'orders'], /^prod-eu_shop_orders$/],
  [['1st', 'shop', 'orders'], /^sa_1st_shop_orders$/],
  [['sqs', 'orders_dead'], /^sqs_orders_dead$/],
  [['prod', 'shop', 'a.b'], /^prod_shop_a_b_[0-9a-f]{8}$/],
  [['prod', 'shop', 'override'], /^prod_shop_override_[0-9a-f]{8}$/],
  [['sqs', 'orders_override'], /^sqs_orders_override_[0-9a-f]{8}$/],
  [['prod', 'shop', '01234567'], /^prod_shop_01234567$/],
])('the label of %j matches %s', (parts, label) => {
  expect(terraformLabel(parts)).toMatch(label);
});

it.each([
  [
    ['prod', 'x', 'y.z'],
    ['prod_x', 'y', 'z'],
  ],
  [
    ['sqs', 'orders.fifo'],
    ['sqs', 'orders_fifo'],
  ],
  [
    ['prod', 'shop', 'orders.1'],
    ['prod', 'shop', 'orders', '1'],
  ],
])('%j and %j have different labels', (one, other) => {
  expect(terraformLabel(one)).not.toBe(terraformLabel(other));
});

it('a resource with the name of another label gets a different label', () => {
  const label = terraformLabel(['dynamodb', 'orders.x']);
  const name = label.replace('dynamodb_', '');
  expect(terraformLabel(['dynamodb', name])).not.toBe(label);
});
