import { randomUUID } from 'node:crypto'
import type { PlayWish, ShopClient } from '../../../../clients/shop/client.ts'
import { type Action, attempt, type KnownOrder, nothing, personOf, type PlayedShop, recent, type Stage, together } from '../play.ts'
import { openFlash } from '../plays.ts'
import { note } from './buy.ts'
import { payOrder } from './pay.ts'

interface Wanted {
  who: number
  skuId: string
  quantity: number
  play: PlayWish
}

/** Quotes and places as part of a play, on several devices now and then; what is placed is mostly paid at once. */
async function take(stage: Stage, { who, skuId, quantity, play }: Wanted): Promise<void> {
  const { dice, told } = stage
  const { client, addressId } = personOf(stage, who)
  const wish = { lines: [{ skuId, quantity }], addressId, play }
  const { payableFen } = await client.quoteCheckout(wish)
  const times = dice.chance(0.2) ? 3 : 1
  const keys = Array.from({ length: times }, () => randomUUID())
  const placed: KnownOrder[] = []
  await together(
    keys.map(async (requestId) => {
      const checkout = await client.placeOrder({ ...wish, requestId, payableFen, fromCart: false })
      note(stage, { who, requestId, checkout, isGift: false })
      placed.push(...told.orders.filter(({ checkoutId }) => checkoutId === checkout.id))
    }),
  )
  for (const order of placed) if (dice.chance(0.8)) await payOrder(stage, order)
}

interface Scene {
  who: number
  client: ShopClient
  shop: PlayedShop
}
const scene = (stage: Stage): Scene => {
  const who = stage.dice.below(stage.people.length)
  return { who, client: personOf(stage, who).client, shop: stage.dice.pick(stage.shops) }
}

/** Somebody comes to the flash sale with one device or three, and buys what they are let in for. */
async function flash(stage: Stage): Promise<void> {
  const { who, client, shop } = scene(stage)
  const { ids, skuIds } = shop.plays.flash
  const campaignId = ids.at(-1) ?? ''
  const skuId = stage.dice.pick(skuIds)
  await attempt(stage, 'buy in a flash sale', async () => {
    const { pass } = await client.enterFlashSale({ id: campaignId, skuId })
    if (pass === null) return nothing
    return take(stage, { who, skuId, quantity: 1 + stage.dice.below(2), play: { kind: 'flash-sale', campaignId, joinId: null, pass } })
  })
}

/** Staff open the next flash sale; while one of the same goods runs, it is refused. */
async function nextFlash(stage: Stage): Promise<void> {
  const { staff, plays } = stage.dice.pick(stage.shops)
  const now = new Date(Date.now() + stage.ahead.seconds * 1000)
  await attempt(stage, 'open a flash sale', async () => void plays.flash.ids.push(await openFlash(staff, plays.flash.skuIds, now)))
}

/** Somebody opens a group, joins one they see, or the fullest. */
async function group(stage: Stage): Promise<void> {
  const { dice } = stage
  const { who, client, shop } = scene(stage)
  const { id: campaignId, productId, skuIds } = shop.plays.group
  await attempt(stage, 'buy in a group', async () => {
    const size = 2 + dice.below(2)
    const open = (await client.getProductGroupBuy({ id: productId })).offer?.groups ?? []
    const seen = open.length > 0 && dice.chance(0.6) ? dice.pick(open).id : null
    const pass = seen ? null : `${dice.chance(0.6) ? 'open' : 'any'}:${size}`
    const play = { kind: 'group-buy', campaignId, joinId: seen, pass }
    await take(stage, { who, skuId: dice.pick(skuIds), quantity: 1, play })
  })
}

/** Somebody begins a bargain, or goes on with theirs. */
async function beginBargain(stage: Stage): Promise<void> {
  const { who, client, shop } = scene(stage)
  await attempt(stage, 'begin a bargain', async () => {
    const { id } = await client.startBargain({ id: shop.plays.bargain.id })
    if (!stage.told.bargains.some((one) => one.id === id))
      stage.told.bargains.push({ id, shop: stage.shops.indexOf(shop), who, cuts: new Map() })
  })
}

/** A few friends help at the same moment, each of them twice now and then: their cut is one. */
async function helpBargain(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const bargain = recent(stage, told.bargains, 8)
  if (!bargain) return false
  const friends = dice.some(
    stage.people.map((_, at) => at),
    3,
  )
  await attempt(stage, 'help in a bargain', () =>
    together(
      [...friends, ...(dice.chance(0.3) ? friends : [])].map(async (friend) => {
        const { cutFen } = await personOf(stage, friend).client.helpBargain({ id: bargain.id })
        const before = bargain.cuts.get(friend)
        if (before !== undefined && before !== cutFen) told.lies.push(`a friend cut ${before} and ${cutFen} off bargain ${bargain.id}`)
        bargain.cuts.set(friend, cutFen)
      }),
    ),
  )
  return true
}

/** A bargain is bought at the price it has come down to. */
async function buyBargain(stage: Stage): Promise<boolean> {
  const { told, shops } = stage
  const bargain = recent(stage, told.bargains, 8)
  if (!bargain) return false
  const how = await attempt(stage, 'buy a bargain', async () => {
    const { client } = personOf(stage, bargain.who)
    const { pass, skuId, canBuy } = await client.getBargain({ id: bargain.id })
    if (!canBuy) return nothing
    const campaignId = shops[bargain.shop]?.plays.bargain.id ?? ''
    return take(stage, { who: bargain.who, skuId, quantity: 1, play: { kind: 'bargain', campaignId, joinId: bargain.id, pass } })
  })
  return how !== 'nothing'
}

export const playing: readonly Action[] = [
  { name: 'buy in a flash sale', weight: 2.5, run: flash },
  { name: 'open a flash sale', weight: 0.5, run: nextFlash },
  { name: 'buy in a group', weight: 4, run: group },
  { name: 'begin a bargain', weight: 2, run: beginBargain },
  { name: 'help in a bargain', weight: 2, run: helpBargain },
  { name: 'buy a bargain', weight: 2, run: buyBargain },
]
