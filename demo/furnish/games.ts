import type { Actors } from './actors.ts'
import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

const day = 86_400_000

interface Hand {
  demo: Demo
  actors: Actors
}

const thanks = { title: '谢谢参与', kind: 'thanks' as const, costFen: 0, oddsBps: 0, stock: 0 }

/** A wheel, a scratch card and a vote that run, each with people who have played. */
export async function seedGames(hand: Hand, shops: readonly OpenShop[], people: readonly Person[]): Promise<void> {
  const [shop] = shops
  if (!shop) return
  const wheel = await put(hand.demo, shop, {
    kind: 'wheel',
    title: '幸运大转盘',
    rules: '每天免费抽一次，积分可兑换更多机会。实物奖品请凭兑换码到店领取。',
    pointsPrice: 50,
    shareChances: 2,
    orderChances: 1,
    prizes: [
      { title: '手作陶杯', kind: 'goods', costFen: 4900, oddsBps: 50, stock: 5, instead: null },
      { title: '20 积分', kind: 'points', points: 20, costFen: 20, oddsBps: 3000, stock: 5000 },
      { title: '1.88 元红包', kind: 'red_packet', amountFen: 188, validDays: 7, costFen: 188, oddsBps: 1200, stock: 300 },
      { title: '100 积分', kind: 'points', points: 100, costFen: 100, oddsBps: 750, stock: 500 },
      { title: '帆布袋', kind: 'goods', costFen: 1500, oddsBps: 500, stock: 60, instead: 1 },
      thanks,
    ],
  })
  const card = await put(hand.demo, shop, {
    kind: 'scratch',
    title: '刮刮乐',
    rules: '刮开涂层即知结果，奖品当场到账。',
    freePerDay: 2,
    prizes: [
      { title: '6.66 元红包', kind: 'red_packet', amountFen: 666, validDays: 7, costFen: 666, oddsBps: 300, stock: 60 },
      { title: '50 积分', kind: 'points', points: 50, costFen: 50, oddsBps: 2700, stock: 2000 },
      thanks,
    ],
  })
  for (const person of people.slice(0, 16)) {
    await draw(hand, person.id, wheel)
    await draw(hand, person.id, card)
  }
  await seedVote(hand, shop, people)
}

async function seedVote(hand: Hand, shop: OpenShop, people: readonly Person[]): Promise<void> {
  const skuIds = shop.goods.slice(0, 20).flatMap((one) => [...one.skus.values()].slice(0, 1).map((sku) => sku.skuId))
  const { items } = await hand.demo.calls.catalog.skusForSale({ skuIds })
  const candidates = items.slice(0, 5).map(({ title, picture }) => ({ title: title.slice(0, 40), text: '', picture }))
  const id = await put(hand.demo, shop, {
    kind: 'vote',
    title: '最想回购的好物',
    rules: '每天可投 3 票，同一件好物每天 1 票。',
    freePerDay: 3,
    prizes: [],
    candidates,
  })
  for (const [turn, person] of people.slice(0, 20).entries()) {
    const me = hand.actors.shopper(person.id)
    const { candidates: known } = await me.getGame({ id })
    const sorted = known.toSorted((a, b) => a.id.localeCompare(b.id))
    // The earlier in the list, the more often.
    const chosen = sorted[Math.min(turn % sorted.length, (turn * 3) % sorted.length)]
    if (chosen) await me.voteInGame({ id, candidateId: chosen.id })
  }
}

type Put = Demo['calls']['game']['put']
type Plan = Pick<Parameters<Put>[0], 'kind' | 'title' | 'rules'> & Partial<Parameters<Put>[0]>

async function put({ calls, now }: Demo, { shop }: OpenShop, plan: Plan): Promise<string> {
  const at = (days: number) => new Date(now.getTime() + days * day).toISOString()
  const limits = { freePerDay: 1, mostPerDay: 10, mostInAll: 200, pointsPrice: 0, shareChances: 0, orderChances: 0 }
  const { id } = await calls.game.put({ shopId: shop.id, startsAt: at(-2), endsAt: at(28), enabled: true, ...limits, ...plan })
  return id
}

async function draw({ demo, actors }: Hand, shopperId: string, id: string): Promise<void> {
  await actors.shopper(shopperId).drawPrize({ id, requestId: demo.newId() })
}
