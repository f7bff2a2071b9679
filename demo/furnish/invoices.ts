import { dice } from '../random.ts'
import type { Demo, OpenShop } from './context.ts'
import type { PastOrder } from './orders.ts'
import type { Person } from './people.ts'

const day = 86_400_000
/** Invented, with check signs that are right. */
const sellers = ['91330106MA2FAKE01F', '91330106MA2FAKE02J', '91330106MA2FAKE03M', '91330106MA2FAKE04Q', '91330106MA2FAKE05U']
const companies = [
  {
    name: '演示科技（杭州）有限公司',
    taxNumber: '91330106MA2FAKE06Y',
    address: '演示路 1 号',
    phone: '0571-00000001',
    bank: '演示银行',
    account: '0000 0001',
  },
  { name: '样例贸易有限公司', taxNumber: '91330106MA2FAKE072', address: '', phone: '', bank: '', account: '' },
]
const person = { taxNumber: '', address: '', phone: '', bank: '', account: '' }
const categories: Readonly<Record<string, string>> = {
  fresh: '食品',
  clothes: '服装',
  home: '日用杂品',
  beauty: '化妆品',
  digital: '电子产品',
}
const issuedOfAShop = 4
const waitingOfAShop = 3

/** Each shop issues invoices; some were asked for: the first shoppers have titles, a few requests wait for staff, others go out at the start. */
export async function seedInvoices(demo: Demo, open: readonly OpenShop[], orders: readonly PastOrder[]): Promise<void> {
  const roll = dice('invoices')
  const people = [...new Map(orders.map((order) => [order.person.id, order.person])).values()]
  const titles = people.slice(0, 60).flatMap((one, index) => titlesOf(demo, one, index))
  await demo.calls.invoice.seed({ titles: titles.map(({ title, id, shopperId, at }) => ({ title, id, shopperId, at })), requests: [] })
  for (const [index, one] of open.entries()) {
    await demo.calls.invoice.configure({ shopId: one.shop.id, settings: settingsOf(one, sellers[index % sellers.length] ?? '') })
    const asked = orders
      .filter((order) => order.shop === one && ['received', 'completed'].includes(order.state))
      .filter((order) => demo.now.getTime() - order.placedAt.getTime() < 45 * day)
      .flatMap((order) => {
        const mine = titles.filter((title) => title.shopperId === order.person.id)
        return mine.length > 0 ? [{ order, title: roll.pick(mine) }] : []
      })
    const taken = asked.toSorted((a, b) => b.order.placedAt.getTime() - a.order.placedAt.getTime()).slice(0, issuedOfAShop + waitingOfAShop)
    await demo.calls.invoice.seed({
      titles: [],
      requests: taken.map(({ order, title }, at) => ({
        orderId: order.id,
        titleId: title.id,
        kind: title.title.type === 'company' && at % 2 === 0 ? ('special' as const) : ('general' as const),
        email: '',
        issue: at >= waitingOfAShop,
      })),
    })
  }
}

function titlesOf(demo: Demo, one: Person, index: number) {
  const at = new Date(demo.now.getTime() - 60 * day).toISOString()
  const company = companies[index % companies.length]
  const own = { type: 'person' as const, name: one.address.name, ...person, isDefault: index % 2 === 1 }
  const found = [{ id: demo.newId(), shopperId: one.id, at, title: own }]
  if (!company || index % 3 === 2) return found
  return [
    ...found,
    { id: demo.newId(), shopperId: one.id, at, title: { ...company, type: 'company' as const, isDefault: index % 2 === 0 } },
  ]
}

const settingsOf = ({ data }: OpenShop, taxNumber: string) => ({
  enabled: true,
  after: 'receipt' as const,
  automatic: false,
  special: true,
  seller: { ...person, name: `${data.name}（演示）商贸有限公司`, taxNumber, address: '浙江省杭州市西湖区演示路 100 号' },
  rateBps: data.industry === 'fresh' ? (900 as const) : (1300 as const),
  taxCode: '1060512990000000000',
  category: categories[data.industry] ?? '日用杂品',
  drawer: '演示财务',
})
