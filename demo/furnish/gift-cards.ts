import type { Stage } from './plays.ts'

/** Cards to buy, cards some people have or have used, a batch for a printer, and red packets that are half taken. */
export async function seedGiftCards({ demo, people, open }: Stage): Promise<void> {
  const cards = demo.calls['gift-card']
  const ids: string[] = []
  for (const yuan of [50, 100, 200, 500]) {
    const { id } = await cards.putBatch({ title: `心意卡`, kind: 'electronic', faceFen: yuan * 100, pieces: 500 })
    ids.push(id)
  }
  await cards.putBatch({ title: '门店实体卡', kind: 'physical', faceFen: 20_000, pieces: 50 })
  const [fifty, hundred] = ids
  if (!fifty || !hundred) return
  for (const [at, person] of people.slice(0, 6).entries()) {
    const { cardIds } = await cards.seedBought({
      batchId: at % 2 ? fifty : hundred,
      shopperId: person.id,
      quantity: 2,
      key: `demo-card-${at}`,
    })
    const [first] = cardIds
    if (first && at > 0) await cards.redeem({ cardId: first, shopperId: person.id })
  }
  const packets = demo.calls['lucky-packet']
  for (const { shop } of open.slice(0, 2)) {
    const wish = { kind: 'random' as const, totalFen: 10_000, shares: 30, wish: `${shop.name}请大家喝奶茶`, hours: 168 }
    const { id } = await packets.sendOfShop({ shopId: shop.id, requestId: `demo-packet-${shop.slug}`, ...wish })
    for (const person of people.slice(20, 32)) await packets.take({ id, shopperId: person.id })
  }
}
