/** Who can sign in to the demo. These people exist only where `DEMO` is on, with a database that the demo furnished. */
export const demoPassword = 'puzi-demo-2026'

/** Each works in all five shops; `shopkeeper@…` below owns one. */
export const staffAccounts = [
  { account: 'owner@demo', name: '演示店主', role: 'owner' },
  { account: 'operator@demo', name: '演示运营', role: 'operator' },
  { account: 'warehouse@demo', name: '演示仓管', role: 'warehouse' },
  { account: 'clerk@demo', name: '演示店员', role: 'clerk' },
  { account: 'courier@demo', name: '演示配送员', role: 'courier' },
  { account: 'support@demo', name: '演示客服', role: 'support' },
  { account: 'finance@demo', name: '演示财务', role: 'finance' },
  { account: 'arbiter@demo', name: '平台仲裁员', role: 'arbiter' },
] as const

/** The owner of one shop and of no other. */
export const shopkeeper = (slug: string): string => `${slug.split('-')[0]}@demo`

/** Signs in with any of these and the code that the page shows. */
export const demoPhone = (number: number): string => `199${String(number).padStart(8, '0')}`
