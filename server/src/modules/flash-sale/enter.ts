import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { FlashSales } from './context.ts'
import type { FlashEntry } from './contract.ts'
import { underLimit, wantedNow } from './terms.ts'

const RETRY_SECONDS = 2

interface Wish {
  sessionId: string
  shopperId: string
  skuId: string
  quantity: number
}

/**
 * Asks to be let in. Who comes too late is told so from memory; only those who are let in cost the database a look (their limit). Throws
 * `flash_sold_out`, `flash_person_limit` and what `wantedNow` throws.
 */
export async function enter(flash: FlashSales, wish: Wish): Promise<z.input<typeof FlashEntry>> {
  const { session, item } = await wantedNow(flash, { campaignId: wish.sessionId, skuId: wish.skuId })
  const who = { itemId: item.id, shopperId: wish.shopperId }
  const entry = await flash.gate.enter(who, flash.now())
  flash.tally.count(session.id, entry.state === 'in' ? 'admitted' : entry.state === 'gone' ? 'refused' : 'waiting')
  if (entry.state === 'gone') throw new AppError('conflict', 'flash_sold_out')
  if (entry.state === 'waiting') return { state: 'waiting', pass: null, until: null, ahead: entry.ahead, retryAfterSeconds: RETRY_SECONDS }
  try {
    await underLimit(flash, item, wish)
  } catch (error) {
    await flash.gate.leave(who)
    throw error
  }
  const { pass, until } = flash.passes.give({ sessionId: session.id, ...who }, flash.now())
  return { state: 'in', pass, until: until.toISOString(), ahead: 0, retryAfterSeconds: 0 }
}
