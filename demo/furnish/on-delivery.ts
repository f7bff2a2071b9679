import { shopkeeper } from '../accounts.ts'
import { dice } from '../random.ts'
import type { Actors, Clock } from './actors.ts'
import type { OpenShop } from './context.ts'
import type { Person } from './people.ts'

interface Hand {
  clock: Clock
  actors: Actors
  people: readonly Person[]
}

/** How long ago each was ordered, and how far it has come. */
const examples = [
  { days: 13, until: 'shipped' },
  { days: 3, until: 'collected' },
  { days: 2, until: 'shipped' },
  { days: 1, until: 'refused' },
  { days: 1, until: 'shipped' },
  { days: 0, until: 'accepted' },
] as const
const refusal = '买家临时不在家，不要了'

/** Two shops take payment on delivery; some of what was ordered so is on its way, paid, refused or overdue. By the operations people have. */
export async function seedOnDelivery({ clock, actors, people }: Hand, shops: readonly OpenShop[]): Promise<void> {
  const roll = dice('on-delivery')
  for (const one of shops.slice(0, 2)) {
    const admin = await actors.staff(shopkeeper(one.data.slug))
    await admin.updateOnDelivery({ enabled: true, maxFen: 2000_00, regionCodes: [] })
    const skus = one.goods.flatMap((goods) => [...goods.skus.values()])
    for (const [index, { days, until }] of examples.entries()) {
      const person = roll.pick(people)
      const sku = roll.pick(skus)
      const key = `demo-door-${one.data.slug}-${index}`
      await clock.ago(days, async () => {
        const shopper = actors.shopper(person.id)
        const addressId = (await shopper.listAddresses()).items[0]?.id
        if (!addressId) return
        const wish = { lines: [{ skuId: sku.skuId, quantity: 1 }], addressId, fromCart: false }
        const { fromCart, ...asked } = wish
        const { payableFen, invalid } = await shopper.quoteCheckout(asked)
        if (invalid.length > 0 || payableFen === 0) return
        const checkout = await shopper.placeOrder({ ...asked, fromCart, requestId: key, payableFen })
        const id = checkout.orders[0]?.id ?? ''
        if (!(await shopper.getCheckout({ id: checkout.id })).onDelivery.offered) return
        await shopper.payOnDelivery({ id: checkout.id, requestId: key })
        if (until === 'accepted') return
        const trackingNumber = `SF${String(1_400_000_000_000 + index * 7919)}`
        await admin.shipOrder({ id, requestId: key, carrierCode: 'SF', trackingNumber })
        if (until === 'collected') await admin.collectOrder({ id, requestId: key, amountFen: payableFen, how: 'cash', note: '' })
        if (until === 'refused') await admin.refuseOrder({ id, requestId: key, reason: refusal })
      })
    }
  }
}
