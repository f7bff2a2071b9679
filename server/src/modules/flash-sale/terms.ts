import { AppError } from '../../kernel/errors.ts'
import type { PlayTerms } from '../order/contract.ts'
import type { FlashSales } from './context.ts'
import { letGoOrphans } from './orphans.ts'
import { phaseOf } from './phase.ts'
import { takenBy } from './queries/places.ts'
import type { SessionRow } from './queries/sessions.ts'
import type { Shown, ShownItem } from './board.ts'

export interface Found {
  session: SessionRow
  item: ShownItem
}
interface Wish {
  campaignId: string
  skuId: string
}

/** The session as shoppers know it. Throws `flash_not_found`. */
export async function shownSession({ board }: FlashSales, id: string): Promise<Shown> {
  const shown = await board.of(id)
  if (!shown || shown.session.state === 'draft') throw new AppError('not_found', 'flash_not_found')
  return shown
}

/** What is wanted, in a session that runs. Throws `flash_not_found`, `flash_not_begun`, `flash_over`. */
export async function wantedNow(flash: FlashSales, { campaignId, skuId }: Wish): Promise<Found> {
  const { session, items } = await shownSession(flash, campaignId)
  const item = items.find((one) => one.skuId === skuId)
  if (!item) throw new AppError('not_found', 'flash_not_found')
  const phase = phaseOf(session, flash.now())
  if (phase === 'upcoming') throw new AppError('conflict', 'flash_not_begun', { startsAt: session.startsAt.toISOString() })
  if (phase !== 'running') throw new AppError('conflict', 'flash_over')
  return { session, item }
}

/** The same for who shows the pass for it. Throws `flash_pass_wrong` too. */
export async function letIn(flash: FlashSales, wish: Wish & { shopperId: string; pass: string | null }): Promise<Found> {
  const found = await wantedNow(flash, wish)
  flash.passes.check(wish.pass, { sessionId: found.session.id, itemId: found.item.id, shopperId: wish.shopperId }, flash.now())
  return found
}

/** Throws `flash_person_limit`, with how many more this person may have. */
export async function underLimit(flash: FlashSales, item: ShownItem, wish: { shopperId: string; quantity: number }): Promise<void> {
  const who = { itemId: item.id, shopperId: wish.shopperId }
  const left = item.perPerson - (await takenBy(flash.db, who))
  if (wish.quantity > left) throw new AppError('conflict', 'flash_person_limit', { left: Math.max(left, 0) })
}

type Asked = Wish & { shopperId: string; pass: string | null; quantity: number }

/** Once more for who is refused because of a place of their own that a crash has left without an order. */
export async function withoutOrphans<T>(flash: FlashSales, of: { itemId: string; shopperId: string }, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    const refused = error instanceof AppError && (error.code === 'flash_person_limit' || error.code === 'flash_sold_out')
    if (refused && (await letGoOrphans(flash, of)) > 0) return check()
    throw error
  }
}

/** What the session says of a checkout. The board may be a second old: what is left is decided when the place is taken. */
export async function terms(flash: FlashSales, asked: Asked): Promise<PlayTerms> {
  const { session, item } = await letIn(flash, asked)
  await withoutOrphans(flash, { itemId: item.id, shopperId: asked.shopperId }, async () => {
    const now = await letIn(flash, asked)
    await underLimit(flash, now.item, asked)
    if (now.item.taken + asked.quantity > now.item.pieces) throw new AppError('conflict', 'flash_sold_out')
  })
  return {
    price: { unitPriceFen: item.priceFen, withOffers: false, freeFreight: false, available: null },
    withAssets: true,
    payMinutes: session.payMinutes,
    waits: false,
  }
}
