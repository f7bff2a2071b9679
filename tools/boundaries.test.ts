import { join } from 'node:path'
import { expect, test } from 'vitest'
import { breaches, cycle, importRules, importsOf, readSources, textRules } from './boundaries.ts'

const sources = readSources(join(import.meta.dirname, '..'))

test('no file crosses a boundary', () => expect(breaches(sources)).toEqual([]))
test('modules need each other in one direction', () => expect(cycle(sources)).toBeUndefined())
test('the sources are really read', () => expect(sources.length).toBeGreaterThan(100))

// A guard that cannot fail guards nothing: one deliberate breach for every rule.
const deliberate = [
  ['kernel-knows-no-module', 'server/src/kernel/db.ts', `import { x } from '../modules/order/place.ts'`],
  ['gateways-know-no-module', 'server/src/gateways/sms/send.ts', `import type { Order } from '../../modules/order/contract.ts'`],
  ['modules-meet-at-contracts', 'server/src/modules/order/place.ts', `import { reserve } from '../inventory/reserve.ts'`],
  ['needs-go-down', 'server/src/modules/inventory/reserve.ts', `import type { Order } from '../order/contract.ts'`],
  ['sql-lives-in-queries', 'server/src/modules/order/place.ts', `import { sql } from 'kysely'`],
  ['frameworks-live-in-kernel', 'server/src/modules/order/routes.shop.ts', `import type { FastifyRequest } from 'fastify'`],
  ['rules-are-pure', 'server/src/modules/promotion/conditions/min-spend.ts', `import { offers } from '../queries.ts'`],
  ['fronts-see-no-server', 'storefront/src/api.ts', `import type { Order } from '../../server/src/modules/order/contract.ts'`],
  ['fronts-are-apart', 'admin/src/main.tsx', `import { Price } from '../../storefront/src/ui/price.tsx'`],
  [
    'no-testing-in-production',
    'server/src/modules/payment/module.ts',
    `import { simulator } from '../../gateways/wechat-pay/testing/simulator.ts'`,
  ],
  ['settings-come-from-config', 'server/src/modules/order/place.ts', `const port = process.env.PORT`],
  ['time-comes-as-argument', 'server/src/modules/promotion/evaluate.ts', `const now = new Date()`],
  ['modules-have-a-layer', 'server/src/modules/gossip/contract.ts', ''],
  ['files-are-short', 'server/src/modules/order/place.ts', 'const x = 1\n'.repeat(301)],
] as const

test.each(deliberate)('%s can fail', (name, path, text) => expect(breaches([{ path, text }]).join()).toContain(`(${name})`))

test('every rule has a breach above', () => {
  expect(new Set(deliberate.map(([name]) => name))).toEqual(new Set([...importRules, ...textRules].map((rule) => rule.name)))
})

test('what is allowed is not complained about', () => {
  const allowed = [
    {
      path: 'server/src/modules/order/place.ts',
      text: `import { reserve } from '../inventory/contract.ts'\nimport { inTx } from '../../kernel/db.ts'`,
    },
    { path: 'server/src/modules/order/place.test.ts', text: `import { stocked } from '../inventory/testing.ts'` },
    { path: 'server/src/modules/order/queries/lines.ts', text: `import { sql } from 'kysely'` },
    { path: 'server/src/modules/order/queries.test.ts', text: 'x\n'.repeat(499) },
    { path: 'server/src/kernel/config.ts', text: 'process.env' },
    { path: 'admin/src/api.ts', text: `import { orders } from '../../clients/admin/client.ts'` },
  ]
  expect(breaches(allowed)).toEqual([])
})

test('a circle of needs is found', () => {
  const file = (from: string, to: string) => ({ path: `server/src/modules/${from}/a.ts`, text: `import '../${to}/contract.ts'` })
  expect(cycle([file('cart', 'order'), file('order', 'payment'), file('payment', 'cart')])).toEqual(['cart', 'order', 'payment', 'cart'])
})

test('imports are found however they are written, and nothing else is taken for one', () => {
  const text = [
    `import a from 'one'`,
    `import {\n  b,\n  type C,\n} from './two.ts'`,
    `export { d } from '../three.ts'`,
    `import 'four'`,
    `const e = await import('five')`,
    `export const f = 'six'`,
    `// import g from 'seven'`,
  ].join('\n')
  expect(importsOf({ path: 'tools/x/y.ts', text })).toEqual(['one', 'tools/x/two.ts', 'tools/three.ts', 'four', 'five'])
})
