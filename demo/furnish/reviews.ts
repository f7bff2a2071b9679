import { dice, type Dice } from '../random.ts'
import { type Demo, together } from './context.ts'
import type { PastLine, PastOrder } from './orders.ts'
import { bad, good, middling, replies } from '../shops/review-words.ts'

const tags = ['质量好', '物流快', '包装用心', '性价比高', '与描述一致', '会回购', '送礼合适', '客服耐心'] as const
const atOnce = 1000

/** What people wrote after they had received it; the shop answers some, and all that are not content. */
export async function seedReviews(demo: Demo, orders: readonly PastOrder[]): Promise<number> {
  const received = orders.filter((order) => order.receivedAt !== null)
  const reviews = received.flatMap((order) => order.lines.flatMap((line) => reviewOf(demo, order, line) ?? []))
  const shops = [...new Set(reviews.map((review) => review.shopId))]
  await together(shops, 1, async (shopId) => {
    const mine = reviews.filter((review) => review.shopId === shopId)
    for (let from = 0; from < mine.length; from += atOnce) await demo.calls.review.seed({ reviews: mine.slice(from, from + atOnce) })
  })
  return reviews.length
}

function reviewOf(demo: Demo, order: PastOrder, line: PastLine) {
  const roll = dice(`${order.placedAt.toISOString()}${line.goods.goods.code}${order.person.nickname}`)
  const createdAt = new Date((order.receivedAt ?? order.placedAt).getTime() + roll.int(1, 90) * 3600_000)
  if (!roll.chance(0.34) || createdAt > demo.now) return undefined
  const stars = roll.chance(0.8) ? 5 : roll.chance(0.68) ? 4 : roll.chance(0.55) ? 3 : roll.int(1, 2)
  const snap = demo.pictures.get(`demo/snap/${line.goods.goods.code}`)
  return {
    orderLineId: line.id,
    shopId: order.shop.shop.id,
    shopperId: order.person.id,
    productId: line.productId,
    stars,
    text: textOf(stars, { path: line.goods.goods.group.path, industry: order.shop.data.industry }, roll),
    tags: stars >= 4 ? [...new Set([roll.pick(tags), roll.pick(tags)])].slice(0, roll.int(0, 2)) : [],
    pictures: snap && stars >= 4 && roll.chance(0.28) ? [snap, ...(roll.chance(0.3) ? [line.picture] : [])] : [],
    anonymous: roll.chance(0.3),
    options: line.options,
    createdAt: createdAt.toISOString(),
    reply: replyOf(demo, { stars, createdAt, roll }),
  }
}

function textOf(stars: number, { path, industry }: { path: readonly string[]; industry: string }, roll: Dice): string {
  const words = (stars >= 4 ? good[path[1] ?? ''] : stars === 3 ? undefined : bad[industry]) ?? middling
  const body = roll.pick(words.body)
  const opening = roll.chance(0.65) ? roll.pick(words.open) : ''
  const more = roll.chance(0.4) ? words.body.find((one) => one !== body && roll.chance(0.35)) : undefined
  const close = roll.chance(0.55) ? roll.pick(words.close) : ''
  return [opening, body, more, close].filter(Boolean).join('')
}

function replyOf(
  { now }: Demo,
  { stars, createdAt, roll }: { stars: number; createdAt: Date; roll: Dice },
): { text: string; at: string } | null {
  const at = new Date(createdAt.getTime() + roll.int(1, 30) * 3600_000)
  if (at > now || (stars > 3 && !roll.chance(0.26))) return null
  return { text: roll.pick(stars > 3 ? replies.good : replies.bad), at: at.toISOString() }
}
